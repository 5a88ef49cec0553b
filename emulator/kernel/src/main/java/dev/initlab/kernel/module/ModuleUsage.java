package dev.initlab.kernel.module;

import dev.initlab.kernel.console.Printk;
import dev.initlab.kernel.errno.Errno;
import dev.initlab.kernel.errno.ErrnoException;
import dev.initlab.kernel.image.Layout;
import dev.initlab.kernel.mm.Slab;
import dev.initlab.machine.GuestMemory;

/** Who uses whom, here and in the {@code struct module_use} of guest memory: {@code kernel/module/main.c}. */
final class ModuleUsage {
    private final GuestMemory memory;
    private final Layout layout;
    private final int wordSize;
    private final GuestList lists;
    private final Slab slab;
    private final Printk printk;

    ModuleUsage(GuestMemory memory, Layout layout, int wordSize, Slab slab, Printk printk) {
        this.memory = memory;
        this.layout = layout;
        this.wordSize = wordSize;
        this.lists = new GuestList(memory, wordSize);
        this.slab = slab;
        this.printk = printk;
    }

    /**
     * A module that uses another.
     *
     * @param target  the other
     * @param address of the {@code struct module_use}
     */
    record Use(Module target, long address) {
    }

    /**
     * {@code ref_module()}: a module uses another, once however many symbols it takes.
     *
     * @throws ErrnoException ENOMEM
     */
    void refModule(Module source, Module target) {
        if (source.uses().stream().anyMatch(use -> use.target() == target)) { // already_uses()
            return;
        }
        target.guest().get();
        long use = slab.allocate(layout.size("module_use"));
        if (use == 0) {
            target.guest().put();
            throw new ErrnoException(Errno.ENOMEM);
        }
        memory.putWord(use + layout.offset("module_use.source"), source.guest().address(), wordSize);
        memory.putWord(use + layout.offset("module_use.target"), target.guest().address(), wordSize);
        lists.init(inSources(use));
        lists.init(inTargets(use));
        source.addUse(new Use(target, use)); // from here on unloadFree() takes it back, the guest's lists broken or not
        lists.add(inSources(use), target.guest().sourceList());
        lists.add(inTargets(use), source.guest().targetList());
    }

    /** {@code module_unload_free()}: a module's references on others are dropped. */
    void unloadFree(Module source) {
        for (Use use : source.uses()) {
            boolean isIntact = lists.del(inSources(use.address())) & lists.del(inTargets(use.address()));
            if (!isIntact) {
                printk.err("list_del corruption: the neighbours of module %s's use of %s do not know it",
                        source.name(), use.target().name());
            }
            use.target().guest().put();
            slab.free(use.address());
        }
        source.dropUses();
    }

    private long inSources(long use) {
        return use + layout.offset("module_use.source_list");
    }

    private long inTargets(long use) {
        return use + layout.offset("module_use.target_list");
    }
}
