package dev.initlab.debug.rsp;

import java.util.List;
import java.util.Optional;

import dev.initlab.debug.guest.RegisterSet;
import dev.initlab.machine.AddressSpace;
import dev.initlab.machine.DebugRegister;
import dev.initlab.machine.Mmu;
import dev.initlab.machine.Protection;

/** What lldb asks and gdb does not. */
final class LldbPackets implements Extension {
    /** How {@code qRegisterInfo} ends. */
    private static final int NO_MORE_REGISTERS = 0x45;

    private final Client client;

    LldbPackets(Client client) {
        this.client = client;
    }

    @Override
    public List<Packet> packets() {
        return List.of(
                new Packet("QThreadSuffixSupported", "thread numbers follow register numbers", a -> {
                    client.useSuffix();
                    return Answer.OK;
                }),
                new Packet("QListThreadsInStopReply", "stops list the threads", a -> Answer.OK),
                new Packet("QEnableErrorStrings", "errors with texts", a -> {
                    client.wantErrors(ErrorStyle.LLDB);
                    return Answer.OK;
                }),
                new Packet("qHostInfo", "what machine it is", a -> Answer.text(host())),
                new Packet("qProcessInfo", "what process it is", a -> Answer.text("pid:1;parent-pid:0;" + host())),
                new Packet("qRegisterInfo", "a register", a -> Answer.text(register((int) Hex.number(a)))),
                new Packet("qMemoryRegionInfo", "what is mapped around an address",
                        a -> Answer.text(region(Hex.number(a.substring(1))))),
                new Packet("jThreadsInfo", "all threads at once: left to other packets", a -> Answer.UNKNOWN),
                new Packet("qEcho", "the same again", a -> Answer.text("qEcho" + a)),
                new Packet("qVAttachOrWaitSupported", "attaching by name: no", a -> Answer.UNKNOWN));
    }

    private String host() {
        int word = client.boot().vcpu().isa().wordSize();
        String triple = switch (client.boot().image().architecture()) {
            case X86_64 -> "x86_64-unknown-unknown";
            case ARM64 -> "aarch64-unknown-unknown";
            case ARM -> "armv7-unknown-unknown";
        };
        return "triple:%s;endian:little;ptrsize:%d;".formatted(Hex.of(triple), word);
    }

    private String register(int number) {
        RegisterSet set = client.registers();
        DebugRegister register = set.byNumber(number).orElseThrow(() ->
                new PacketException(NO_MORE_REGISTERS, "there is no register " + number));
        int offset = set.all().subList(0, number).stream().mapToInt(DebugRegister::bytes).sum();
        boolean wide = register.bits() > Long.SIZE;
        String role = set.role(register);
        return "name:%s;bitsize:%d;offset:%d;encoding:%s;format:%s;set:%s;gcc:%s;dwarf:%s;%s".formatted(
                register.name(), register.bits(), offset, wide ? "vector" : "uint", wide ? "vector-uint8" : "hex",
                set.feature(register), dwarf(register), dwarf(register),
                role.isEmpty() ? "" : "generic:" + role + ";")
                .replace("gcc:;dwarf:;", "");
    }

    /** DWARF's number of a general register: System V ABI for x86-64, AADWARF64, AADWARF32. */
    private String dwarf(DebugRegister register) {
        List<String> names = switch (client.boot().image().architecture()) {
            case X86_64 -> List.of("rax", "rdx", "rcx", "rbx", "rsi", "rdi", "rbp", "rsp", "r8", "r9", "r10", "r11",
                    "r12", "r13", "r14", "r15", "rip");
            case ARM64, ARM -> client.registers().all().stream().map(DebugRegister::name)
                    .filter(n -> n.matches("[xr]\\d+|sp|lr") || n.equals("pc")).toList();
        };
        int number = names.indexOf(register.name());
        return number < 0 ? "" : Integer.toString(number);
    }

    /** The range around an address in which nothing changes. */
    private String region(long address) {
        AddressSpace space = client.thread().space();
        int protection = space.protection(address);
        long start = address & -Mmu.PAGE_SIZE;
        long end = start + Mmu.PAGE_SIZE;
        Optional<String> rights = protection == Protection.NONE ? Optional.empty()
                : Optional.of(Protection.describe(protection & ~Protection.USER).replace("-", ""));
        if (rights.isEmpty()) {
            end = nextMapped(space, end);
        } else {
            while (space.protection(start - 1) == protection) {
                start -= Mmu.PAGE_SIZE;
            }
            while (space.protection(end) == protection) {
                end += Mmu.PAGE_SIZE;
            }
        }
        return "start:%x;size:%x;%s".formatted(start, end - start, rights.map(r -> "permissions:" + r + ";").orElse(""));
    }

    private static long nextMapped(AddressSpace space, long from) {
        for (long[] pages : List.of(space.userPages(), space.kernelPages())) {
            for (long page : pages) {
                if (Long.compareUnsigned(page, from) >= 0) {
                    return page;
                }
            }
        }
        return 0;
    }
}
