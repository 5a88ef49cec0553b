/**
 * Bindings to the Unicorn CPU emulator, libunicorn 2.1.1 or newer, over the foreign-function API.
 *
 * <p>{@link dev.initlab.unicorn.Engine} is the entry; {@link dev.initlab.unicorn.UnicornLibrary} finds
 * the native library. Addresses and register values are {@code long}s read as unsigned numbers.
 */
@NullMarked
package dev.initlab.unicorn;

import org.jspecify.annotations.NullMarked;
