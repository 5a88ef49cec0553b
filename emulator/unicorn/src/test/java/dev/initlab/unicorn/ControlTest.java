package dev.initlab.unicorn;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@ExtendWith(NoEngineLeft.class)
class ControlTest {
    @Test
    void tellsArchitectureAndMode() {
        try (Engine x86 = Engine.open(Arch.X86, Mode.MODE_32);
                Engine thumb = Engine.open(Arch.ARM, Mode.MODE_ARM)) {
            assertThat(x86.arch()).isEqualTo(Arch.X86);
            assertThat(x86.mode()).isEqualTo(Mode.MODE_32);
            assertThat(x86.query(QueryType.ARCH)).isEqualTo(Arch.X86.value());
            assertThat(x86.query(QueryType.MODE)).isEqualTo(Mode.MODE_32);
            assertThat(x86.query(QueryType.TIMEOUT)).isZero();
            thumb.register(Arm.REG_CPSR, thumb.register(Arm.REG_CPSR) | 1 << 5);
            assertThat(thumb.query(QueryType.MODE) & Mode.MODE_THUMB).isEqualTo(Mode.MODE_THUMB);
        }
    }

    @Test
    void pageSizesOfArm() {
        try (Engine x86 = Engine.open(Arch.X86, Mode.MODE_64);
                Engine arm = Engine.open(Arch.ARM, Mode.MODE_ARM)) {
            assertThat(x86.pageSize()).isEqualTo(4096);
            assertThat(x86.query(QueryType.PAGE_SIZE)).isEqualTo(4096);
            arm.pageSize(4096);
            assertThat(arm.pageSize()).isEqualTo(4096);
            arm.map(0x1000, 0x1000, Permission.ALL);
            assertThatThrownBy(() -> arm.map(0x2400, 0x400, Permission.ALL))
                .isInstanceOf(UnicornException.class);
            assertThatThrownBy(() -> arm.pageSize(3000)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> arm.pageSize(1024)).as("too late").isInstanceOf(UnicornException.class);
        }
    }

    @Test
    void processorModels() {
        Arm64CpReg midr = new Arm64CpReg(3, 0, 0, 0, 0);
        try (Engine engine = Engine.open(Arch.ARM64, Mode.MODE_ARM)) {
            engine.cpuModel(Arm64.CPU_A53);
            assertThat(engine.cpuModel()).isEqualTo(Arm64.CPU_A53);
            assertThat(engine.coprocessor64(midr)).isEqualTo(0x410fd034L); // Cortex-A53
            assertThatThrownBy(() -> engine.cpuModel(Arm64.CPU_A57)).as("too late")
                .isInstanceOf(UnicornException.class)
                .hasMessageContaining("CPU_MODEL").extracting("code").isEqualTo(ErrorCode.ARG);
        }
    }

    @Test
    void bufferSizes() {
        try (Engine engine = Engine.open(Arch.X86, Mode.MODE_64)) {
            engine.tcgBufferSize(16 << 20);
            assertThat(engine.tcgBufferSize()).isEqualTo(16 << 20);
        }
    }

    @Test
    void blocksAreTranslatedAheadInPhysicalAddresses() {
        try (Engine x86 = Guest.x86(0x90, 0x90, 0xc3); Engine arm64 = Guest.arm64(0xd65f03c0);
                Engine arm = Guest.arm(0xe12fff1e)) {
            assertThat(x86.requestCache(Guest.CODE)).isEqualTo(new TranslatedBlock(Guest.CODE, 3, 3));
            assertThat(arm64.requestCache(Guest.CODE)).isEqualTo(new TranslatedBlock(Guest.CODE, 1, 4));
            assertThat(arm.requestCache(Guest.CODE)).isEqualTo(new TranslatedBlock(Guest.CODE, 1, 4));
        }
    }

    @ParameterizedTest
    @EnumSource(Arch.class)
    void everyArchitectureOpens(Arch arch) {
        int mode = switch (arch) {
            case ARM, ARM64, TRICORE -> Mode.MODE_LITTLE_ENDIAN;
            case MIPS -> Mode.MODE_MIPS32;
            case X86 -> Mode.MODE_64;
            case PPC -> Mode.MODE_PPC32 | Mode.MODE_BIG_ENDIAN;
            case SPARC -> Mode.MODE_SPARC32 | Mode.MODE_BIG_ENDIAN;
            case M68K, S390X -> Mode.MODE_BIG_ENDIAN;
            case RISCV -> Mode.MODE_RISCV64;
        };
        int register = switch (arch) {
            case ARM -> Arm.REG_R3;
            case ARM64 -> Arm64.REG_X3;
            case MIPS -> Mips.REG_V0;
            case X86 -> X86.REG_RDX;
            case PPC -> Ppc.REG_3;
            case SPARC -> Sparc.REG_G3;
            case M68K -> M68k.REG_D3;
            case RISCV -> RiscV.REG_X3;
            case S390X -> S390x.REG_R3;
            case TRICORE -> TriCore.REG_D3;
        };
        assertThat(UnicornLibrary.load().supports(arch)).isTrue();
        try (Engine engine = Engine.open(arch, mode)) {
            engine.register(register, 0x12345678);
            assertThat(engine.register(register)).isEqualTo(0x12345678);
            assertThat(engine.arch()).isEqualTo(arch);
            try (Context context = engine.newContext()) {
                context.save();
                assertThat(context.register(register)).isEqualTo(0x12345678);
            }
        }
    }

    @Test
    void modesThatDoNotFitAreErrors() {
        assertThatThrownBy(() -> Engine.open(Arch.X86, 0)).isInstanceOf(UnicornException.class)
            .extracting("code")
            .isEqualTo(ErrorCode.MODE);
        assertThatThrownBy(() -> Engine.open(Arch.ARM64, -1)).isInstanceOf(UnicornException.class);
    }

    @Test
    void errorCodesHaveTheLibrarysNumbers() {
        for (ErrorCode code : ErrorCode.values()) {
            if (code != ErrorCode.UNKNOWN) {
                assertThat(ErrorCode.of(code.value())).isEqualTo(code);
            }
            if (code != ErrorCode.UNKNOWN && code != ErrorCode.HOOK_EXIST && code != ErrorCode.OVERFLOW) {
                assertThat(UnicornLibrary.load().describe(code)).contains("UC_ERR_" + code.name() + ")");
            }
        }
        assertThat(ErrorCode.of(99)).isEqualTo(ErrorCode.UNKNOWN);
        assertThat(ErrorCode.of(-1)).isEqualTo(ErrorCode.UNKNOWN);
    }
}
