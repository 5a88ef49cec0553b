package dev.initlab.inspect;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.util.function.Consumer;

import dev.initlab.elf.ElfFile;
import dev.initlab.elf.Section;
import dev.initlab.elf.Segment;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** ELF files as images, on the committed vmlinux with something changed; offsets of ELF64 (gABI 4.1, 4.2). */
class ElfImageTest {
    private static final int E_TYPE = 16;
    private static final int E_SHOFF = 40;
    private static final int E_SHENTSIZE = 58;

    @Test
    void readsNumbersFromSectionsOnly() throws IOException {
        ElfFile elf = file(bytes -> { });
        ElfImage image = ElfImage.of(elf);
        Section data = elf.section(".init.data").orElseThrow();
        assertThat(image.read(data.address(), 4)).isPresent();
        assertThat(image.read(data.address() + data.size() - 8, 8)).isPresent();
        assertThat(image.read(data.address() + data.size() - 4, 8)).isEmpty();
        assertThat(image.read(data.address() - 1, 4)).isEmpty();
        Section bss = elf.section(".bss").orElseThrow();
        assertThat(image.read(bss.address(), 4)).as("bytes of .bss").isEmpty();
        assertThat(image.read(0, 4)).as("bytes of a section that is not loaded").isEmpty();
        assertThat(image.read(-4, 8)).isEmpty();
    }

    @Test
    void knowsCodeFromData() throws IOException {
        ElfFile elf = file(bytes -> { });
        ElfImage image = ElfImage.of(elf);
        Section text = elf.section(".init.text").orElseThrow();
        assertThat(image.isText(text.address())).isTrue();
        assertThat(image.isText(text.address() + text.size() - 1)).isTrue();
        assertThat(image.isText(text.address() + text.size())).isFalse();
        assertThat(image.isText(elf.section(".init.data").orElseThrow().address())).isFalse();
    }

    @Test
    void namesTheMostTellingSymbolFirst() throws IOException {
        ElfFile elf = file(bytes -> { });
        ElfImage image = ElfImage.of(elf);
        long start = image.symbol("_text").orElseThrow();
        assertThat(image.namesAt(start)).as("a function before labels").startsWith("startup_64")
                .contains("_text", "_stext");
        assertThat(image.namesAt(start + 1)).isEmpty();
    }

    @Test
    void refusesWhatIsNoLinkedKernel() throws IOException {
        assertRefused(bytes -> bytes.putShort(E_TYPE, (short) 1),
                "is an object file or module, not linked; a vmlinux is wanted");
        assertRefused(bytes -> bytes.putShort(E_TYPE, (short) 4),
                "is no executable (ELF type 4); a vmlinux is wanted");
        assertRefused(bytes -> bytes.putLong(E_SHOFF, 0).putInt(E_SHENTSIZE + 2, 0),
                "has no symbol table, by which ");
    }

    @Test
    void readsWhatTheSegmentsHold() throws IOException {
        ElfFile elf = file(bytes -> { });
        ElfImage image = ElfImage.of(elf);
        InitcallTables tables = InitcallTables.read(image);
        for (InitcallEntry entry : tables.all()) {
            Segment segment = elf.segments().stream()
                    .filter(s -> entry.entry() >= s.vaddr() && entry.entry() < s.vaddr() + s.filesz())
                    .findFirst().orElseThrow();
            int distance = elf.content(segment).get(ValueLayout.JAVA_INT_UNALIGNED,
                    entry.entry() - segment.vaddr());
            assertThat(entry.entry() + distance).isEqualTo(entry.address());
        }
    }

    private static void assertRefused(Consumer<ByteBuffer> change, String reason) throws IOException {
        ElfFile elf = file(change);
        assertThatThrownBy(() -> ElfImage.of(elf)).isInstanceOfSatisfying(ImageException.class,
                e -> assertThat(e.reason()).startsWith(reason));
    }

    private static ElfFile file(Consumer<ByteBuffer> change) throws IOException {
        byte[] bytes = Files.readAllBytes(Tools.root().resolve("testdata/images/x86_64/vmlinux"));
        change.accept(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN));
        return ElfFile.parse(MemorySegment.ofArray(bytes), "vmlinux");
    }
}
