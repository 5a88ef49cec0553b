package dev.initlab.elf;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static dev.initlab.elf.RelocationUse.DYNAMIC;
import static dev.initlab.elf.RelocationUse.GOT;
import static dev.initlab.elf.RelocationUse.STATIC;
import static dev.initlab.elf.RelocationUse.TLS;

/** r_type of EM_X86_64, one a line (System V ABI, AMD64 supplement, 4.4). */
public enum X86_64Relocation {
    R_X86_64_NONE(0, STATIC),
    R_X86_64_64(1, STATIC),
    R_X86_64_PC32(2, STATIC),
    R_X86_64_GOT32(3, GOT),
    R_X86_64_PLT32(4, STATIC),
    R_X86_64_COPY(5, DYNAMIC),
    R_X86_64_GLOB_DAT(6, DYNAMIC),
    R_X86_64_JUMP_SLOT(7, DYNAMIC),
    R_X86_64_RELATIVE(8, DYNAMIC),
    R_X86_64_GOTPCREL(9, GOT),
    R_X86_64_32(10, STATIC),
    R_X86_64_32S(11, STATIC),
    R_X86_64_16(12, STATIC),
    R_X86_64_PC16(13, STATIC),
    R_X86_64_8(14, STATIC),
    R_X86_64_PC8(15, STATIC),
    R_X86_64_DTPMOD64(16, TLS),
    R_X86_64_DTPOFF64(17, TLS),
    R_X86_64_TPOFF64(18, TLS),
    R_X86_64_TLSGD(19, TLS),
    R_X86_64_TLSLD(20, TLS),
    R_X86_64_DTPOFF32(21, TLS),
    R_X86_64_GOTTPOFF(22, TLS),
    R_X86_64_TPOFF32(23, TLS),
    R_X86_64_PC64(24, STATIC),
    R_X86_64_GOTOFF64(25, GOT),
    R_X86_64_GOTPC32(26, GOT),
    R_X86_64_GOT64(27, GOT),
    R_X86_64_GOTPCREL64(28, GOT),
    R_X86_64_GOTPC64(29, GOT),
    R_X86_64_GOTPLT64(30, GOT),
    R_X86_64_PLTOFF64(31, GOT),
    R_X86_64_SIZE32(32, STATIC),
    R_X86_64_SIZE64(33, STATIC),
    R_X86_64_GOTPC32_TLSDESC(34, TLS),
    R_X86_64_TLSDESC_CALL(35, TLS),
    R_X86_64_TLSDESC(36, TLS),
    R_X86_64_IRELATIVE(37, DYNAMIC),
    R_X86_64_RELATIVE64(38, DYNAMIC),
    R_X86_64_GOTPCRELX(41, GOT),
    R_X86_64_REX_GOTPCRELX(42, GOT);

    private static final Map<Integer, X86_64Relocation> BY_NUMBER = Stream.of(values())
            .collect(Collectors.toUnmodifiableMap(X86_64Relocation::number, Function.identity()));

    private final int number;
    private final RelocationUse use;

    X86_64Relocation(int number, RelocationUse use) {
        this.number = number;
        this.use = use;
    }

    /** The type with that number. */
    public static Optional<X86_64Relocation> of(int number) {
        return Optional.ofNullable(BY_NUMBER.get(number));
    }

    public int number() {
        return number;
    }

    /** What it is for. */
    public RelocationUse use() {
        return use;
    }
}
