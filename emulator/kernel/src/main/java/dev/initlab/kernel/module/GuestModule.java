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
        for (String list : new String[] {"module.source_list", "module.target_list"}) {
            memory.putWord(at(list), at(list), wordSize);
            memory.putWord(at(list) + wordSize, at(list), wordSize);
        }
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

    /** {@code list_add_rcu()} to the list at {@code head}. */
    void listAdd(long head) {
        long next = memory.word(head, wordSize);
        long self = at("module.list");
        memory.putWord(self, next, wordSize);
        memory.putWord(self + wordSize, head, wordSize);
        memory.putWord(next + wordSize, self, wordSize);
        memory.putWord(head, self, wordSize);
    }

    /**
     * {@code list_del_rcu()}, with the check of {@code lib/list_debug.c: __list_del_entry_valid()}.
     *
     * @return whether the neighbours still knew the entry; if not, nothing was changed
     */
    boolean listDel() {
        long self = at("module.list");
        long next = memory.word(self, wordSize);
        long previous = memory.word(self + wordSize, wordSize);
        if (!pointsTo(next + wordSize, self) || !pointsTo(previous, self)) {
            return false;
        }
        memory.putWord(previous, next, wordSize);
        memory.putWord(next + wordSize, previous, wordSize);
        return true;
    }

    private boolean pointsTo(long pointer, long target) {
        return memory.isReadable(pointer, wordSize) && memory.word(pointer, wordSize) == target;
    }

    private long at(String field) {
        return address + layout.offset(field);
    }
}
