package dev.initlab.debug.rsp;

import java.util.stream.Collectors;

import dev.initlab.debug.DebuggedBoot;
import dev.initlab.debug.Stop;
import dev.initlab.machine.Protection;

/** Tells a debugger why the guest stands, or that it has gone. */
final class StopReply {
    private static final int SIGINT = 2;
    private static final int SIGTRAP = 5;
    private static final int SIGABRT = 6;

    private StopReply() {
    }

    /** The answer to what a boot has come to. */
    static Answer of(Client client, DebuggedBoot.Report report) {
        return switch (report) {
            case DebuggedBoot.Report.Stopped(Stop stop) -> {
                client.stoppedIn(stop);
                yield Answer.text(stopped(client, stop));
            }
            case DebuggedBoot.Report.Ended(var result) -> Answer.text("W%02x".formatted(result.exitStatus()));
            case DebuggedBoot.Report.Failed _ -> Answer.text("X%02x".formatted(SIGABRT));
        };
    }

    private static String stopped(Client client, Stop stop) {
        String reason = switch (stop.reason()) {
            case Stop.Reason.Breakpoint(boolean hardware) -> hardware
                    ? client.doesUnderstand("hwbreak+") ? "hwbreak:;" : ""
                    : client.doesUnderstand("swbreak+") ? "swbreak:;" : "";
            case Stop.Reason.Watchpoint(long address, int accesses, long _) -> "%s:%x;".formatted(
                    switch (accesses) {
                        case Protection.WRITE -> "watch";
                        case Protection.READ -> "rwatch";
                        default -> "awatch";
                    }, address);
            case Stop.Reason.SystemCall(long number, boolean returned) ->
                    "%s:%x;".formatted(returned ? "syscall_return" : "syscall_entry", number);
            case Stop.Reason.ModulesChanged() -> "library:;";
            case Stop.Reason.Beginning(boolean wentBack) -> wentBack ? "replaylog:begin;" : "";
            case Stop.Reason.Happened(String what) -> {
                client.console().print(what + "\n");
                yield "";
            }
            case Stop.Reason.Stepped() -> "";
            case Stop.Reason.Arrived() -> "";
            case Stop.Reason.Interrupted() -> "";
        };
        int signal = stop.reason() instanceof Stop.Reason.Interrupted ? SIGINT : SIGTRAP;
        String threads = client.withSuffix() ? "threads:" + client.boot().tasks().stream()
                .map(t -> "%x".formatted(t.pid() + 1)).collect(Collectors.joining(",")) + ";" + lldbReason(stop) : "";
        return "T%02xthread:%x;%s%s".formatted(signal, stop.pid() + 1, threads, reason);
    }

    private static String lldbReason(Stop stop) {
        return switch (stop.reason()) {
            case Stop.Reason.Breakpoint _ -> "reason:breakpoint;";
            case Stop.Reason.Stepped _ -> "reason:trace;";
            case Stop.Reason.Watchpoint(long address, int _, long _) ->
                    "reason:watchpoint;description:%s;".formatted(Hex.of(Long.toUnsignedString(address)));
            default -> "";
        };
    }
}
