package dev.initlab.inspect;

import java.util.Optional;

/**
 * An entry of an initcall table.
 *
 * @param level    the level it runs in; {@code rootfs} entries run in {@link InitcallLevel#FS}
 * @param index    position in its level, from 0
 * @param entry    address of the entry
 * @param address  the function it names
 * @param function the function's name behind any stub of LTO or CFI, or its address in hex when the image
 *                 names none
 * @param object   KBUILD_MODNAME of the object it came from; symbol names before Linux 5.10 lack it
 * @param id       what the macro pasted behind the function's name: {@code early}, {@code 0} to {@code 7},
 *                 {@code 1s} to {@code 7s}, {@code rootfs}, {@code con} or {@code sec}
 */
public record InitcallEntry(InitcallLevel level, int index, long entry, long address, String function,
        Optional<String> object, String id) {
}
