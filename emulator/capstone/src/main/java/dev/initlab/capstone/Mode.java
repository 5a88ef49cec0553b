package dev.initlab.capstone;

import java.util.Set;

import static dev.initlab.capstone.Arch.BPF;
import static dev.initlab.capstone.Arch.M680X;
import static dev.initlab.capstone.Arch.M68K;
import static dev.initlab.capstone.Arch.MIPS;
import static dev.initlab.capstone.Arch.MOS65XX;
import static dev.initlab.capstone.Arch.PPC;
import static dev.initlab.capstone.Arch.RISCV;
import static dev.initlab.capstone.Arch.SH;
import static dev.initlab.capstone.Arch.SPARC;
import static dev.initlab.capstone.Arch.TRICORE;
import static dev.initlab.capstone.Arch.X86;

/**
 * Variants of the architectures (capstone.h: {@code cs_mode}); several can be joined.
 *
 * <p>One bit means different things on different architectures, so each mode knows its own. The library may
 * refuse a mode that only a newer version has ({@link ErrorCode#MODE}).
 */
public enum Mode {
    // bits, and the architectures it belongs to; none named: all
    LITTLE_ENDIAN(0),
    BIG_ENDIAN(1 << 31),
    /** A32: the 32-bit instructions of ARM. */
    ARM(0, Arch.ARM),
    THUMB(1 << 4, Arch.ARM),
    /** Cortex-M. */
    MCLASS(1 << 5, Arch.ARM),
    /** The A32 instructions that came with ARMv8. */
    V8(1 << 6, Arch.ARM),
    BITS_16(1 << 1, X86),
    BITS_32(1 << 2, X86, PPC),
    BITS_64(1 << 3, X86, PPC),
    MICRO(1 << 4, MIPS),
    MIPS3(1 << 5, MIPS),
    MIPS32R6(1 << 6, MIPS),
    MIPS2(1 << 7, MIPS),
    MIPS32(1 << 2, MIPS),
    MIPS64(1 << 3, MIPS),
    V9(1 << 4, SPARC),
    QPX(1 << 4, PPC),
    SPE(1 << 5, PPC),
    BOOKE(1 << 6, PPC),
    PS(1 << 7, PPC),
    M68K_000(1 << 1, M68K),
    M68K_010(1 << 2, M68K),
    M68K_020(1 << 3, M68K),
    M68K_030(1 << 4, M68K),
    M68K_040(1 << 5, M68K),
    M68K_060(1 << 6, M68K),
    M680X_6301(1 << 1, M680X),
    M680X_6309(1 << 2, M680X),
    M680X_6800(1 << 3, M680X),
    M680X_6801(1 << 4, M680X),
    M680X_6805(1 << 5, M680X),
    M680X_6808(1 << 6, M680X),
    M680X_6809(1 << 7, M680X),
    M680X_6811(1 << 8, M680X),
    M680X_CPU12(1 << 9, M680X),
    M680X_HCS08(1 << 10, M680X),
    BPF_CLASSIC(0, BPF),
    BPF_EXTENDED(1, BPF),
    RISCV32(1, RISCV),
    RISCV64(1 << 1, RISCV),
    RISCVC(1 << 2, RISCV),
    MOS65XX_6502(1 << 1, MOS65XX),
    MOS65XX_65C02(1 << 2, MOS65XX),
    MOS65XX_W65C02(1 << 3, MOS65XX),
    MOS65XX_65816(1 << 4, MOS65XX),
    MOS65XX_65816_LONG_M(1 << 5, MOS65XX),
    MOS65XX_65816_LONG_X(1 << 6, MOS65XX),
    MOS65XX_65816_LONG_MX(1 << 5 | 1 << 6, MOS65XX),
    SH2(1 << 1, SH),
    SH2A(1 << 2, SH),
    SH3(1 << 3, SH),
    SH4(1 << 4, SH),
    SH4A(1 << 5, SH),
    SHFPU(1 << 6, SH),
    SHDSP(1 << 7, SH),
    TRICORE_110(1 << 1, TRICORE),
    TRICORE_120(1 << 2, TRICORE),
    TRICORE_130(1 << 3, TRICORE),
    TRICORE_131(1 << 4, TRICORE),
    TRICORE_160(1 << 5, TRICORE),
    TRICORE_161(1 << 6, TRICORE),
    TRICORE_162(1 << 7, TRICORE);

    private final int bits;
    private final Set<Arch> archs;

    Mode(int bits, Arch... archs) {
        this.bits = bits;
        this.archs = Set.of(archs);
    }

    /** Whether it means something on an architecture. */
    public boolean belongsTo(Arch arch) {
        return archs.isEmpty() || archs.contains(arch);
    }

    int bits() {
        return bits;
    }

    /** The modes as one number. */
    static int join(Arch arch, Iterable<Mode> modes) {
        int bits = 0;
        for (Mode mode : modes) {
            if (!mode.belongsTo(arch)) {
                throw new IllegalArgumentException(mode + " is no mode of " + arch);
            }
            bits |= mode.bits;
        }
        return bits;
    }
}
