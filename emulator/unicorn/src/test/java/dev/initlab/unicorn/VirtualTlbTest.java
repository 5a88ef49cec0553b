package dev.initlab.unicorn;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Translation by a Java fill hook, in the addresses that a kernel uses. */
@ExtendWith(NoEngineLeft.class)
class VirtualTlbTest {
    private static final long KERNEL_X86 = 0xffffffff81000000L;
    private static final long KERNEL_ARM64 = 0xffff800008000000L;
    private static final long FRAME = 0x4000;

    private final List<String> fills = new ArrayList<>();
    private int permissions = Permission.READ | Permission.WRITE | Permission.EXEC;

    private boolean fill(long kernel, long address, MemoryAccess access, TlbResult result) {
        fills.add(access + " " + Long.toHexString(address));
        if (Long.compareUnsigned(address - kernel, 0x2000) >= 0) {
            return false;
        }
        result.physical(FRAME + (address - kernel));
        result.permissions(permissions);
        return true;
    }

    private Engine open(Arch arch, int mode, long kernel) {
        Engine engine = Engine.open(arch, mode);
        engine.tlbMode(TlbMode.VIRTUAL);
        engine.map(0, Guest.SIZE, Permission.ALL);
        engine.onTlbFill((uc, address, access, result) -> fill(kernel, address, access, result));
        return engine;
    }

    @Test
    void x86RunsInKernelAddresses() {
        try (Engine engine = open(Arch.X86, Mode.MODE_64, KERNEL_X86)) {
            engine.write(FRAME, Guest.bytes(0x48, 0x89, 0x07, // mov [rdi], rax
                0x48, 0x8b, 0x1f)); // mov rbx, [rdi]
            engine.register(X86.REG_RAX, 77);
            engine.register(X86.REG_RDI, KERNEL_X86 + 0x1008);
            assertThat(engine.run(KERNEL_X86, KERNEL_X86 + 6, 0, 0)).isEqualTo(ErrorCode.OK);
            assertThat(engine.register(X86.REG_RBX)).isEqualTo(77);
            assertThat(Guest.readLong(engine, FRAME + 0x1008)).isEqualTo(77);
            assertThat(fills).containsExactly("FETCH ffffffff81000000", "WRITE ffffffff81001000");
        }
    }

    @Test
    void aRefusedFillCanBeMendedOutside() {
        try (Engine engine = open(Arch.X86, Mode.MODE_64, KERNEL_X86)) {
            engine.write(FRAME, Guest.bytes(0x90, 0x48, 0x89, 0x07)); // nop; mov [rdi], rax
            engine.register(X86.REG_RDI, KERNEL_X86 + 0x1000);
            permissions = Permission.READ | Permission.EXEC;
            for (int i = 0; i < 3; i++) {
                assertThat(engine.run(KERNEL_X86, KERNEL_X86 + 4, 0, 0)).isEqualTo(ErrorCode.EXCEPTION);
                assertThat(engine.register(X86.REG_RIP)).isEqualTo(KERNEL_X86 + 1);
            }
            permissions = Permission.READ | Permission.WRITE | Permission.EXEC;
            engine.flushTlb();
            assertThat(engine.run(engine.register(X86.REG_RIP), KERNEL_X86 + 4, 0, 0))
                .isEqualTo(ErrorCode.OK);
        }
    }

    @Test
    void arm64RunsInKernelAddresses() {
        try (Engine engine = open(Arch.ARM64, Mode.MODE_ARM, KERNEL_ARM64)) {
            engine.write(FRAME, Guest.instructions(0xf9000020, 0xf9400022)); // str x0, [x1]; ldr x2, [x1]
            engine.register(Arm64.REG_X0, 88);
            engine.register(Arm64.REG_X1, KERNEL_ARM64 + 0x1010);
            assertThat(engine.run(KERNEL_ARM64, KERNEL_ARM64 + 8, 0, 0)).isEqualTo(ErrorCode.OK);
            assertThat(engine.register(Arm64.REG_X2)).isEqualTo(88);
            assertThat(Guest.readLong(engine, FRAME + 0x1010)).isEqualTo(88);
            assertThat(fills).first().asString().startsWith("FETCH ffff8000080000");
            engine.register(Arm64.REG_X1, 0x1000);
            assertThat(engine.run(KERNEL_ARM64, KERNEL_ARM64 + 8, 0, 0)).isEqualTo(ErrorCode.EXCEPTION);
            assertThat(engine.register(Arm64.REG_PC)).isEqualTo(KERNEL_ARM64);
        }
    }

    @Test
    void armPagesMayBeSmall() {
        try (Engine engine = open(Arch.ARM, Mode.MODE_ARM, 0xc0008000L)) {
            engine.write(FRAME, Guest.instructions(0xe5810000, 0xe5912000)); // str r0, [r1]; ldr r2, [r1]
            engine.register(Arm.REG_R0, 99);
            engine.register(Arm.REG_R1, 0xc0008c04L);
            assertThat(engine.run(0xc0008000L, 0xc0008008L, 0, 0)).isEqualTo(ErrorCode.OK);
            assertThat(engine.register(Arm.REG_R2)).isEqualTo(99);
            assertThat(Guest.readLong(engine, FRAME + 0xc04)).isEqualTo(99);
        }
    }

    @Test
    void flushingAsksAgain() {
        try (Engine engine = open(Arch.X86, Mode.MODE_64, KERNEL_X86)) {
            engine.write(FRAME, Guest.bytes(0x48, 0x8b, 0x1f)); // mov rbx, [rdi]
            engine.register(X86.REG_RDI, KERNEL_X86 + 0x1000);
            engine.run(KERNEL_X86, KERNEL_X86 + 3, 0, 0);
            fills.clear();
            engine.run(KERNEL_X86, KERNEL_X86 + 3, 0, 0);
            assertThat(fills).isEmpty();
            engine.flushTlb();
            engine.run(KERNEL_X86, KERNEL_X86 + 3, 0, 0);
            assertThat(fills).contains("READ ffffffff81001000");
        }
    }

    @Test
    void theResultIsGoneAfterTheCallback() {
        TlbResult[] kept = new TlbResult[1];
        try (Engine engine = Guest.x86(0x90)) {
            engine.tlbMode(TlbMode.VIRTUAL);
            engine.onTlbFill((uc, address, access, result) -> {
                kept[0] = result;
                result.physical(address);
                result.permissions(Permission.ALL);
                assertThat(result.permissions()).isEqualTo(Permission.ALL);
                return true;
            });
            Guest.run(engine, 1);
            assertThatThrownBy(() -> kept[0].physical(0)).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> kept[0].permissions(0)).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void withoutAHookAddressesAreTheSame() {
        try (Engine engine = Guest.x86(0x90, 0x90)) {
            engine.tlbMode(TlbMode.VIRTUAL);
            assertThat(Guest.run(engine, 2)).isEqualTo(ErrorCode.OK);
        }
    }

    @Test
    void translationsAreRemovedByVirtualAddress() {
        try (Engine engine = open(Arch.X86, Mode.MODE_64, KERNEL_X86)) {
            engine.write(FRAME, Guest.bytes(0xb8, 1, 0, 0, 0)); // mov eax, 1
            engine.run(KERNEL_X86, KERNEL_X86 + 5, 0, 0);
            engine.write(FRAME, Guest.bytes(0xb8, 2, 0, 0, 0));
            engine.removeTranslations(KERNEL_X86, KERNEL_X86 + 0x1000);
            engine.run(KERNEL_X86, KERNEL_X86 + 5, 0, 0);
            assertThat(engine.register(X86.REG_RAX)).isEqualTo(2);
            engine.write(FRAME, Guest.bytes(0xb8, 3, 0, 0, 0));
            engine.flushTranslations();
            engine.run(KERNEL_X86, KERNEL_X86 + 5, 0, 0);
            assertThat(engine.register(X86.REG_RAX)).isEqualTo(3);
            assertThatThrownBy(() -> engine.removeTranslations(KERNEL_X86, KERNEL_X86))
                .isInstanceOf(UnicornException.class);
        }
    }

    @Test
    void blocksAreTranslatedOnRequest() {
        try (Engine engine = open(Arch.X86, Mode.MODE_64, KERNEL_X86)) {
            engine.write(FRAME + 0x10, Guest.bytes(0x90, 0xf4)); // nop; hlt
            assertThat(engine.requestCache(KERNEL_X86 + 0x10))
                .isEqualTo(new TranslatedBlock(KERNEL_X86 + 0x10, 2, 2));
            // libunicorn crashes where it cannot fetch outside of a run.
            assertThatThrownBy(() -> engine.requestCache(0x5000)).isInstanceOf(UnicornException.class)
                .extracting("code").isEqualTo(ErrorCode.EXCEPTION);
            permissions = Permission.READ;
            engine.flushTlb();
            assertThatThrownBy(() -> engine.requestCache(KERNEL_X86 + 0x20))
                .isInstanceOf(UnicornException.class);
            permissions = Permission.READ | Permission.EXEC;
            // The stand-in for the refused page is forgotten.
            assertThat(engine.run(KERNEL_X86 + 0x10, KERNEL_X86 + 0x12, 0, 0)).isEqualTo(ErrorCode.OK);
            assertThat(engine.run(0x5000, 0x5001, 0, 0)).isEqualTo(ErrorCode.EXCEPTION);
        }
    }

    @Test
    void aSegmentDescriptorInARefusedPageIsAnException() {
        try (Engine engine = open(Arch.X86, Mode.MODE_64, KERNEL_X86)) {
            MemorySegment gdtr = Guest.bytes(new int[24]);
            gdtr.set(ValueLayout.JAVA_LONG_UNALIGNED, 8, 0x700000);
            gdtr.set(ValueLayout.JAVA_INT_UNALIGNED, 16, 0xff);
            engine.writeRegister(X86.REG_GDTR, gdtr);
            assertThatThrownBy(() -> engine.register(X86.REG_FS, 0x10)).isInstanceOf(UnicornException.class)
                .extracting("code").isEqualTo(ErrorCode.EXCEPTION);
            engine.register(X86.REG_FS, 0);
            assertThat(fills).contains("READ 700000");
        }
    }
}
