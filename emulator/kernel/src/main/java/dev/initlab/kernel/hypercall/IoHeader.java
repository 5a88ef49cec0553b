package dev.initlab.kernel.hypercall;

import java.util.List;

import dev.initlab.kernel.mm.IoMap;

/** {@code linux/io.h}. */
public final class IoHeader implements HypercallHeader {
    private final IoMap io;

    public IoHeader(IoMap io) {
        this.io = io;
    }

    @Override
    public List<Hypercall> hypercalls() {
        return List.of(
                Hypercall.inside("ioremap", a -> io.map(a.word(0), a.word(1))),
                Hypercall.outside("iounmap", a -> {
                    io.unmap(a.word(0));
                    return 0;
                }));
    }
}
