package dev.initlab.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;

import dev.initlab.debug.rsp.GdbServer;
import dev.initlab.kernel.BootConfig;
import dev.initlab.kernel.BootResult;
import dev.initlab.kernel.InputException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options for a boot a debugger can connect to. */
final class GdbOptions {
    private static final String DEFAULT_PORT = "1234";

    @Option(names = "--gdb", arity = "0..1", paramLabel = "[HOST:]PORT", fallbackValue = DEFAULT_PORT,
            description = "Let gdb or lldb connect (default: port " + DEFAULT_PORT + " of this machine only).")
    private @Nullable String address;

    @Option(names = "--wait", description = "With --gdb: run nothing before a debugger is there.")
    private boolean wait;

    boolean isWanted() {
        if (wait && address == null) {
            throw new InputException("--wait", "there is no debugger to wait for; add --gdb");
        }
        return address != null;
    }

    /** Boots, and serves whoever connects. */
    BootResult boot(BootConfig config, PrintWriter err) throws InterruptedException {
        InetSocketAddress at = parse(String.valueOf(address));
        try {
            return GdbServer.boot(config, at, wait, port -> {
                err.println("initlab: gdb: target remote %s:%d".formatted(at.getHostString(), port));
                err.flush();
            });
        } catch (IOException e) {
            throw new InputException("--gdb", "%s:%d: %s".formatted(at.getHostString(), at.getPort(), e.getMessage()));
        }
    }

    private static InetSocketAddress parse(String text) {
        int colon = text.lastIndexOf(':');
        String host = colon < 0 ? "" : text.substring(0, colon).replaceAll("[\\[\\]]", "");
        try {
            int port = Integer.parseInt(text.substring(colon + 1));
            InetAddress address = host.isEmpty() ? InetAddress.getLoopbackAddress() : InetAddress.getByName(host);
            return new InetSocketAddress(address, port);
        } catch (IllegalArgumentException e) {
            throw new InputException("--gdb", text + ": wants a port of 0 to 65535, with a host and a colon before it");
        } catch (IOException e) {
            throw new InputException("--gdb", text + ": there is no host " + host);
        }
    }
}
