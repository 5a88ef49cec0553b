package dev.initlab.kernel.fops;

import java.util.OptionalLong;

import dev.initlab.kernel.errno.Errno;
import dev.initlab.kernel.errno.ErrnoException;
import dev.initlab.kernel.fs.CharDevices;
import dev.initlab.kernel.fs.FileOperations;
import dev.initlab.kernel.fs.OpenFile;
import dev.initlab.kernel.image.KernelImage;
import dev.initlab.kernel.image.Layout;
import dev.initlab.kernel.mm.Slab;
import dev.initlab.machine.GuestMemory;
import dev.initlab.machine.Vcpu;

/**
 * Opens files whose {@code struct file_operations} lie in guest memory.
 *
 * <p>Each opening has a {@code struct inode} and a {@code struct file} of its own, which live as long as it. Used
 * by the task that holds the vCPU, outside the engine.
 */
public final class GuestFiles {
    private static final int MINORBITS = 20;
    private static final int FMODE_READ = 1;
    private static final int FMODE_WRITE = 2;

    private final Vcpu vcpu;
    private final GuestMemory memory;
    private final Layout layout;
    private final Slab slab;
    private final OptionalLong fput;
    private final OptionalLong defChrFops;

    public GuestFiles(KernelImage image, Vcpu vcpu, Slab slab) {
        this.vcpu = vcpu;
        memory = vcpu.memory();
        layout = image.layout();
        this.slab = slab;
        fput = image.symbol("__fput");
        defChrFops = image.symbol("def_chr_fops");
    }

    /** Leaves every character device that has no driver of ours to the guest's {@code chrdev_open()}. */
    public void serve(CharDevices devices) {
        defChrFops.ifPresent(fops -> devices.otherwise(file -> open(file, fops,
                (long) file.inode().represents().major() << MINORBITS | file.inode().represents().minor(), 0)));
    }

    /**
     * Opens a file: {@code do_dentry_open()}.
     *
     * @param fops     address of the {@code struct file_operations} to begin with
     * @param rdev     the guest's {@code dev_t}, 0 for none
     * @param iPrivate what {@code i_private} is to be
     * @throws ErrnoException what the guest's {@code open} says, or ENOMEM; nothing is left then
     */
    public FileOperations open(OpenFile file, long fops, long rdev, long iPrivate) {
        long inode = allocate("inode");
        long struct = 0;
        try {
            struct = allocate("file");
            putWord(inode, "inode.i_private", iPrivate);
            put(inode, "inode.i_mode", file.inode().attributes().mode());
            put(inode, "inode.i_rdev", rdev);
            putWord(struct, "file.f_inode", inode);
            putWord(struct, "file.f_op", fops);
            put(struct, "file.f_flags", file.flags());
            put(struct, "file.f_mode", (file.isReadable() ? FMODE_READ : 0) | (file.isWritable() ? FMODE_WRITE : 0));
            GuestFile opened = new GuestFile(this, inode, struct);
            long open = opened.operation("file_operations.open");
            if (open != 0) {
                int result = (int) vcpu.call(open, inode, struct);
                if (result != 0) {
                    throw new ErrnoException(Errno.of(-result).orElse(Errno.EIO));
                }
            }
            return opened;
        } catch (RuntimeException e) {
            slab.free(inode);
            if (struct != 0) {
                slab.free(struct);
            }
            throw e;
        }
    }

    /** The last descriptor is gone: {@code __fput()}. */
    void release(long inode, long struct) {
        try {
            fput.ifPresent(at -> vcpu.call(at, struct));
        } finally {
            slab.free(struct);
            slab.free(inode);
        }
    }

    Vcpu vcpu() {
        return vcpu;
    }

    long pointer(long struct, String field) {
        return memory.word(struct + layout.offset(field), vcpu.isa().wordSize());
    }

    long offset(String field) {
        return layout.offset(field);
    }

    GuestMemory memory() {
        return memory;
    }

    private long allocate(String struct) {
        int size = layout.size(struct);
        long address = slab.allocate(size);
        if (address == 0) {
            throw new ErrnoException(Errno.ENOMEM);
        }
        memory.fill(address, size, 0);
        return address;
    }

    private void putWord(long struct, String field, long value) {
        memory.putWord(struct + layout.offset(field), value, vcpu.isa().wordSize());
    }

    /** An integer field of whatever size it has. */
    private void put(long struct, String field, long value) {
        Layout.Field at = layout.field(field);
        for (int i = 0; i < at.size(); i++) {
            memory.putByte(struct + at.offset() + i, (int) (value >>> 8 * i));
        }
    }
}
