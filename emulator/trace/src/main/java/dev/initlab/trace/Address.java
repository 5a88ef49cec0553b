package dev.initlab.trace;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks 64 bits that are an address or raw register contents.
 *
 * <p>They are unsigned, and written as {@code "0x…"} strings: a JSON number loses the low bits of a
 * kernel address in every reader that keeps numbers as doubles (RFC 8259, section 6). Addresses of a
 * 32-bit guest are zero-extended.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Address {
}
