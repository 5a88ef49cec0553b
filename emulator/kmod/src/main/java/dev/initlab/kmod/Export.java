package dev.initlab.kmod;

/**
 * A symbol that modules may use.
 *
 * @param crc       its version, 0 without CONFIG_MODVERSIONS
 * @param name      the symbol
 * @param module    who exports it: {@code vmlinux} or the module's path without {@code .ko}
 * @param gplOnly   whether by EXPORT_SYMBOL_GPL
 * @param namespace what importers must name with MODULE_IMPORT_NS; empty for none
 */
public record Export(int crc, String name, String module, boolean gplOnly, String namespace) {

    /** How the kernel itself is called in Module.symvers. */
    public static final String VMLINUX = "vmlinux";

    /** Whether the kernel image exports it, not a module. */
    public boolean isFromVmlinux() {
        return module.equals(VMLINUX);
    }

    /** The exporting module without its directories, as {@code depends=} names it. */
    public String moduleBaseName() {
        return module.substring(module.lastIndexOf('/') + 1);
    }
}
