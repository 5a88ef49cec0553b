package dev.initlab.kernel.module;

import java.nio.charset.StandardCharsets;
import java.util.List;

import dev.initlab.elf.Section;
import dev.initlab.kernel.errno.Errno;
import dev.initlab.kernel.errno.ErrnoException;
import dev.initlab.kernel.image.Layout;
import dev.initlab.kernel.mm.Slab;
import dev.initlab.machine.GuestMemory;

/**
 * Where a module's sections are, in guest memory, for debuggers: {@code kernel/module/sysfs.c: add_sect_attrs()}.
 *
 * <p>One allocation holds the array and behind it the names. As in Linux a section of the init part stays listed
 * when it has been freed.
 */
final class SectAttrs {
    private static final int MODE = 0400;

    private final GuestMemory memory;
    private final Layout layout;
    private final int wordSize;
    private final Slab slab;

    SectAttrs(GuestMemory memory, Layout layout, int wordSize, Slab slab) {
        this.memory = memory;
        this.layout = layout;
        this.wordSize = wordSize;
        this.slab = slab;
    }

    /**
     * Lists the sections that have memory.
     *
     * @throws ErrnoException ENOMEM
     */
    void add(LoadInfo info) {
        List<Section> sections = info.allocated().stream().filter(s -> s.size() != 0).toList();
        int entry = layout.size("module_sect_attr");
        long array = layout.offset("module_sect_attrs.attrs");
        long names = array + (long) entry * sections.size();
        List<byte[]> texts = sections.stream().map(s -> (s.name() + "\0").getBytes(StandardCharsets.ISO_8859_1)).toList();
        long size = names + texts.stream().mapToInt(t -> t.length).sum();
        long address = slab.allocate(size);
        if (address == 0) {
            throw new ErrnoException(Errno.ENOMEM);
        }
        memory.write(address, new byte[(int) size]);
        memory.put32(address + layout.offset("module_sect_attrs.nsections"), sections.size());
        long at = address + array;
        long name = address + names;
        for (int i = 0; i < sections.size(); i++) {
            memory.write(name, texts.get(i));
            memory.putWord(at + layout.offset("module_sect_attr.battr.attr.name"), name, wordSize);
            memory.write(at + layout.offset("module_sect_attr.battr.attr.mode"), new byte[] {(byte) MODE, MODE >> 8});
            memory.putWord(at + layout.offset("module_sect_attr.address"), info.address(sections.get(i).index()), wordSize);
            name += texts.get(i).length;
            at += entry;
        }
        info.module().sectAttrs(address);
    }

    /** {@code remove_sect_attrs()}; nothing if there are none. */
    void remove(Module module) {
        slab.free(module.sectAttrs());
        module.sectAttrs(0);
    }
}
