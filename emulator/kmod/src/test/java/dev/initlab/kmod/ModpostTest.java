package dev.initlab.kmod;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;

import dev.initlab.elf.ElfException;
import dev.initlab.elf.ElfFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ModpostTest {
    private static final String HELLO = """
            extern int printk(const char *, ...);
            extern char __this_module[];
            int init_module(void) { return printk(__this_module); }
            void cleanup_module(void) { printk("bye"); }
            MODULE_LICENSE("GPL");
            """;
    private static final String KERNEL = """
            int printk(const char *f, ...) { return 0; }
            EXPORT_SYMBOL(printk);
            int crypt(void) { return 1; }
            EXPORT_SYMBOL_GPL(crypt);
            int inner(void) { return 1; }
            EXPORT_SYMBOL_NS_GPL(inner, SECRET);
            void _start(void) {}
            """;
    private static final String KERNEL_LDS = """
            SECTIONS {
              . = 0x10000;
              .text : { *(.text) }
              .rodata : {
                *(.rodata*)
                __start___ksymtab = .; KEEP(*(SORT(___ksymtab+*))) __stop___ksymtab = .;
                __start___ksymtab_gpl = .; KEEP(*(SORT(___ksymtab_gpl+*))) __stop___ksymtab_gpl = .;
              }
              __ksymtab_strings : { *(__ksymtab_strings) }
            }
            """;

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"x86_64", "aarch64", "armv7"})
    void exportsOfLinkedVmlinuxAreFoundByRange(String arch) throws IOException {
        Clang clang = new Clang(directory, arch);
        Path vmlinux = vmlinux(clang);

        assertThat(ExportReader.read(ElfFile.read(vmlinux), "vmlinux")).containsExactlyInAnyOrder(
                new Export(0, "printk", "vmlinux", false, ""),
                new Export(0, "crypt", "vmlinux", true, ""),
                new Export(0, "inner", "vmlinux", true, "SECRET"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x86_64", "aarch64", "armv7"})
    void writesWhatMakesModuleOfAnObject(String arch) throws IOException {
        Clang clang = new Clang(directory, arch);
        Path hello = clang.compile("hello.o", HELLO);

        ModpostResult result = Modpost.run(request(vmlinux(clang), hello));

        assertThat(result.messages()).isEmpty();
        assertThat(result.failed()).isFalse();
        assertThat(text(result, "hello.mod.c"))
                .contains("MODULE_INFO(vermagic, VERMAGIC_STRING);", "MODULE_INFO(name, KBUILD_MODNAME);",
                        ".init = init_module,", ".exit = cleanup_module,", "MODULE_INFO(depends, \"\");",
                        "__section(\".gnu.linkonce.this_module\")")
                .doesNotContain("intree");
        assertThat(text(result, "Module.symvers").lines()).contains(
                "0x00000000\tcrypt\tvmlinux\tEXPORT_SYMBOL_GPL\t",
                "0x00000000\tinner\tvmlinux\tEXPORT_SYMBOL_GPL\tSECRET",
                "0x00000000\tprintk\tvmlinux\tEXPORT_SYMBOL\t");
    }

    @Test
    void objectWithoutInitOrCleanupNamesNeither() throws IOException {
        Clang clang = new Clang(directory, "x86_64");
        Path library = clang.compile("library.o", """
                int shared(void) { return 1; }
                EXPORT_SYMBOL(shared);
                MODULE_LICENSE("GPL");
                """);

        ModpostResult result = Modpost.run(request(vmlinux(clang), library));

        assertThat(text(result, "library.mod.c")).doesNotContain("init_module", "cleanup_module");
    }

    @Test
    void dependsNamesTheModulesWhoseSymbolsAreUsed() throws IOException {
        Clang clang = new Clang(directory, "x86_64");
        Path vmlinux = vmlinux(clang);
        Path first = clang.compile("lib/first-one.o", """
                int one(void) { return 1; }
                EXPORT_SYMBOL(one);
                int uno(void) { return 1; }
                EXPORT_SYMBOL_GPL(uno);
                MODULE_LICENSE("GPL");
                """);
        Path user = clang.compile("user.o", """
                extern int one(void), uno(void), two(void), crypt(void);
                int init_module(void) { return one() + two() + uno() + crypt(); }
                MODULE_LICENSE("GPL");
                """);
        Path other = Files.writeString(directory.resolve("other.symvers"),
                "0x0000abcd\ttwo\tsome/second\tEXPORT_SYMBOL\t\n");

        ModpostResult result = Modpost.run(new ModpostRequest(List.of(first, user), Optional.of(vmlinux),
                List.of(other), Optional.empty(), true, false, false));

        assertThat(result.messages()).isEmpty();
        assertThat(text(result, "user.mod.c")).contains("MODULE_INFO(depends, \"first-one,second\");",
                "MODULE_INFO(intree, \"Y\");");
        assertThat(text(result, "Module.symvers")).doesNotContain("two")
                .contains("\tone\t" + directory + "/lib/first-one\tEXPORT_SYMBOL\t\n")
                .contains("\tuno\t" + directory + "/lib/first-one\tEXPORT_SYMBOL_GPL\t\n");
    }

    @Test
    void symversNamesModulesFromTheBase() throws IOException {
        Clang clang = new Clang(directory, "x86_64");
        Path module = clang.compile("drivers/one.o", """
                int one(void) { return 1; }
                EXPORT_SYMBOL(one);
                MODULE_LICENSE("GPL");
                """);
        ModpostRequest fromRoot = new ModpostRequest(List.of(module), Optional.empty(), List.of(),
                Optional.of(directory), false, false, false);
        ModpostRequest fromElsewhere = new ModpostRequest(List.of(module), Optional.empty(), List.of(),
                Optional.of(directory.resolve("fs")), false, false, false);

        assertThat(text(Modpost.run(fromRoot), "Module.symvers"))
                .isEqualTo("0x00000000\tone\tdrivers/one\tEXPORT_SYMBOL\t\n");
        assertThat(text(Modpost.run(fromElsewhere), "Module.symvers"))
                .isEqualTo("0x00000000\tone\t" + directory + "/drivers/one\tEXPORT_SYMBOL\t\n");
    }

    @Test
    void exportWithoutDefinitionIsAnError() throws IOException {
        Clang clang = new Clang(directory, "x86_64");
        Path module = clang.compile("m.o", """
                extern int one(void);
                EXPORT_SYMBOL(one);
                MODULE_LICENSE("GPL");
                """);

        assertThat(Modpost.run(request(vmlinux(clang), module)).messages()).containsExactly(
                "ERROR: modpost: \"one\" [" + directory + "/m.ko] was exported without definition");
    }

    @Test
    void undefinedSymbolIsAnErrorUnlessWeak() throws IOException {
        Clang clang = new Clang(directory, "x86_64");
        Path module = clang.compile("m.o", """
                extern int nowhere(void);
                extern int perhaps(void) __attribute__((weak));
                int init_module(void) { return nowhere() + (perhaps ? perhaps() : 0); }
                MODULE_LICENSE("GPL");
                """);

        ModpostResult result = Modpost.run(request(vmlinux(clang), module));

        assertThat(result.failed()).isTrue();
        assertThat(result.files()).isEmpty();
        assertThat(result.messages()).containsExactly(
                "ERROR: modpost: \"nowhere\" [" + directory + "/m.ko] undefined!");
    }

    @Test
    void undefinedSymbolsAreWarningsWhenAskedAndCutAfterTen() throws IOException {
        Clang clang = new Clang(directory, "x86_64");
        StringBuilder source =
                new StringBuilder("MODULE_LICENSE(\"GPL\");\nint init_module(void) { return 0");
        for (int i = 0; i < 12; i++) {
            source.insert(0, "extern int absent" + i + "(void);\n").append(" + absent" + i + "()");
        }
        Path module = clang.compile("m.o", source.append("; }\n").toString());

        ModpostResult result = Modpost.run(new ModpostRequest(List.of(module), Optional.of(vmlinux(clang)),
                List.of(), Optional.empty(), false, true, false));

        assertThat(result.failed()).isFalse();
        assertThat(result.messages()).hasSize(11).allMatch(line -> line.startsWith("WARNING: modpost: "));
        assertThat(result.messages().getLast()).isEqualTo(
                "WARNING: modpost: suppressed 2 unresolved symbol warnings because there were too many)");
    }

    @Test
    void licenseDecidesOverGplOnlySymbols() throws IOException {
        Clang clang = new Clang(directory, "x86_64");
        Path vmlinux = vmlinux(clang);
        String body = "extern int crypt(void);\nint init_module(void) { return crypt(); }\n";
        Path closed = clang.compile("closed.o", body + "MODULE_LICENSE(\"Proprietary\");");
        Path mixed = clang.compile("mixed.o", body + "MODULE_LICENSE(\"GPL\");\nMODULE_LICENSE(\"Secret\");");
        Path none = clang.compile("none.o", body);
        Path dual = clang.compile("dual.o", body + "MODULE_LICENSE(\"Dual MIT/GPL\");");

        assertThat(Modpost.run(request(vmlinux, closed)).messages()).containsExactly(
                "ERROR: modpost: GPL-incompatible module closed.ko uses GPL-only symbol 'crypt'");
        assertThat(Modpost.run(request(vmlinux, mixed)).messages()).containsExactly(
                "ERROR: modpost: GPL-incompatible module mixed.ko uses GPL-only symbol 'crypt'");
        assertThat(Modpost.run(request(vmlinux, none)).messages()).containsExactly(
                "ERROR: modpost: missing MODULE_LICENSE() in " + none);
        assertThat(Modpost.run(request(vmlinux, dual)).messages()).isEmpty();
    }

    @Test
    void namespaceMustBeImported() throws IOException {
        Clang clang = new Clang(directory, "x86_64");
        Path vmlinux = vmlinux(clang);
        String body = "extern int inner(void);\nint init_module(void) { return inner(); }\n"
                + "MODULE_LICENSE(\"GPL\");\n";
        Path without = clang.compile("without.o", body);
        Path with = clang.compile("with.o", body + "MODULE_IMPORT_NS(SECRET);");

        assertThat(Modpost.run(request(vmlinux, without)).messages())
                .containsExactly("ERROR: modpost: module without"
                + " uses symbol inner from namespace SECRET, but does not import it.");
        assertThat(Modpost.run(request(vmlinux, with)).messages()).isEmpty();
    }

    @Test
    void exportingTwiceIsAnErrorButNotRebuilding() throws IOException {
        Clang clang = new Clang(directory, "x86_64");
        Path vmlinux = vmlinux(clang);
        String body = "int one(void) { return 1; }\nEXPORT_SYMBOL(one);\nMODULE_LICENSE(\"GPL\");\n";
        Path first = clang.compile("first.o", body);
        Path second = clang.compile("second.o", body);
        Path clash = clang.compile("clash.o", body.replace("one", "printk"));

        assertThat(Modpost.run(request(vmlinux, first, second)).messages()).containsExactly("ERROR: modpost: "
                + directory + "/second: 'one' exported twice. Previous export was in " + directory
                + "/first.ko");
        assertThat(Modpost.run(request(vmlinux, clash)).messages()).containsExactly("ERROR: modpost: "
                + directory + "/clash: 'printk' exported twice. Previous export was in vmlinux");

        ModpostResult result = Modpost.run(request(vmlinux, first));
        result.writeTo(directory.resolve("out"));
        ModpostResult again = Modpost.run(new ModpostRequest(List.of(first), Optional.of(vmlinux),
                List.of(directory.resolve("out/Module.symvers")), Optional.empty(), false, false, false));
        assertThat(again.messages()).isEmpty();
        assertThat(again.files()).isEqualTo(result.files());

        ModpostResult both = Modpost.run(new ModpostRequest(List.of(first, second), Optional.of(vmlinux),
                List.of(directory.resolve("out/Module.symvers")), Optional.empty(), false, false, false));
        assertThat(both.messages()).containsExactly("ERROR: modpost: " + directory
                + "/second: 'one' exported twice. Previous export was in " + directory + "/first.ko");
    }

    @Test
    void exportsOfVmlinuxAreFinalEvenFromADump() throws IOException {
        Clang clang = new Clang(directory, "x86_64");
        Path module = clang.compile("m.o", """
                int printk(void) { return 1; }
                EXPORT_SYMBOL(printk);
                MODULE_LICENSE("GPL");
                """);
        Path dump = Files.writeString(directory.resolve("vmlinux.symvers"),
                "0x00000000\tprintk\tvmlinux\tEXPORT_SYMBOL\t\n");

        assertThat(Modpost.run(new ModpostRequest(List.of(module), Optional.empty(), List.of(dump),
                Optional.empty(), false, false, false)).messages())
                .containsExactly("ERROR: modpost: " + directory + "/m: 'printk' exported twice."
                        + " Previous export was in vmlinux");
    }

    @Test
    void nameOfModuleIsLimited() throws IOException {
        Clang clang = new Clang(directory, "x86_64");
        Path vmlinux = vmlinux(clang);
        String body = "MODULE_LICENSE(\"GPL\");\n";
        Path longest = clang.compile("a".repeat(55) + ".o", body);
        Path tooLong = clang.compile("a".repeat(56) + ".o", body);

        assertThat(Modpost.run(request(vmlinux, longest)).messages()).isEmpty();
        assertThat(Modpost.run(request(vmlinux, tooLong)).messages()).containsExactly(
                "ERROR: modpost: module name is too long [" + directory + "/" + "a".repeat(56) + ".ko]");
    }

    @Test
    void unchangedFilesAreLeftAlone() throws IOException {
        Clang clang = new Clang(directory, "x86_64");
        ModpostResult result = Modpost.run(request(vmlinux(clang), clang.compile("hello.o", HELLO)));
        Path out = directory.resolve("out");
        result.writeTo(out);
        Path file = out.resolve("hello.mod.c");
        FileTime old = FileTime.fromMillis(1_000_000);
        Files.setLastModifiedTime(file, old);

        result.writeTo(out);
        assertThat(Files.getLastModifiedTime(file)).isEqualTo(old);

        Files.writeString(file, "something else");
        result.writeTo(out);
        assertThat(file).hasContent(text(result, "hello.mod.c"));
    }

    @Test
    void whatIsNoObjectIsRefused() throws IOException {
        Clang clang = new Clang(directory, "x86_64");
        Path vmlinux = vmlinux(clang);
        Path text = Files.writeString(directory.resolve("text.o"), "int main(void);");

        assertThatThrownBy(() -> Modpost.run(request(vmlinux, text))).isInstanceOf(ElfException.class)
                .hasMessageStartingWith(text + ": offset 0x0: ");
        assertThatThrownBy(() -> Modpost.run(request(vmlinux, vmlinux))).isInstanceOf(ElfException.class)
                .hasMessageContaining("is no relocatable object");
    }

    private Path vmlinux(Clang clang) throws IOException {
        Path object = clang.compile("kernel.o", KERNEL);
        Path script = Files.writeString(directory.resolve("kernel.lds"), KERNEL_LDS);
        return clang.link("vmlinux", "-T", script.toString(), object.toString());
    }

    private static ModpostRequest request(Path vmlinux, Path... objects) {
        return new ModpostRequest(List.of(objects), Optional.of(vmlinux), List.of(), Optional.empty(),
                false, false, false);
    }

    private static String text(ModpostResult result, String name) {
        return result.files().stream().filter(file -> file.name().equals(name)).findFirst().orElseThrow()
                .text();
    }
}
