package dev.initlab.kernel.module;

import java.nio.charset.StandardCharsets;

import dev.initlab.kernel.image.Layout;
import dev.initlab.machine.GuestMemory;

/**
 * A {@code struct module} in guest memory, which guest code and debuggers read.
 *
 * <p>Its reference count lives there and nowhere else, as C code takes and drops references by itself.
 */
final class GuestModule {
    /** {@code MODULE_REF_BASE}: the count of a module that nobody uses. */
    private static final int REF_BASE = 1;

    // enum module_state
    static final int LIVE = 0;
    static final int COMING = 1;
    static final int GOING = 2;
    static final int UNFORMED = 3;

    private final GuestMemory memory;
    private final Layout layout;
    private final int wordSize;
    private final long address;

    GuestModule(GuestMemory memory, Layout layout, int wordSize, long address) {
        this.memory = memory;
        this.layout = layout;
        this.wordSize = wordSize;
        this.address = address;
    }

    long address() {
        return address;
    }

    void state(int state) {
        memory.put32(at("module.state"), state);
    }

    long init() {
        return memory.word(at("module.init"), wordSize);
    }

    long exit() {
        return memory.word(at("module.exit"), wordSize);
    }

    void taints(long taints) {
        memory.putWord(at("module.taints"), taints, wordSize);
    }

    void args(long string) {
        memory.putWord(at("module.args"), string, wordSize);
    }

    void exports(String field, String count, long start, int number) {
        memory.putWord(at("module." + field), start, wordSize);
        memory.put32(at("module." + count), number);
    }

    void layout(String part, long base, ModuleLayout.Part sizes) {
        long start = at("module." + part);
        memory.putWord(start + layout.offset("module_layout.base"), base, wordSize);
        memory.put32(start + layout.offset("module_layout.size"), (int) sizes.size());
        memory.put32(start + layout.offset("module_layout.text_size"), (int) sizes.textSize());
        memory.put32(start + layout.offset("module_layout.ro_size"), (int) sizes.roSize());
        memory.put32(start + layout.offset("module_layout.ro_after_init_size"), (int) sizes.roAfterInitSize());
    }

    /** The name in the struct, which the file brought along. */
    String name() {
        Layout.Field field = layout.field("module.name");
        return new String(memory.string(address + field.offset(), field.size()), StandardCharsets.ISO_8859_1);
    }

    /** {@code INIT_LIST_HEAD()} of both lists of users, and the base reference and one for the loader. */
    void unloadInit() {
        GuestList lists = new GuestList(memory, wordSize);
        lists.init(sourceList());
        lists.init(targetList());
        memory.put32(at("module.refcnt"), REF_BASE + 1);
    }

    /** {@code try_module_get()} of the loader. */
    void get() {
        memory.put32(at("module.refcnt"), memory.i32(at("module.refcnt")) + 1);
    }

    /** {@code module_put()}. */
    void put() {
        memory.put32(at("module.refcnt"), memory.i32(at("module.refcnt")) - 1);
    }

    /** {@code module_refcount()}: how many users there are. */
    int refcount() {
        return memory.i32(at("module.refcnt")) - REF_BASE;
    }

    /** {@code try_release_module_ref()}: drops the base reference if nobody uses the module. */
    boolean release() {
        if (refcount() != 0) {
            return false;
        }
        put();
        return true;
    }

    /** {@code &mod->list}, its place in the list of modules. */
    long list() {
        return at("module.list");
    }

    /** {@code &mod->source_list}: who uses it. */
    long sourceList() {
        return at("module.source_list");
    }

    /** {@code &mod->target_list}: whom it uses. */
    long targetList() {
        return at("module.target_list");
    }

    void sectAttrs(long attrs) {
        memory.putWord(at("module.sect_attrs"), attrs, wordSize);
    }

    private long at(String field) {
        return address + layout.offset(field);
    }
}
