package dev.initlab.trace;

import java.util.Optional;

/** What {@code do_one_initcall()} calls: an entry of the image's tables, or a loaded module's init. */
public sealed interface Initcall {

    /** The function that is called, behind any stub of LTO or CFI. */
    long address();

    /** The function's name, or its address in hex when the image names none. */
    String symbol();

    /**
     * An entry of an initcall table in the image.
     *
     * @param id what the macro pasted behind the function's name: {@code early}, {@code 0} to {@code 7},
     *     {@code 1s} to {@code 7s}, {@code rootfs}, {@code con} or {@code sec}
     * @param level name of the level it runs in; {@code rootfs} entries run in {@code fs}
     * @param index position in its level, from 0
     * @param entry address of the table's entry
     * @param address the function that is called, behind any stub of LTO or CFI
     * @param symbol the function's name, or its address in hex when the image names none
     * @param object KBUILD_MODNAME of the object it came from; symbol names before Linux 5.10 lack it
     */
    record BuiltIn(String id, String level, int index, @Address long entry, @Address long address,
            String symbol, Optional<String> object) implements Initcall {
    }

    /**
     * The init function of a loaded module.
     *
     * @param module the module's name
     * @param address the function that is called
     * @param symbol the function's local name, not its alias {@code init_module}
     */
    record ModuleInit(String module, @Address long address, String symbol) implements Initcall {
    }
}
