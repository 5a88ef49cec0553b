package dev.initlab.kernel.init;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import dev.initlab.kernel.errno.Errno;
import dev.initlab.kernel.image.Layout;
import dev.initlab.kernel.mm.Slab;
import dev.initlab.kernel.params.KernelParam;
import dev.initlab.kernel.params.ObsKernelParam;
import dev.initlab.machine.GuestMemory;
import dev.initlab.machine.Vcpu;
import org.jspecify.annotations.Nullable;

/**
 * Parameters that the guest's own code sets: {@code struct kernel_param} and {@code struct obs_kernel_param}
 * tables of the image or of a module.
 *
 * <p>Setting one calls the guest function its entry names, with the value in guest memory.
 */
public final class GuestParams {
    private static final int MAX_NAME = 1024;
    /** {@code KERNEL_PARAM_OPS_FL_NOARG}. */
    private static final int OPS_NOARG = 1;

    private final Vcpu vcpu;
    private final GuestMemory memory;
    private final Layout layout;
    private final Slab slab;

    public GuestParams(Vcpu vcpu, Layout layout, Slab slab) {
        this.vcpu = vcpu;
        this.memory = vcpu.memory();
        this.layout = layout;
        this.slab = slab;
    }

    /** The {@code struct kernel_param} entries between two addresses, in their order. */
    public List<KernelParam> params(long start, long end) {
        List<KernelParam> params = new ArrayList<>();
        int size = layout.size("kernel_param");
        for (long at = start; at + size <= end; at += size) {
            params.add(param(at));
        }
        return params;
    }

    /** The {@code struct obs_kernel_param} entries between two addresses, in their order. */
    public List<ObsKernelParam> setups(long start, long end) {
        List<ObsKernelParam> setups = new ArrayList<>();
        int size = layout.size("obs_kernel_param");
        for (long at = start; at + size <= end; at += size) {
            setups.add(setup(at));
        }
        return setups;
    }

    private KernelParam param(long at) {
        String name = string(pointer(at, "kernel_param.name"));
        long ops = pointer(at, "kernel_param.ops");
        int level = (byte) memory.u8(at + layout.offset("kernel_param.level"));
        boolean noArg = (memory.i32(ops + layout.offset("kernel_param_ops.flags")) & OPS_NOARG) != 0;
        return new KernelParam() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public int level() {
                return level;
            }

            @Override
            public boolean noArg() {
                return noArg;
            }

            @Override
            public int set(@Nullable String val) {
                long set = pointer(ops, "kernel_param_ops.set");
                return set == 0 ? (int) Errno.EPERM.negated() : withString(val, v -> vcpu.call(set, v, at));
            }
        };
    }

    private ObsKernelParam setup(long at) {
        String str = string(pointer(at, "obs_kernel_param.str"));
        long function = pointer(at, "obs_kernel_param.setup_func");
        boolean early = memory.i32(at + layout.offset("obs_kernel_param.early")) != 0;
        return new ObsKernelParam() {
            @Override
            public String str() {
                return str;
            }

            @Override
            public boolean early() {
                return early;
            }

            @Override
            public boolean hasSetup() {
                return function != 0;
            }

            @Override
            public int setup(@Nullable String val) {
                return withString(val, v -> vcpu.call(function, v));
            }
        };
    }

    /** A guest function that takes the address of a string, NULL for none. */
    private interface Setter {
        long set(long string);
    }

    private int withString(@Nullable String value, Setter setter) {
        if (value == null) {
            return (int) setter.set(0);
        }
        byte[] bytes = value.getBytes(StandardCharsets.ISO_8859_1);
        long string = slab.allocate(bytes.length + 1L);
        if (string == 0) {
            return (int) Errno.ENOMEM.negated();
        }
        memory.write(string, bytes);
        memory.putByte(string + bytes.length, 0);
        try {
            return (int) setter.set(string);
        } finally {
            slab.free(string);
        }
    }

    private long pointer(long at, String field) {
        return memory.word(at + layout.offset(field), vcpu.isa().wordSize());
    }

    private String string(long address) {
        return new String(memory.string(address, MAX_NAME), StandardCharsets.ISO_8859_1);
    }
}
