package dev.initlab.debug.rsp;

import java.io.ByteArrayInputStream;
import java.io.IOException;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.initlab.debug.DebugImages;
import dev.initlab.debug.Session;
import org.jspecify.annotations.Nullable;

/**
 * Runs the inputs under resources as a regression test; with JAZZER_FUZZ=1 in the environment it looks for new ones.
 *
 * <p>Packets that let the guest run are left out: what they do depends on the guest, and may take for ever.
 */
class PacketFuzzTest {
    private static final String RUNNING = "(c|C|s|S|bc|bs|vCont|R|vRun|qRcmd).*";

    private static @Nullable Stub stub;

    @FuzzTest(maxDuration = "5m")
    void anyBytesAreAnswered(byte[] bytes) throws IOException, InterruptedException {
        PacketReader reader = new PacketReader(new ByteArrayInputStream(bytes));
        while (true) {
            PacketReader.Incoming next = reader.next();
            if (next instanceof PacketReader.Incoming.End) {
                return;
            }
            if (next instanceof PacketReader.Incoming.Packet(byte[] data)
                    && !new String(data, java.nio.charset.StandardCharsets.ISO_8859_1).matches("(?s)" + RUNNING)) {
                PacketWriter.frame(standing().answer(data).bytes());
            }
        }
    }

    private static Stub standing() throws InterruptedException {
        Stub known = stub;
        if (known == null) {
            Session session = new Session(DebugImages.config("x86_64"));
            session.await();
            known = new Stub(new Client(session, text -> { }));
            stub = known;
        }
        return known;
    }
}
