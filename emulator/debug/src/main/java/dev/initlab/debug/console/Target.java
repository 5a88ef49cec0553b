package dev.initlab.debug.console;

import java.math.BigInteger;
import java.util.Optional;

import dev.initlab.debug.DebuggedBoot;
import dev.initlab.debug.Session;
import dev.initlab.debug.Stop;
import dev.initlab.debug.guest.GuestThread;
import dev.initlab.debug.guest.RegisterSet;
import dev.initlab.debug.guest.TargetMemory;
import dev.initlab.debug.monitor.RefusedException;
import dev.initlab.kernel.BootControl;
import dev.initlab.kernel.printk.Symbolizer;
import dev.initlab.machine.DebugRegister;
import dev.initlab.machine.Isa;

/** The guest as commands see it: where it stands, its registers and its memory. */
final class Target implements Evaluator.Guest {
    private final Session session;

    Target(Session session) {
        this.session = session;
    }

    Session session() {
        return session;
    }

    /** Whether there is something to look at. */
    boolean isStanding() {
        return session.stop().isPresent();
    }

    /** Where the guest stands. */
    Stop stop() {
        return session.stop().orElseThrow(() -> new RefusedException(
                session.last().filter(DebuggedBoot.Report.Ended.class::isInstance).isPresent()
                        ? "the boot has ended; \"restart\" boots again" : "the guest does not stand"));
    }

    /** The boot, which stands. */
    BootControl boot() {
        stop();
        return session.boot().control();
    }

    Isa isa() {
        return boot().vcpu().isa();
    }

    @Override
    public int wordSize() {
        return isa().wordSize();
    }

    /** The task that holds the vCPU. */
    GuestThread thread() {
        return new GuestThread(boot(), boot().current());
    }

    RegisterSet registers() {
        return new RegisterSet(boot().image().architecture(), isa());
    }

    /** What a register of the current task holds. */
    @Override
    public long register(String name) {
        return number(thread().read(requireRegister(name)).orElseThrow()).longValue();
    }

    /** A register that must be there, by its name or by what it is for: pc, sp, fp. */
    DebugRegister requireRegister(String name) {
        return registers().all().stream().filter(r -> r.name().equals(name)).findFirst().or(() -> withRole(name))
                .filter(r -> thread().read(r).isPresent())
                .orElseThrow(() -> new RefusedException("there is no register \"%s\"; \"info registers\" lists them".formatted(name)));
    }

    /** The register that is for something: pc, sp, fp; ra where there is one. */
    Optional<DebugRegister> withRole(String role) {
        return registers().all().stream().filter(r -> registers().role(r).equals(role)).findFirst();
    }

    /** Bytes as a number, the lowest first. */
    static BigInteger number(byte[] littleEndian) {
        byte[] big = new byte[littleEndian.length];
        for (int i = 0; i < big.length; i++) {
            big[i] = littleEndian[big.length - 1 - i];
        }
        return new BigInteger(1, big);
    }

    /** Memory that must be there. */
    @Override
    public byte[] read(long address, int length) {
        byte[] bytes = TargetMemory.read(thread(), address, length).orElse(new byte[0]);
        if (bytes.length < length) {
            throw new RefusedException("no memory at 0x" + Long.toHexString(address + bytes.length));
        }
        return bytes;
    }

    /** As much of it as there is. */
    byte[] readSome(long address, int length) {
        return TargetMemory.read(thread(), address, length).orElse(new byte[0]);
    }

    /** A pointer in memory. */
    long word(long address) {
        return number(read(address, wordSize())).longValue();
    }

    /** The symbol an address lies in. */
    Optional<Symbolizer.Symbol> symbol(long address) {
        return boot().symbols().lookup(address);
    }

    /** Where the function an address lies in begins. */
    long functionStart(long address) {
        return symbol(address).map(s -> address - s.offset()).orElse(address);
    }

    /** {@code name+0x10 [module]}; empty where there is no symbol. */
    String symbolic(long address) {
        return symbol(address).map(s -> s.name() + (s.offset() == 0 ? "" : "+0x" + Long.toHexString(s.offset()))
                + s.module().map(m -> " [" + m + "]").orElse("")).orElse("");
    }

    /** An address and its symbol. */
    String place(long address) {
        String symbolic = symbolic(address);
        return "0x" + isa().hex(address) + (symbolic.isEmpty() ? "" : " <" + symbolic + ">");
    }
}
