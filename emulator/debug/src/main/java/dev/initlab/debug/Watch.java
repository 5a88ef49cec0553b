package dev.initlab.debug;

/**
 * Memory that is watched.
 *
 * @param address  virtual, of its first byte
 * @param length   bytes, at least one
 * @param accesses READ, WRITE or both, of {@link dev.initlab.machine.Protection}
 */
public record Watch(long address, int length, int accesses) {
}
