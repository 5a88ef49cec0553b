package dev.initlab.kmod;

import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ModinfoTest {
    @Test
    void keysKeepTheirOrderAndTheFirstCounts() {
        Modinfo modinfo = parse("license=GPL\0\0\0author=A\0license=Secret\0author=B\0");

        assertThat(modinfo.entries()).extracting(Modinfo.Entry::key)
                .containsExactly("license", "author", "license", "author");
        assertThat(modinfo.first("license")).contains("GPL");
        assertThat(modinfo.all("author")).containsExactly("A", "B");
        assertThat(modinfo.first("version")).isEmpty();
        assertThat(modinfo.has("version")).isFalse();
    }

    @Test
    void valueIsAllBehindTheFirstEqualsSign() {
        assertThat(parse("parm=x:a=b\0empty=\0").entries()).isEqualTo(List.of(
                new Modinfo.Entry("parm", "x:a=b"), new Modinfo.Entry("empty", "")));
    }

    @Test
    void whatIsNoStringIsNoEntry() {
        assertThat(parse("\0\0garbage\0=value\0last=unterminated").entries()).isEqualTo(List.of(
                new Modinfo.Entry("", "value"), new Modinfo.Entry("last", "unterminated")));
        assertThat(parse("").entries()).isEmpty();
    }

    @Test
    void textIsUtf8OrElseBytes() {
        assertThat(parse("author=J\u00f6rg\0").first("author")).contains("J\u00f6rg");
        byte[] latin = "author=J\u00f6rg\0".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(Modinfo.parse(MemorySegment.ofArray(latin)).first("author")).contains("J\u00f6rg");
    }

    private static Modinfo parse(String text) {
        return Modinfo.parse(MemorySegment.ofArray(text.getBytes(StandardCharsets.UTF_8)));
    }
}
