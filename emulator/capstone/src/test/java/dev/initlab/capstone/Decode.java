package dev.initlab.capstone;

import java.util.HexFormat;

/** Decodes one instruction at address 0x1000, with detail. */
final class Decode {

    private Decode() {
    }

    static Detail x86(CapstoneLibrary library, String hex) {
        return detail(library, hex(hex), Arch.X86, Mode.BITS_64);
    }

    static Detail arm(CapstoneLibrary library, int word) {
        return detail(library, word(word), Arch.ARM, Mode.ARM);
    }

    static Detail arm64(CapstoneLibrary library, int word) {
        return detail(library, word(word), Arch.ARM64);
    }

    static Detail detail(CapstoneLibrary library, byte[] code, Arch arch, Mode... modes) {
        try (Disassembler disassembler = library.open(arch, modes).detail(true)) {
            return disassembler.first(code, 0x1000).flatMap(Instruction::detail).orElseThrow();
        }
    }

    static byte[] hex(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }

    static byte[] word(int word) {
        return new byte[] {(byte) word, (byte) (word >> 8), (byte) (word >> 16), (byte) (word >> 24)};
    }
}
