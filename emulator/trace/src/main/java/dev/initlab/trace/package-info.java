/**
 * The event stream of a boot and its sinks.
 *
 * <p>{@link dev.initlab.trace.Event} is what can happen, {@link dev.initlab.trace.EventStream} hands it
 * out, every {@link dev.initlab.trace.EventSink} makes something of it. Nothing here knows the kernel.
 */
@NullMarked
package dev.initlab.trace;

import org.jspecify.annotations.NullMarked;
