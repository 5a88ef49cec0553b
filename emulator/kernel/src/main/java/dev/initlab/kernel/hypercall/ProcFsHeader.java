package dev.initlab.kernel.hypercall;

import java.nio.charset.StandardCharsets;
import java.util.List;

import dev.initlab.kernel.errno.Errno;
import dev.initlab.kernel.fops.ProcTree;

/** {@code fs/proc/internal.h}: what {@code linux/proc_fs.h} rests on. */
public final class ProcFsHeader implements HypercallHeader {
    private final ProcTree tree;

    public ProcFsHeader(ProcTree tree) {
        this.tree = tree;
    }

    @Override
    public List<Hypercall> hypercalls() {
        return List.of(
                Hypercall.inside("proc_register", a -> tree.register(a.word(0), a.word(1),
                        new String(a.string(2), StandardCharsets.ISO_8859_1), (int) a.word(3) & 0xffff, a.word(4))
                                ? 0 : Errno.EEXIST.negated()),
                Hypercall.inside("proc_unregister", a -> {
                    tree.unregister(a.word(0));
                    return 0;
                }));
    }
}
