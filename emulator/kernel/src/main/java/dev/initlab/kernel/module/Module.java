package dev.initlab.kernel.module;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.initlab.elf.ElfFile;
import dev.initlab.elf.Section;
import dev.initlab.trace.ModuleState;

/**
 * A module in the list of modules, at whatever stage: {@code struct module} as the loader keeps it.
 *
 * <p>What guest code sees of it is in {@link GuestModule}.
 */
public final class Module {
    private final String name;
    private final ModuleLayout layout;
    private final GuestModule guest;
    private final long coreBase;
    private final long taints;
    private final ElfFile file;
    private final List<Section> sections;
    private long initBase;
    private ModuleState state = ModuleState.UNFORMED;
    private Exports exports = Exports.NONE;
    private long sectAttrs;
    private final List<ModuleUsage.Use> uses = new ArrayList<>();
    private final List<Module> usedBy = new ArrayList<>();

    Module(String name, ModuleLayout layout, GuestModule guest, long coreBase, long initBase, long taints,
            ElfFile file, List<Section> sections) {
        this.file = file;
        this.sections = sections;
        this.name = name;
        this.layout = layout;
        this.guest = guest;
        this.coreBase = coreBase;
        this.initBase = initBase;
        this.taints = taints;
    }

    public String name() {
        return name;
    }

    public ModuleState state() {
        return state;
    }

    /** Address of the part that stays. */
    public long coreBase() {
        return coreBase;
    }

    /** Address of the part that is given back after the init function; 0 once it was. */
    public long initBase() {
        return initBase;
    }

    /** The file it was loaded from. */
    public ElfFile file() {
        return file;
    }

    /** Its sections as they were laid out, by the indices of the file's. */
    public List<Section> sections() {
        return sections;
    }

    /** Where a section is just now; empty if it has no memory, or no more. */
    public Optional<Long> address(Section section) {
        return layout.isInit()[section.index()] && initBase == 0 ? Optional.empty()
                : layout.address(section.index(), coreBase, initBase);
    }

    /** Bytes it occupies just now, as {@code /proc/modules} shows them. */
    public long size() {
        return layout.core().size() + (initBase == 0 ? 0 : layout.init().size());
    }

    /** How many users there are, the loader's own reference aside. */
    public int refcount() {
        return guest.refcount();
    }

    /** The modules that use it, the newest first. */
    public List<Module> usedBy() {
        return usedBy.reversed();
    }

    /** Whether it can never be unloaded: it has an init function and no exit function. */
    public boolean isPermanent() {
        return guest.init() != 0 && guest.exit() == 0;
    }

    /** The letters of its taints, empty if there are none. */
    public String taintLetters() {
        return Taint.letters(taints);
    }

    ModuleLayout layout() {
        return layout;
    }

    GuestModule guest() {
        return guest;
    }

    Exports exports() {
        return exports;
    }

    void exports(Exports found) {
        exports = found;
    }

    void state(ModuleState next) {
        state = next;
    }

    void initFreed() {
        initBase = 0;
    }

    /** Address of its {@code struct module_sect_attrs}, 0 if there is none. */
    long sectAttrs() {
        return sectAttrs;
    }

    void sectAttrs(long address) {
        sectAttrs = address;
        guest.sectAttrs(address);
    }

    /** The modules it uses, the oldest use first. */
    List<ModuleUsage.Use> uses() {
        return uses;
    }

    void addUse(ModuleUsage.Use use) {
        uses.add(use);
        use.target().usedBy.add(this);
    }

    void dropUses() {
        uses.forEach(use -> use.target().usedBy.remove(this));
        uses.clear();
    }
}
