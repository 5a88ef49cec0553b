package dev.initlab.capstone;

import java.util.ArrayList;
import java.util.List;

/** Every architecture of every library under test, in the modes that differ most. */
record Subject(CapstoneLibrary library, Arch arch, List<Mode> modes) {
    private record Variant(Arch arch, Mode... modes) {
    }

    private static final List<Variant> VARIANTS = List.of(
        new Variant(Arch.X86, Mode.BITS_16), new Variant(Arch.X86, Mode.BITS_32),
            new Variant(Arch.X86, Mode.BITS_64),
        new Variant(Arch.ARM, Mode.ARM), new Variant(Arch.ARM, Mode.THUMB),
            new Variant(Arch.ARM, Mode.THUMB, Mode.MCLASS),
        new Variant(Arch.ARM, Mode.ARM, Mode.V8), new Variant(Arch.ARM, Mode.BIG_ENDIAN),
        new Variant(Arch.ARM64), new Variant(Arch.ARM64, Mode.BIG_ENDIAN),
        new Variant(Arch.MIPS, Mode.MIPS32, Mode.BIG_ENDIAN), new Variant(Arch.MIPS, Mode.MIPS64),
        new Variant(Arch.MIPS, Mode.MIPS32, Mode.MICRO), new Variant(Arch.PPC, Mode.BITS_64, Mode.BIG_ENDIAN),
        new Variant(Arch.SPARC, Mode.BIG_ENDIAN), new Variant(Arch.SPARC, Mode.BIG_ENDIAN, Mode.V9),
        new Variant(Arch.SYSZ, Mode.BIG_ENDIAN), new Variant(Arch.XCORE),
            new Variant(Arch.M68K, Mode.M68K_040),
        new Variant(Arch.TMS320C64X, Mode.BIG_ENDIAN), new Variant(Arch.M680X, Mode.M680X_6809),
        new Variant(Arch.M680X, Mode.M680X_CPU12), new Variant(Arch.EVM),
            new Variant(Arch.MOS65XX, Mode.MOS65XX_65C02),
        new Variant(Arch.WASM), new Variant(Arch.BPF, Mode.BPF_EXTENDED),
            new Variant(Arch.BPF, Mode.BPF_CLASSIC),
        new Variant(Arch.RISCV, Mode.RISCV64), new Variant(Arch.RISCV, Mode.RISCV32, Mode.RISCVC),
        new Variant(Arch.SH, Mode.SH4A, Mode.SHFPU), new Variant(Arch.SH, Mode.SH2A, Mode.SHFPU),
        new Variant(Arch.SH, Mode.SH2A, Mode.BIG_ENDIAN), new Variant(Arch.SH, Mode.SH4A, Mode.SHDSP),
        new Variant(Arch.TRICORE, Mode.TRICORE_162));

    static List<Subject> all() {
        List<Subject> subjects = new ArrayList<>();
        for (CapstoneLibrary library : TestLibraries.all()) {
            for (Variant variant : VARIANTS) {
                if (library.supports(variant.arch())) {
                    subjects.add(new Subject(library, variant.arch(), List.of(variant.modes())));
                }
            }
        }
        return subjects;
    }

    Disassembler open() {
        return library.open(arch, modes.toArray(Mode[]::new));
    }
}
