package dev.initlab.kernel.module;

import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import dev.initlab.elf.ElfException;
import dev.initlab.elf.ElfFile;
import dev.initlab.elf.ElfType;
import dev.initlab.elf.Machine;
import dev.initlab.elf.Section;
import dev.initlab.elf.SectionType;
import dev.initlab.kernel.console.Printk;
import dev.initlab.kernel.errno.Errno;
import dev.initlab.kernel.errno.ErrnoException;
import dev.initlab.kernel.image.KernelImage;
import dev.initlab.kernel.image.Symbols;
import dev.initlab.kernel.init.Initcalls;
import dev.initlab.kernel.mm.Slab;
import dev.initlab.kernel.task.Scheduler;
import dev.initlab.kernel.task.Task;
import dev.initlab.kmod.License;
import dev.initlab.kmod.Modinfo;
import dev.initlab.kmod.Vermagic;
import dev.initlab.machine.GuestMemory;
import dev.initlab.machine.GuestMemoryException;
import dev.initlab.machine.Protection;
import dev.initlab.machine.Vcpu;
import dev.initlab.trace.Event;
import dev.initlab.trace.EventStream;
import dev.initlab.trace.Initcall;
import dev.initlab.trace.ModuleState;

/**
 * {@code kernel/module/main.c: load_module()}, step by step, with Linux's names, order, messages and errnos.
 *
 * <p>A load that fails leaves nothing behind: each step says how it is taken back. Not thread safe: used by
 * the task that holds the vCPU.
 */
public final class ModuleLoader {
    private static final String THIS_MODULE = ".gnu.linkonce.this_module";

    private final Vcpu vcpu;
    private final GuestMemory memory;
    private final KernelImage image;
    private final Machine machine;
    private final Printk printk;
    private final Symbols symbols;
    private final Initcalls initcalls;
    private final Scheduler scheduler;
    private final ModuleArea area;
    private final ModuleList modules;
    private final EventStream events;
    private final GuestList lists;
    private final ModuleUsage usage;
    private final SectAttrs sectAttrs;
    private final SymbolResolution resolution;
    private final Relocator relocator;
    private final ModuleParameters parameters;
    private final Exports.Reader exportReader;
    private final Optional<Vermagic> vermagic;
    private boolean outOfTreeReported;

    /**
     * A loader of the modules of one booted image.
     *
     * @param area where modules are put
     * @param slab for what the kernel keeps about them
     */
    public ModuleLoader(Vcpu vcpu, KernelImage image, Printk printk, Symbols symbols, Initcalls initcalls,
            Scheduler scheduler, ModuleArea area, Slab slab, ModuleList modules, ModuleParameters parameters,
            EventStream events) {
        this.vcpu = vcpu;
        this.memory = vcpu.memory();
        this.image = image;
        this.machine = image.elf().header().machine();
        this.printk = printk;
        this.symbols = symbols;
        this.initcalls = initcalls;
        this.scheduler = scheduler;
        this.area = area;
        this.modules = modules;
        this.parameters = parameters;
        this.events = events;
        int wordSize = vcpu.isa().wordSize();
        exportReader = new Exports.Reader(memory, image.layout(), wordSize);
        lists = new GuestList(memory, wordSize);
        usage = new ModuleUsage(memory, image.layout(), wordSize, slab, printk);
        sectAttrs = new SectAttrs(memory, image.layout(), wordSize, slab);
        resolution = new SymbolResolution(exportReader.kernel(image), modules, usage, printk, events);
        vermagic = image.symbol("vermagic").stream().mapToObj(at -> new Vermagic(
                new String(memory.string(at, 256), StandardCharsets.ISO_8859_1))).findFirst();
        relocator = Relocator.of(machine, vermagic.stream().anyMatch(v -> v.options().contains("thumb2")));
    }

    /**
     * Loads a module file and runs its init function.
     *
     * @param file its bytes
     * @param args its parameters
     * @return 0, or the negative result of the init function, whatever it is; nothing of the module is left then
     * @throws ErrnoException with Linux's errno; nothing of the module is left
     */
    public int loadModule(byte[] file, byte[] args) {
        LoadInfo info = elfValidityCheck(file, args);
        try {
            setupLoadInfo(info);
            checkModinfo(info);
            layoutAndAllocate(info);
            addUnformedModule(info);
            findModuleSections(info);
            simplifySymbols(info);
            applyRelocations(info);
            postRelocation(info);
            completeFormation(info);
            parseArgs(info);
            modSysfsSetup(info);
            int result = doInitModule(info);
            if (result < 0) {
                fail(info, Errno.of(-result).map(Errno::name).orElse(Integer.toString(result)));
            }
            return result;
        } catch (ErrnoException e) {
            fail(info, e.errno().name());
            throw e;
        } catch (ElfException e) {
            fail(info, Errno.ENOEXEC.name());
            throw new ErrnoException(Errno.ENOEXEC);
        } catch (RelocationException e) {
            Task task = scheduler.current();
            e.warning().ifPresent(place -> printk.warning(place, task.pid(), task.comm()));
            e.log().forEach(line -> printk.err("%s", line));
            fail(info, Errno.ENOEXEC.name());
            throw new ErrnoException(Errno.ENOEXEC);
        } catch (GuestMemoryException e) { // a table of the module points nowhere
            fail(info, Errno.EFAULT.name());
            throw new ErrnoException(Errno.EFAULT);
        }
    }

    private void fail(LoadInfo info, String errno) {
        events.emit(at -> new Event.ModuleLoadFailed(at,
                info.name().isEmpty() ? Optional.empty() : Optional.of(info.name()), info.step(), errno));
        info.undo();
    }

    private LoadInfo elfValidityCheck(byte[] file, byte[] args) {
        if (file.length < image.elf().header().elfClass().headerSize()) {
            printk.err("Invalid ELF header len %d", file.length);
            throw new ErrnoException(Errno.ENOEXEC);
        }
        if (file[0] != 0x7f || file[1] != 'E' || file[2] != 'L' || file[3] != 'F') {
            printk.err("Invalid ELF header magic: != \u007fELF");
            throw new ErrnoException(Errno.ENOEXEC);
        }
        ElfFile elf;
        try {
            elf = ElfFile.parse(MemorySegment.ofArray(file), "module");
        } catch (ElfException e) {
            printk.err("Invalid ELF section header overflow");
            throw new ErrnoException(Errno.ENOEXEC);
        }
        if (!elf.header().is(ElfType.REL)) {
            printk.err("Invalid ELF header type: %d != 1", elf.header().type());
            throw new ErrnoException(Errno.ENOEXEC);
        }
        if (elf.header().machine() != machine) {
            printk.err("Invalid architecture in ELF header: %d", elf.header().machine().number());
            throw new ErrnoException(Errno.ENOEXEC);
        }
        return new LoadInfo(elf, args);
    }

    private void setupLoadInfo(LoadInfo info) {
        info.step("setup_load_info");
        info.modinfo(Modinfo.of(info.elf()));
        info.name(info.modinfo().first("name").orElse("(missing .modinfo section or name field)"));
        if (info.elf().symbols().isEmpty()) {
            printk.warn("%s: module has no symbols (stripped?)", info.name());
            throw new ErrnoException(Errno.ENOEXEC);
        }
        if (info.elf().section(THIS_MODULE).isEmpty()) {
            printk.warn("%s: No module found in object", info.name());
            throw new ErrnoException(Errno.ENOEXEC);
        }
    }

    private void checkModinfo(LoadInfo info) {
        info.step("check_modinfo");
        Optional<String> given = info.modinfo().first("vermagic");
        if (vermagic.isPresent()) {
            if (given.isEmpty()) {
                throw new ErrnoException(Errno.ENOEXEC);
            }
            if (!new Vermagic(given.get()).matches(vermagic.get(), false)) {
                printk.err("%s: version magic '%s' should be '%s'", info.name(), given.get(), vermagic.get().text());
                throw new ErrnoException(Errno.ENOEXEC);
            }
        }
        if (!info.modinfo().has("intree")) {
            if (!outOfTreeReported) {
                printk.warn("%s: loading out-of-tree module taints kernel.", info.name());
                outOfTreeReported = true;
            }
            info.taint(Taint.OOT_MODULE);
        }
        String license = info.modinfo().first("license").orElse("unspecified");
        if (!License.isGplCompatible(license)) {
            printk.warn("%s: module license '%s' taints kernel.", info.name(), license);
            info.taint(Taint.PROPRIETARY_MODULE);
        }
    }

    private void layoutAndAllocate(LoadInfo info) {
        info.step("layout_and_allocate");
        info.sections(relocator.frobArchSections(info.name(), info.elf()));
        ModuleLayout layout;
        try {
            layout = ModuleLayout.of(info.sections());
        } catch (ArithmeticException e) {
            throw new ErrnoException(Errno.ENOMEM);
        }
        long core = area.allocate(layout.core().size(), Protection.READ | Protection.WRITE);
        info.onFailure(() -> area.free(core));
        long init = layout.init().size() == 0 ? 0
                : area.allocate(layout.init().size(), Protection.READ | Protection.WRITE);
        info.placed(layout, core, init);
        GuestModule guest = new GuestModule(memory, image.layout(), vcpu.isa().wordSize(),
                info.address(info.elf().section(THIS_MODULE).orElseThrow().index()));
        Module module = new Module(info.name(), layout, guest, core, init, info.taints(), info.elf(),
                info.sections());
        info.onFailure(() -> freeInit(module));
        info.module(module);
        for (Section section : info.allocated()) {
            if (!section.is(SectionType.NOBITS)) {
                memory.write(info.address(section.index()), info.elf().content(section));
            }
        }
    }

    private void addUnformedModule(LoadInfo info) {
        info.step("add_unformed_module");
        Module module = info.module();
        for (Optional<Module> old = modules.find(module.name()); old.isPresent(); old = modules.find(module.name())) {
            switch (old.get().state()) {
                case UNFORMED, COMING -> scheduler.block(modules.stateChanged());
                case LIVE -> throw new ErrnoException(Errno.EEXIST);
                default -> throw new ErrnoException(Errno.EBUSY);
            }
        }
        modules.add(module);
        image.symbol("modules").ifPresent(head -> lists.add(module.guest().list(), head));
        module.guest().state(GuestModule.UNFORMED);
        module.guest().unloadInit();
        module.guest().taints(info.taints());
        module.guest().layout("core_layout", info.coreBase(), module.layout().core());
        module.guest().layout("init_layout", info.initBase(), module.layout().init());
        info.onFailure(() -> {
            changeState(module, ModuleState.ABSENT);
            unlink(module);
            scheduler.wake(modules.stateChanged());
        });
        emitState(module, ModuleState.ABSENT, ModuleState.UNFORMED);
    }

    private void findModuleSections(LoadInfo info) {
        info.step("find_module_sections");
        if (info.elf().section(".ctors").isPresent() && info.elf().section(".init_array").isPresent()) {
            printk.warn("%s: has both .ctors and .init_array.", info.name());
            throw new ErrnoException(Errno.EINVAL);
        }
        if (info.elf().section("__obsparm").isPresent()) {
            printk.warn("%s: Ignoring obsolete parameters", info.name());
        }
    }

    private void simplifySymbols(LoadInfo info) {
        info.step("simplify_symbols");
        info.onFailure(() -> usage.unloadFree(info.module()));
        resolution.simplifySymbols(info);
    }

    private void applyRelocations(LoadInfo info) {
        info.step("apply_relocations");
        new ModuleImage(info.name(), info.elf(), info.sections(), info.layout(), info.coreBase(), info.initBase(),
                info.symbolValues(), ModuleMemory.of(memory)).applyRelocations(relocator);
    }

    private void postRelocation(LoadInfo info) {
        info.step("post_relocation");
        ModuleSymbols.add(info, symbols);
        info.onFailure(() -> symbols.remove(info.name()));
        Map<String, Exports.Exported> exported = new LinkedHashMap<>();
        readExports(info, exported, "__ksymtab", false);
        readExports(info, exported, "__ksymtab_gpl", true);
        info.module().exports(new Exports(exported));
        for (String symbol : exported.keySet()) {
            Optional<String> owner = resolution.ownerOf(symbol, info.module());
            if (owner.isPresent()) {
                printk.err("%s: exports duplicate symbol %s (owned by %s)", info.name(), symbol, owner.get());
                throw new ErrnoException(Errno.ENOEXEC);
            }
        }
    }

    private void readExports(LoadInfo info, Map<String, Exports.Exported> into, String table, boolean gplOnly) {
        info.elf().section(table).ifPresent(section -> {
            long start = info.address(section.index());
            exportReader.read(into, start, start + section.size(), gplOnly);
            info.module().guest().exports(gplOnly ? "gpl_syms" : "syms", gplOnly ? "num_gpl_syms" : "num_syms", start,
                    (int) (section.size() / exportReader.size()));
        });
    }

    private void completeFormation(LoadInfo info) {
        info.step("complete_formation");
        Module module = info.module();
        protect(module.coreBase(), module.layout().core());
        protect(module.initBase(), module.layout().init());
        changeState(module, ModuleState.COMING);
    }

    /** {@code module_enable_ro()}, {@code module_enable_nx()}, {@code module_enable_x()}. */
    private void protect(long base, ModuleLayout.Part part) {
        var space = vcpu.mmu().kernelSpace();
        space.protect(base, part.textSize(), Protection.READ | Protection.EXECUTE);
        space.protect(base + part.textSize(), part.roSize() - part.textSize(), Protection.READ);
    }

    private void parseArgs(LoadInfo info) {
        info.step("parse_args");
        parameters.parse(info);
    }

    private void modSysfsSetup(LoadInfo info) {
        info.step("mod_sysfs_setup");
        sectAttrs.add(info);
        info.onFailure(() -> sectAttrs.remove(info.module()));
    }

    /** {@code do_init_module()}: 0, or what the init function refused with. */
    private int doInitModule(LoadInfo info) {
        info.step("do_init_module");
        Module module = info.module();
        image.symbol("do_init_module").ifPresent(atWhichDebuggersStop ->
                vcpu.call(atWhichDebuggersStop, module.guest().address()));
        long init = module.guest().init();
        if (init != 0) {
            int result = initcalls.doOneInitcall(new Initcall.ModuleInit(module.name(), init, symbols.name(init)));
            if (result < 0) {
                changeState(module, ModuleState.GOING);
                return result;
            }
            if (result > 0) {
                printk.warn("do_init_module: '%s'->init suspiciously returned %d, it should follow 0/-E convention%n"
                        + "do_init_module: loading module anyway...", module.name(), result);
            }
        }
        changeState(module, ModuleState.LIVE);
        scheduler.wake(modules.stateChanged());
        module.guest().put();
        vcpu.mmu().kernelSpace().protect(module.coreBase() + module.layout().core().roSize(),
                module.layout().core().roAfterInitSize() - module.layout().core().roSize(), Protection.READ);
        symbols.removeRegion(module.initBase());
        freeInit(module);
        return 0;
    }

    private void freeInit(Module module) {
        if (module.initBase() != 0) {
            area.free(module.initBase());
            module.initFreed();
        }
    }

    /** {@code delete_module()}'s last part: runs nothing, gives everything back. */
    void freeModule(Module module) {
        sectAttrs.remove(module);
        unlink(module);
        symbols.remove(module.name());
        usage.unloadFree(module);
        freeInit(module);
        area.free(module.coreBase());
        emitState(module, module.state(), ModuleState.ABSENT);
        scheduler.wake(modules.stateChanged());
    }

    /** Takes a module out of our list and out of the guest's, if the guest has not broken its own. */
    private void unlink(Module module) {
        modules.remove(module);
        if (image.symbol("modules").isPresent() && !lists.del(module.guest().list())) {
            printk.err("list_del corruption: the neighbours of module %s do not know it", module.name());
        }
    }

    void changeState(Module module, ModuleState next) {
        ModuleState before = module.state();
        module.state(next);
        switch (next) {
            case LIVE -> module.guest().state(GuestModule.LIVE);
            case COMING -> module.guest().state(GuestModule.COMING);
            case GOING -> module.guest().state(GuestModule.GOING);
            case UNFORMED -> module.guest().state(GuestModule.UNFORMED);
            case ABSENT -> { }
        }
        emitState(module, before, next);
    }

    private void emitState(Module module, ModuleState from, ModuleState to) {
        events.emit(at -> new Event.ModuleStateChanged(at, module.name(), from, to, module.coreBase(),
                module.layout().core().size(), module.taintLetters()));
    }
}
