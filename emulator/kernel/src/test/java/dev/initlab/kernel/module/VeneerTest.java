package dev.initlab.kernel.module;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;

import dev.initlab.elf.ElfFile;
import dev.initlab.elf.Machine;
import dev.initlab.elf.Section;
import dev.initlab.unicorn.Arch;
import dev.initlab.unicorn.Arm;
import dev.initlab.unicorn.Arm64;
import dev.initlab.unicorn.Engine;
import dev.initlab.unicorn.ErrorCode;
import dev.initlab.unicorn.Mode;
import dev.initlab.unicorn.Permission;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** A call of a function out of branch range, executed: through the veneer there, and back behind the call. */
class VeneerTest {
    @TempDir
    Path folder;

    /** Distances just beyond the reach of bl, and the farthest adrp goes. */
    @Test
    void arm64() throws IOException {
        for (long distance : new long[] {0x0800_0000L, 0x0800_1000L, -0x0900_0000L, 0xffff_e000L, -0xffff_f000L}) {
            long base = 0x2_0000_0000L;
            try (Engine engine = Engine.open(Arch.ARM64, Mode.MODE_ARM)) {
                // mov x0, #42; ret
                call(engine, Machine.AARCH64, false, ".text\nbl far\nnop\n", base, base + distance, 0,
                        0xd280_0540, 0xd65f_03c0);
                assertThat(engine.register(Arm64.REG_X0)).as("%x", distance).isEqualTo(42);
                assertThat(engine.register(Arm64.REG_PC)).isEqualTo(engine.register(Arm64.REG_LR));
            }
        }
    }

    @Test
    void arm() throws IOException {
        for (long distance : new long[] {0x0200_1000L, 0x2000_0000L, -0x0300_0000L}) {
            try (Engine engine = Engine.open(Arch.ARM, Mode.MODE_ARM)) {
                // mov r0, #42; bx lr
                call(engine, Machine.ARM, false, ".text\nbl far\nnop\n", 0x5000_0000L, 0x5000_0000L + distance, 0,
                        0xe3a0_002a, 0xe12f_ff1e);
                assertThat(engine.register(Arm.REG_R0)).as("%x", distance).isEqualTo(42);
                assertThat(engine.register(Arm.REG_PC)).isEqualTo(engine.register(Arm.REG_LR));
            }
        }
    }

    @Test
    void thumb() throws IOException {
        try (Engine engine = Engine.open(Arch.ARM, Mode.MODE_THUMB)) {
            // movs r0, #42; bx lr
            call(engine, Machine.ARM, true, ".text\n.thumb\nbl far\nnop\n", 0x5000_0000L, 0x6000_0000L, 1,
                    0x4770_202a);
            assertThat(engine.register(Arm.REG_R0)).isEqualTo(42);
            assertThat(engine.register(Arm.REG_PC)).isEqualTo(engine.register(Arm.REG_LR) & ~1);
        }
    }

    /** Relocates a module whose text begins with a call of {@code far}, and runs just that call. */
    private void call(Engine engine, Machine machine, boolean thumb, String source, long base, long far, int bit,
            int... function) throws IOException {
        ElfFile elf = Assembler.assemble(folder, machine, source + Assembler.PLTS);
        Relocator relocator = Relocator.of(machine, thumb);
        LaidOutModule module = LaidOutModule.of("test", elf, relocator, base, symbol -> far + bit);
        module.image().applyRelocations(relocator);
        long size = module.image().layout().core().size();
        engine.map(base, size, Permission.ALL);
        engine.write(base, MemorySegment.ofArray(module.memory().read(base, (int) size)));
        PlainMemory there = new PlainMemory(far, 4 * function.length);
        for (int i = 0; i < function.length; i++) {
            there.put32(far + 4L * i, function[i]);
        }
        engine.map(far, 4096, Permission.ALL);
        engine.write(far, MemorySegment.ofArray(there.read(far, 4 * function.length)));
        Section text = elf.section(".text").orElseThrow();
        long call = module.image().placed(text.index()).orElseThrow().address();
        assertThat(engine.run(call + bit, call + 4, 0, 20)).isEqualTo(ErrorCode.OK);
    }
}
