package dev.initlab.capstone;

import java.lang.foreign.FunctionDescriptor;
import java.util.Locale;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BOOLEAN;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

/**
 * The functions of capstone.h and their C types; {@code csh} and {@code size_t} are 64 bits.
 *
 * <p>Not among them: {@code cs_disasm_ex}, in version 4 another name of {@code cs_disasm} and gone since.
 */
enum Function {
    CS_VERSION(FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS)),
    CS_SUPPORT(FunctionDescriptor.of(JAVA_BOOLEAN, JAVA_INT)),
    CS_OPEN(FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS)),
    CS_CLOSE(FunctionDescriptor.of(JAVA_INT, ADDRESS)),
    CS_OPTION(FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_INT, JAVA_LONG)),
    CS_ERRNO(FunctionDescriptor.of(JAVA_INT, JAVA_LONG)),
    CS_STRERROR(FunctionDescriptor.of(ADDRESS, JAVA_INT)),
    CS_DISASM(FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, ADDRESS, JAVA_LONG, JAVA_LONG, JAVA_LONG, ADDRESS)),
    CS_FREE(FunctionDescriptor.ofVoid(ADDRESS, JAVA_LONG)),
    CS_MALLOC(FunctionDescriptor.of(ADDRESS, JAVA_LONG)),
    CS_DISASM_ITER(FunctionDescriptor.of(JAVA_BOOLEAN, JAVA_LONG, ADDRESS, ADDRESS, ADDRESS, ADDRESS)),
    CS_REG_NAME(FunctionDescriptor.of(ADDRESS, JAVA_LONG, JAVA_INT)),
    CS_INSN_NAME(FunctionDescriptor.of(ADDRESS, JAVA_LONG, JAVA_INT)),
    CS_GROUP_NAME(FunctionDescriptor.of(ADDRESS, JAVA_LONG, JAVA_INT)),
    CS_INSN_GROUP(FunctionDescriptor.of(JAVA_BOOLEAN, JAVA_LONG, ADDRESS, JAVA_INT)),
    CS_REG_READ(FunctionDescriptor.of(JAVA_BOOLEAN, JAVA_LONG, ADDRESS, JAVA_INT)),
    CS_REG_WRITE(FunctionDescriptor.of(JAVA_BOOLEAN, JAVA_LONG, ADDRESS, JAVA_INT)),
    CS_OP_COUNT(FunctionDescriptor.of(JAVA_INT, JAVA_LONG, ADDRESS, JAVA_INT)),
    CS_OP_INDEX(FunctionDescriptor.of(JAVA_INT, JAVA_LONG, ADDRESS, JAVA_INT, JAVA_INT)),
    CS_REGS_ACCESS(FunctionDescriptor.of(JAVA_INT, JAVA_LONG, ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS));

    private final FunctionDescriptor type;

    Function(FunctionDescriptor type) {
        this.type = type;
    }

    /** The name in C. */
    String symbol() {
        return name().toLowerCase(Locale.ROOT);
    }

    FunctionDescriptor type() {
        return type;
    }
}
