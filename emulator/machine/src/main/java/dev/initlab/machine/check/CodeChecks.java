package dev.initlab.machine.check;

import java.lang.foreign.MemorySegment;

import dev.initlab.machine.FaultKind;
import dev.initlab.machine.Protection;
import dev.initlab.unicorn.Engine;
import dev.initlab.unicorn.Permission;

/** Code that changes runs as changed. */
final class CodeChecks {
    private static final int READ_EXECUTE = Protection.READ | Protection.EXECUTE;
    private static final int ALL = Protection.READ | Protection.WRITE | Protection.EXECUTE;
    /** Where in a page the second function is, and data. */
    private static final long SECOND = 0x100;
    private static final long DATA = 0x800;

    private CodeChecks() {
    }

    /** A module is unloaded and another one takes its place, address and frame. */
    static void replaced(Bench bench) {
        long at = bench.spare(0);
        for (int value = 1; value <= 4; value++) {
            bench.kernel().map(at, bench.frame(0), READ_EXECUTE);
            putConstant(bench, at, value);
            Expect.equal(value, bench.vcpu.call(at), "the code mapped last");
            bench.kernel().unmap(at);
            Expect.same(FaultKind.PAGE, bench.fault(at).kind(), "a call of code that was taken away");
        }
    }

    /** The same frame elsewhere, as after a module moved. */
    static void patchedByJava(Bench bench) {
        bench.kernel().map(bench.spare(0), bench.frame(0), READ_EXECUTE);
        for (int value = 1; value <= 4; value++) {
            putConstant(bench, bench.spare(0), value);
            putConstant(bench, bench.spare(0) + SECOND, value + 1);
            Expect.equal(value, bench.vcpu.call(bench.spare(0)), "patched code");
            Expect.equal(value + 1, bench.vcpu.call(bench.spare(0) + SECOND), "patched code in that page");
        }
    }

    /** Two functions in one writable and executable page, patched one after the other by the guest. */
    static void secondFunction(Bench bench) {
        long page = writableCode(bench);
        for (int value = 3; value <= 9; value += 2) {
            patch(bench, page, value);
            patch(bench, page + SECOND, value + 1);
            Expect.equal(value, bench.vcpu.call(page), "the first function");
            Expect.equal(value + 1, bench.vcpu.call(page + SECOND), "the second function");
        }
    }

    static void dataFirst(Bench bench) {
        long page = writableCode(bench);
        for (int value = 3; value <= 9; value++) {
            bench.call(Program.STORE_WORD, page + DATA, value);
            patch(bench, page, value);
            Expect.equal(value, bench.vcpu.call(page), "code stored after data in its page");
        }
    }

    /** The frame is mapped twice: to be executed here, to be written there. */
    static void alias(Bench bench) {
        long page = bench.spare(0);
        bench.kernel().map(page, bench.frame(0), READ_EXECUTE);
        bench.kernel().map(bench.spare(1), bench.frame(0), Protection.READ | Protection.WRITE);
        putConstant(bench, page, 1);
        putConstant(bench, page + SECOND, 2);
        Expect.equal(1, bench.vcpu.call(page), "the first function");
        Expect.equal(2, bench.vcpu.call(page + SECOND), "the second function");
        for (int value = 3; value <= 9; value += 2) {
            patch(bench, bench.spare(1), value);
            patch(bench, bench.spare(1) + SECOND, value + 1);
            Expect.equal(value, bench.vcpu.call(page), "the first function, patched through another mapping");
            Expect.equal(value + 1, bench.vcpu.call(page + SECOND), "the second function");
        }
    }

    static void ownPage(Bench bench) {
        long page = bench.spare(0);
        bench.kernel().map(page, bench.frame(0), ALL);
        bench.memory().write(page, bench.code.of(Program.STORE_WORD_THEN_CONSTANT));
        long word = page + bench.code.storedConstantOffset();
        for (int value = 3; value <= 6; value++) {
            Expect.equal(value, bench.vcpu.call(page, word, bench.code.constantWord(value)),
                    "code that changes the instruction behind it");
        }
    }

    /** The buffer for translations is as large as asked for, and emptying it does no harm. */
    static void bufferSize(Bench bench) {
        int size = 8 << 20;
        try (Engine engine = bench.vcpu.isa().open()) {
            engine.tcgBufferSize(size);
            Expect.equal(size, engine.tcgBufferSize(), "size of the translation buffer");
            engine.map(0x10000, 0x1000, Permission.ALL);
            byte[] code = bench.code.of(Program.HALT);
            engine.write(0x10000, MemorySegment.ofArray(code));
            int pc = bench.vcpu.isa().programCounter();
            for (int i = 0; i < 3; i++) {
                engine.run(0x10000, 0x10800, 0, 0);
                Expect.equal(0x10000 + bench.code.nop() + bench.code.halt(), engine.register(pc),
                        "pc behind the halt");
                engine.flushTranslations();
            }
        }
    }

    /** A page with two functions that have been called. */
    private static long writableCode(Bench bench) {
        long page = bench.spare(0);
        bench.kernel().map(page, bench.frame(0), ALL);
        putConstant(bench, page, 1);
        putConstant(bench, page + SECOND, 2);
        Expect.equal(1, bench.vcpu.call(page), "the first function");
        Expect.equal(2, bench.vcpu.call(page + SECOND), "the second function");
        return page;
    }

    /** The guest changes what a function returns. */
    private static void patch(Bench bench, long function, int value) {
        bench.call(Program.STORE_WORD, function + bench.code.constantOffset(),
                bench.code.constantWord(value));
    }

    private static void putConstant(Bench bench, long at, int value) {
        bench.memory().write(at, bench.code.of(Program.CONSTANT));
        bench.memory().put32(at + bench.code.constantOffset(), bench.code.constantWord(value));
    }
}
