package dev.initlab.kernel.mm;

/** What a page of guest memory is used for; leaks are counted by it. */
public enum PageOwner {
    /** The image itself, and what the boot keeps for ever. */
    KERNEL,
    /** kmalloc. */
    SLAB,
    /** Kernel stacks of tasks. */
    STACK,
    /** Text and data of loadable modules. */
    MODULE,
    /** User space of a process. */
    USER
}
