package dev.initlab.kernel.module;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import dev.initlab.elf.ElfFile;
import dev.initlab.elf.Machine;
import dev.initlab.kernel.boot.Toolchain;

/** Objects of any architecture out of assembly. */
final class Assembler {
    /** What {@code linker-scripts/module.lds} gives a module of Arm: the sections the loader makes larger. */
    static final String PLTS = ".section .plt, \"ax\"\n.byte 0\n.section .init.plt, \"a\"\n.byte 0\n";

    private Assembler() {
    }

    /**
     * Assembles in a folder of the test's. The test is skipped, saying why, where there is no clang.
     *
     * @return test.o
     */
    static ElfFile assemble(Path folder, Machine machine, String source) throws IOException {
        Toolchain.require("clang");
        String target = switch (machine) {
            case X86_64 -> "x86_64-linux-gnu";
            case AARCH64 -> "aarch64-linux-gnu";
            case ARM -> "armv7-linux-gnueabi";
            default -> throw new IllegalArgumentException(machine.toString());
        };
        Path file = Files.writeString(folder.resolve("test.s"), source);
        Path object = folder.resolve("test.o");
        Toolchain.run("clang", "--target=" + target, "-c", file.toString(), "-o", object.toString());
        return ElfFile.read(object);
    }
}
