package dev.initlab.trace;

import java.nio.charset.StandardCharsets;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

import static org.assertj.core.api.Assertions.assertThat;

class GuestTextProperties {

    @Property
    void anyBytesComeBack(@ForAll byte[] bytes) {
        assertThat(GuestText.encode(GuestText.decode(bytes))).isEqualTo(bytes);
    }

    @Property
    void utf8IsReadAsItIs(@ForAll String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        assertThat(GuestText.decode(utf8)).isEqualTo(new String(utf8, StandardCharsets.UTF_8));
    }

    @Example
    void bytesThatAreNoUtf8BecomeLoneSurrogates() {
        byte[] cut = {'a', (byte) 0xC3, '(', (byte) 0xE2, (byte) 0x82, 'b', (byte) 0xF0, (byte) 0x9F};
        assertThat(GuestText.decode(cut)).isEqualTo("a\udcc3(\udce2\udc82b\udcf0\udc9f");
    }

    @Example
    void aSurrogateWrittenInUtf8ComesBackByteByByte() {
        byte[] cesu = {(byte) 0xED, (byte) 0xB2, (byte) 0x80};
        assertThat(GuestText.decode(cesu)).isEqualTo("\udced\udcb2\udc80");
        assertThat(GuestText.encode("\udced\udcb2\udc80")).isEqualTo(cesu);
    }

    @Example
    void surrogatesThatStandForNoByteBecomeQuestionMarks() {
        assertThat(GuestText.encode("a\udc41\udc7f\ud800\udd00")).asString().isEqualTo("a??\ud800\udd00");
        assertThat(GuestText.encode("\udfff\ud800")).asString().isEqualTo("??");
    }

    @Example
    void textOutsideTheBasicPlaneIsNotTakenForBytes() {
        // Its low surrogate is U+DC80.
        String text = Character.toString(0x10080);
        assertThat(GuestText.encode(text)).isEqualTo(text.getBytes(StandardCharsets.UTF_8));
    }
}
