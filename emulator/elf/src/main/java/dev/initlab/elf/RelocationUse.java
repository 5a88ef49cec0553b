package dev.initlab.elf;

/** What a relocation type is for: what must be there so that it can be applied. */
public enum RelocationUse {
    /** Code or data of an object, calculated from the symbol, the addend and the place. */
    STATIC,
    /** A global offset table, or a distance from one. */
    GOT,
    /** Thread-local storage. */
    TLS,
    /** The dynamic linker; not found in relocatable objects. */
    DYNAMIC,
    /** A base register of static data, which the program must keep. */
    STATIC_BASE,
    /** Tools of one vendor. */
    PRIVATE,
    /** Nothing any more: the psABI calls it obsolete or deprecated. */
    OBSOLETE
}
