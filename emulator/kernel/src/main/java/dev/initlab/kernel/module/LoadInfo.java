package dev.initlab.kernel.module;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

import dev.initlab.elf.ElfFile;
import dev.initlab.elf.Section;
import dev.initlab.kmod.Modinfo;
import org.jspecify.annotations.Nullable;

/**
 * Everything the steps of one load share: {@code struct load_info}.
 *
 * <p>Each step that takes something adds how to give it back; {@link #undo()} does so in reverse.
 */
final class LoadInfo {
    private final ElfFile elf;
    private final byte[] args;
    private final Deque<Runnable> undo = new ArrayDeque<>();

    private Modinfo modinfo = new Modinfo(List.of());
    private String name = "";
    private String step = "elf_validity_check";
    private long taints;
    private List<Section> sections = List.of();
    private long[] symbolValues = {};
    private @Nullable ModuleLayout layout;
    private long coreBase;
    private long initBase;
    private @Nullable Module module;

    /**
     * A module file that is an ELF file.
     *
     * @param args the parameters, without a NUL
     */
    LoadInfo(ElfFile elf, byte[] args) {
        this.elf = elf;
        this.args = args;
    }

    ElfFile elf() {
        return elf;
    }

    byte[] args() {
        return args;
    }

    /** Name of the step under way, as in {@code kernel/module/main.c}. */
    String step() {
        return step;
    }

    void step(String next) {
        step = next;
    }

    Modinfo modinfo() {
        return modinfo;
    }

    void modinfo(Modinfo found) {
        modinfo = found;
    }

    String name() {
        return name;
    }

    void name(String found) {
        name = found;
    }

    long taints() {
        return taints;
    }

    void taint(Taint taint) {
        taints |= taint.mask();
    }

    /** The section headers, of which the architecture may have changed some. */
    List<Section> sections() {
        return sections;
    }

    void sections(List<Section> frobbed) {
        sections = frobbed;
    }

    /** The sections that get memory. */
    List<Section> allocated() {
        return ModuleLayout.allocated(sections);
    }

    ModuleLayout layout() {
        if (layout == null) {
            throw new IllegalStateException("the module is not laid out yet");
        }
        return layout;
    }

    void placed(ModuleLayout laidOut, long core, long init) {
        layout = laidOut;
        coreBase = core;
        initBase = init;
    }

    long coreBase() {
        return coreBase;
    }

    long initBase() {
        return initBase;
    }

    /** Where a section is, 0 if it has no memory. */
    long address(int section) {
        return layout().address(section, coreBase, initBase).orElse(0L);
    }

    /** Value of each symbol once {@code simplify_symbols()} is done. */
    long[] symbolValues() {
        return symbolValues;
    }

    void symbolValues(long[] values) {
        symbolValues = values;
    }

    Module module() {
        if (module == null) {
            throw new IllegalStateException("the module is not formed yet");
        }
        return module;
    }

    void module(Module formed) {
        module = formed;
    }

    /** Remembers how to take a step back. */
    void onFailure(Runnable action) {
        undo.push(action);
    }

    /** Takes every step back, the last one first. */
    void undo() {
        while (!undo.isEmpty()) {
            undo.pop().run();
        }
    }
}
