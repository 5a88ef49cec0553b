/**
 * The guest's files: a virtual file system in memory, its file systems, devices and pipes, and the
 * initramfs.
 *
 * <p>Nothing here is thread-safe: whoever holds the vCPU uses it. Nothing blocks either: an operation that
 * would have to wait says so ({@link dev.initlab.kernel.fs.IoResult.WouldBlock}) and is repeated. A failure
 * the guest is told of is an {@link dev.initlab.kernel.errno.ErrnoException}. Paths and names are byte
 * strings, carried in a Java string of one char per byte (ISO 8859-1);
 * {@link dev.initlab.kernel.fs.PathName} converts.
 */
@NullMarked
package dev.initlab.kernel.fs;

import org.jspecify.annotations.NullMarked;
