package dev.initlab.kernel.syscall;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

import dev.initlab.kernel.errno.Errno;
import dev.initlab.kernel.errno.ErrnoException;
import dev.initlab.kernel.fs.IoResult;
import dev.initlab.kernel.fs.OpenFile;
import dev.initlab.kernel.fs.RegularFile;
import dev.initlab.kernel.image.KernelImage;
import dev.initlab.kernel.module.DeleteModule;
import dev.initlab.kernel.module.ModuleLoader;
import dev.initlab.machine.Vcpu;

/** {@code init_module}, {@code finit_module} and {@code delete_module}: {@code kernel/module/main.c}. */
final class ModuleCalls {
    private static final int MODULE_INIT_IGNORE_MODVERSIONS = 1;
    private static final int MODULE_INIT_IGNORE_VERMAGIC = 2;
    /** {@code MODULE_NAME_LEN} where a word has 8 bytes. */
    private static final int MODULE_NAME_LEN = 56;
    private static final int ELF_HEADER = 64;
    private static final long MAX_FILE = 256 << 20;
    private static final int MAX_ARGS = 1 << 20;

    /** {@code enum kernel_load_data_id}, {@code include/linux/lsm_hooks.h} of the guest. */
    private static final int LOADING_MODULE = 2;

    private final Vcpu vcpu;
    private final KernelImage image;
    private final ModuleLoader loader;
    private final DeleteModule unloader;

    ModuleCalls(Vcpu vcpu, KernelImage image, ModuleLoader loader, DeleteModule unloader) {
        this.vcpu = vcpu;
        this.image = image;
        this.loader = loader;
        this.unloader = unloader;
    }

    long initModule(Call call) {
        long length = call.word(1);
        if (Long.compareUnsigned(length, ELF_HEADER) < 0) {
            throw new ErrnoException(Errno.ENOEXEC);
        }
        if (Long.compareUnsigned(length, MAX_FILE) > 0) {
            throw new ErrnoException(Errno.ENOMEM);
        }
        mayLoad();
        byte[] file = call.memory().read(call.word(0), (int) length);
        return loader.loadModule(file, call.memory().string(call.word(2), MAX_ARGS));
    }

    long finitModule(Call call) {
        int flags = call.integer(2);
        if ((flags & ~(MODULE_INIT_IGNORE_MODVERSIONS | MODULE_INIT_IGNORE_VERMAGIC)) != 0) {
            throw new ErrnoException(Errno.EINVAL);
        }
        OpenFile file = call.process().files().get(call.integer(0));
        if (!(file.inode() instanceof RegularFile)) {
            throw new ErrnoException(Errno.EINVAL);
        }
        if (!file.isReadable()) {
            throw new ErrnoException(Errno.EBADF);
        }
        if (file.isWritable()) {
            throw new ErrnoException(Errno.ETXTBSY);
        }
        mayLoad();
        return loader.loadModule(content(file), call.memory().string(call.word(1), MAX_ARGS));
    }

    long deleteModule(Call call) {
        byte[] name = call.memory().string(call.word(0), MODULE_NAME_LEN);
        if (name.length == 0 || name.length >= MODULE_NAME_LEN) {
            throw new ErrnoException(Errno.ENOENT);
        }
        unloader.deleteModule(new String(name, StandardCharsets.ISO_8859_1));
        return 0;
    }

    /** Asks the guest's security modules: {@code security/security.c: security_kernel_load_data()}. */
    private void mayLoad() {
        image.symbol("security_kernel_load_data").ifPresent(function -> {
            int refusal = (int) vcpu.call(function, LOADING_MODULE, 1);
            if (refusal != 0) {
                throw new ErrnoException(Errno.of(-refusal).orElse(Errno.EPERM));
            }
        });
    }

    /** The whole file, whatever the descriptor's position. */
    private static byte[] content(OpenFile file) {
        long size = file.operations().size(file);
        if (size == 0) {
            throw new ErrnoException(Errno.EINVAL);
        }
        if (size > MAX_FILE) {
            throw new ErrnoException(Errno.EFBIG);
        }
        ByteBuffer buffer = ByteBuffer.allocate((int) size);
        while (buffer.hasRemaining() && file.pread(buffer, buffer.position()) instanceof IoResult.Done(long count)
                && count > 0) {
            // pread moves the buffer on
        }
        return buffer.array();
    }
}
