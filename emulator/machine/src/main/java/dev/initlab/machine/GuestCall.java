package dev.initlab.machine;

/**
 * A guest function that Java has called and that has not returned: how a debugger gets over the gap in the stack.
 *
 * @param sp           the stack pointer right after the function's return
 * @param returnPc     where the guest goes on then, once Java is done; 0 if nothing of the guest is around
 * @param returnSp     with which stack pointer
 * @param framePointer and which frame pointer
 */
public record GuestCall(long sp, long returnPc, long returnSp, long framePointer) {
}
