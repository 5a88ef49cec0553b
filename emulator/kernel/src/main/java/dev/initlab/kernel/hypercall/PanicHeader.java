package dev.initlab.kernel.hypercall;

import java.nio.charset.StandardCharsets;
import java.util.List;

import dev.initlab.kernel.oops.Panic;
import dev.initlab.kernel.printk.Vsprintf;

/** {@code linux/panic.h}. */
public final class PanicHeader implements HypercallHeader {
    private final Vsprintf.Environment environment;
    private final Panic panic;

    public PanicHeader(Vsprintf.Environment environment, Panic panic) {
        this.environment = environment;
        this.panic = panic;
    }

    @Override
    public List<Hypercall> hypercalls() {
        return List.of(Hypercall.outside("panic", a -> {
            byte[] text = Vsprintf.format(a.string(0), a.variadic(1), environment, Vsprintf.MAX_OUTPUT).text();
            throw panic.panic(new String(text, StandardCharsets.ISO_8859_1).stripTrailing());
        }));
    }
}
