package dev.initlab.machine.check;

import dev.initlab.machine.Access;
import dev.initlab.machine.AddressSpace;
import dev.initlab.machine.Exit;
import dev.initlab.machine.Fault;
import dev.initlab.machine.FaultKind;
import dev.initlab.machine.Privilege;
import dev.initlab.machine.Protection;
import dev.initlab.machine.UserContext;

/** User code runs with its own privilege, in its own memory. */
final class UserChecks {
    private UserChecks() {
    }

    static void privilege(Bench bench) {
        for (int i = 0; i < 3; i++) {
            Fault fault = faultOf(bench, space(bench, i), Program.PRIVILEGED, 0);
            Expect.same(bench.code.privileged(), fault.kind(), "a privileged instruction in user code");
            Expect.same(Privilege.USER, fault.privilege(), "who ran");
            Expect.equal(Bench.USER_TEXT + bench.code.nop(), fault.pc(), "pc");
            Expect.equal(2, bench.call(Program.ADD_ONE, 1), "the kernel afterwards");
        }
    }

    /** It traps, and is answered out of virtual time. */
    static void hostTime(Bench bench) {
        bench.machine.mmu().use(space(bench, 0));
        put(bench, Program.HOST_TIME);
        try (UserContext user = bench.vcpu.newUserContext(Bench.USER_TEXT, Bench.USER_STACK - 16)) {
            if (!(bench.vcpu.runUser(user) instanceof Exit.Faulted(Fault fault))) {
                throw new CheckFailedException("user code did not end by a fault");
            }
            Expect.equal(0, fault.pc(), "pc behind the return");
            long nanos = bench.code.counterNanos(user);
            Expect.that(nanos >= 0 && nanos <= bench.machine.clock().now(),
                    "the counter shows 0x%x ns".formatted(nanos));
        }
    }

    static void systemCalls(Bench bench) {
        bench.machine.mmu().use(space(bench, 0));
        put(bench, Program.SYSTEM_CALLS);
        try (UserContext user = bench.vcpu.newUserContext(Bench.USER_TEXT, Bench.USER_STACK)) {
            Expect.same(new Exit.SystemCall(), bench.vcpu.runUser(user), "how user code ended");
            Expect.equal(39, user.systemCallNumber(), "number of the system call");
            Expect.equal(Bench.USER_TEXT + bench.code.firstSystemCall(), user.pc(), "pc behind the system call");
            user.systemCallResult(bench.call(Program.ADD_ONE, 16));
            Expect.same(new Exit.SystemCall(), bench.vcpu.runUser(user), "how user code ended");
            Expect.equal(60, user.systemCallNumber(), "number of the second system call");
            Expect.equal(17, user.systemCallArgument(0), "the first one's result");
            Expect.equal(Bench.USER_STACK, user.sp(), "the user's stack pointer");
        }
    }

    static void kernelInvisible(Bench bench) {
        bench.call(Program.STORE, bench.data(), 0x5ec4e7); // now the kernel's TLB knows the page
        AddressSpace space = space(bench, 0);
        Fault read = faultOf(bench, space, Program.LOAD, bench.data());
        Expect.same(FaultKind.PAGE, read.kind(), "user code that reads the kernel's data");
        Expect.same(Access.READ, read.access(), "the access");
        Expect.equal(Bench.USER_TEXT + bench.code.nop(), read.pc(), "pc of the read");
        Fault write = faultOf(bench, space, Program.STORE, bench.data());
        Expect.same(Access.WRITE, write.access(), "user code that writes the kernel's data");
        Expect.equal(Bench.USER_TEXT + bench.code.nop(), write.pc(), "pc of the write");
        Expect.equal(0x5ec4e7, bench.call(Program.LOAD, bench.data()), "the kernel's data");
    }

    static void spaces(Bench bench) {
        AddressSpace one = space(bench, 0);
        AddressSpace two = space(bench, 2);
        long cell = Bench.USER_STACK - 8;
        one.memory().put64(cell, 0x111);
        two.memory().put64(cell, 0x222);
        for (int i = 0; i < 3; i++) {
            bench.machine.mmu().use(one);
            Expect.equal(0x111, bench.call(Program.LOAD, cell), "an address in the first space");
            bench.machine.mmu().use(two);
            Expect.equal(0x222, bench.call(Program.LOAD, cell), "the same address in the second space");
        }
    }

    private static Fault faultOf(Bench bench, AddressSpace space, Program program, long argument) {
        bench.machine.mmu().use(space);
        put(bench, program);
        try (UserContext user = bench.vcpu.newUserContext(Bench.USER_TEXT, Bench.USER_STACK)) {
            user.register(bench.vcpu.isa().systemCallArguments()[0], argument);
            Exit exit = bench.vcpu.runUser(user);
            if (exit instanceof Exit.Faulted(Fault fault)) {
                return fault;
            }
            throw new CheckFailedException("user code ended otherwise than by a fault: " + exit);
        }
    }

    /** The mapping drops what was translated from the page before. */
    private static void put(Bench bench, Program program) {
        bench.machine.mmu().current().memory().write(Bench.USER_TEXT, bench.code.of(program));
    }

    private static AddressSpace space(Bench bench, int frame) {
        AddressSpace space = bench.machine.mmu().newUserSpace();
        space.map(Bench.USER_TEXT, bench.frame(frame),
                Protection.READ | Protection.EXECUTE | Protection.USER);
        space.map(Bench.USER_STACK - 0x1000, bench.frame(frame + 1),
                Protection.READ | Protection.WRITE | Protection.USER);
        return space;
    }
}
