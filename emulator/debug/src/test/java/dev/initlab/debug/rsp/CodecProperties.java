package dev.initlab.debug.rsp;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import static org.assertj.core.api.Assertions.assertThat;

class CodecProperties {
    @Property
    void whatIsFramedIsRead(@ForAll("contents") byte[] content) throws IOException {
        List<PacketReader.Incoming> read = readAll(PacketWriter.frame(content));
        assertThat(read).hasSize(1);
        assertThat(((PacketReader.Incoming.Packet) read.getFirst()).data()).isEqualTo(content);
    }

    @Property
    void aFrameHasNoBytesThatBelongToAnother(@ForAll("contents") byte[] content) {
        byte[] frame = PacketWriter.frame(content);
        for (int i = 1; i < frame.length - 3; i++) {
            assertThat(frame[i]).isNotIn((byte) '$', (byte) '#');
        }
        assertThat(frame.length).isLessThanOrEqualTo(2 * content.length + 4);
    }

    @Property
    void whateverComesIsRead(@ForAll byte[] bytes) throws IOException {
        assertThat(readAll(bytes)).hasSizeLessThanOrEqualTo(bytes.length);
    }

    @Property
    void aFlippedBitIsNoticed(@ForAll("contents") byte[] content, @ForAll int where) throws IOException {
        byte[] frame = PacketWriter.frame(content);
        int bit = Math.floorMod(where, 8 * (frame.length - 4) + 1);
        if (bit < 8 * (frame.length - 4)) {
            frame[1 + bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(readAll(frame)).noneMatch(i -> i instanceof PacketReader.Incoming.Packet(byte[] data)
                    && java.util.Arrays.equals(data, content));
        }
    }

    /** Many runs, and many bytes that have to be escaped. */
    @Provide
    Arbitrary<byte[]> contents() {
        Arbitrary<byte[]> runs = Arbitraries.of((byte) 0, (byte) '0', (byte) '#', (byte) '}', (byte) '*', (byte) '$')
                .flatMap(b -> Arbitraries.integers().between(1, 300).map(n -> {
                    byte[] run = new byte[n];
                    java.util.Arrays.fill(run, b);
                    return run;
                }));
        Arbitrary<byte[]> any = Arbitraries.bytes().array(byte[].class).ofMaxSize(40);
        return Arbitraries.oneOf(runs, any).list().ofMaxSize(5).map(parts -> {
            java.io.ByteArrayOutputStream all = new java.io.ByteArrayOutputStream();
            parts.forEach(all::writeBytes);
            return all.toByteArray();
        });
    }

    private static List<PacketReader.Incoming> readAll(byte[] bytes) throws IOException {
        PacketReader reader = new PacketReader(new ByteArrayInputStream(bytes));
        List<PacketReader.Incoming> all = new ArrayList<>();
        for (PacketReader.Incoming next = reader.next(); !(next instanceof PacketReader.Incoming.End); next = reader.next()) {
            all.add(next);
        }
        return all;
    }
}
