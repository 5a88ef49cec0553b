package dev.initlab.kernel.hypercall;

import java.io.ByteArrayOutputStream;
import java.util.List;

import dev.initlab.kernel.console.Printk;
import dev.initlab.kernel.printk.LogPrefix;
import dev.initlab.kernel.printk.VarArgs;
import dev.initlab.kernel.printk.Vsprintf;
import dev.initlab.machine.GuestMemory;

/** {@code linux/printk.h} and the {@code sprintf} family of {@code linux/kernel.h}. */
public final class PrintkHeader implements HypercallHeader {
    private final GuestMemory memory;
    private final Vsprintf.Environment environment;
    private final Printk printk;

    public PrintkHeader(GuestMemory memory, Vsprintf.Environment environment, Printk printk) {
        this.memory = memory;
        this.environment = environment;
        this.printk = printk;
    }

    @Override
    public List<Hypercall> hypercalls() {
        return List.of(
                Hypercall.outside("_printk", a -> print(a.string(0), a.variadic(1))),
                Hypercall.outside("vprintk", a -> print(a.string(0), a.vaList(1))),
                Hypercall.inside("snprintf", a -> format(a.word(0), a.word(1), a.string(2), a.variadic(3))),
                Hypercall.inside("vsnprintf", a -> format(a.word(0), a.word(1), a.string(2), a.vaList(3))),
                Hypercall.inside("scnprintf", a -> bounded(a.word(0), a.word(1), a.string(2), a.variadic(3))),
                Hypercall.inside("sprintf", a -> format(a.word(0), Integer.MAX_VALUE, a.string(1), a.variadic(2))));
    }

    /** {@code vprintk()}: how many bytes were logged. */
    private long print(byte[] format, VarArgs arguments) {
        // The level prefix is part of the format and ends in no directive: it must survive formatting.
        int prefix = LogPrefix.parse(format).length();
        byte[] rest = new byte[format.length - prefix];
        System.arraycopy(format, prefix, rest, 0, rest.length);
        byte[] text = Vsprintf.format(rest, arguments, environment, Vsprintf.MAX_OUTPUT).text();
        ByteArrayOutputStream record = new ByteArrayOutputStream();
        record.write(format, 0, prefix);
        record.write(text, 0, text.length);
        printk.printk(record.toByteArray());
        return text.length;
    }

    /** {@code vsnprintf()}: the length the text would have without the limit. */
    private long format(long buffer, long size, byte[] format, VarArgs arguments) {
        int limit = (int) Math.min(Math.max(size, 0), Vsprintf.MAX_OUTPUT);
        Vsprintf.Formatted formatted = Vsprintf.format(format, arguments, environment, limit);
        if (limit > 0) {
            byte[] text = formatted.text();
            int length = Math.min(text.length, limit - 1);
            byte[] out = new byte[length + 1];
            System.arraycopy(text, 0, out, 0, length);
            memory.write(buffer, out);
        }
        return formatted.length();
    }

    /** {@code scnprintf()}: the length that was written, without the NUL. */
    private long bounded(long buffer, long size, byte[] format, VarArgs arguments) {
        return Math.min(format(buffer, size, format, arguments), Math.max(size - 1, 0));
    }
}
