package dev.initlab.unicorn;

/** Operations of the intermediate code that can be hooked ({@code uc_tcg_op_code}). */
public enum TcgOpcode {
    /** Subtractions, 32 and 64 bits wide. */
    SUB;

    /** Flag: only subtractions that set the condition codes, that is comparisons. */
    public static final int FLAG_CMP = 1;
    /** Flag: only operations that come directly from a guest instruction. */
    public static final int FLAG_DIRECT = 2;
}
