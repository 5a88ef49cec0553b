package dev.initlab.debug.rsp;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.function.IntConsumer;

import dev.initlab.debug.DebuggedBoot;
import dev.initlab.debug.Going;
import dev.initlab.debug.Session;
import dev.initlab.debug.Stop;
import dev.initlab.kernel.BootConfig;
import dev.initlab.kernel.BootResult;
import dev.initlab.trace.Outcome;

/** A boot a debugger can connect to, one at a time. */
public final class GdbServer {
    private static final long LOOK_FOR_CLIENT_MILLIS = 20;

    private final Session session;
    private final ArrayBlockingQueue<Socket> waiting = new ArrayBlockingQueue<>(1);

    private GdbServer(Session session, ServerSocket socket) {
        this.session = session;
        Thread.ofPlatform().name("initlab-gdb-accept").daemon().start(() -> accept(socket));
    }

    /**
     * Boots, and lets debuggers connect on the way.
     *
     * @param at       where to listen; nobody does before the guest stands at its first instruction, as a debugger
     *                 that has to wait for its first answer asks again
     * @param wait     whether nothing is to run before a debugger is there
     * @param listening told of the port once somebody listens
     * @return how the boot ended
     * @throws IOException if nobody can listen there
     */
    public static BootResult boot(BootConfig config, InetSocketAddress at, boolean wait, IntConsumer listening)
            throws InterruptedException, IOException {
        try (Session session = new Session(config)) {
            DebuggedBoot.Report first = session.await();
            try (ServerSocket socket = new ServerSocket(at.getPort(), 1, at.getAddress())) {
                listening.accept(socket.getLocalPort());
                return new GdbServer(session, socket).run(first, wait);
            }
        }
    }

    private BootResult run(DebuggedBoot.Report first, boolean wait) throws InterruptedException {
        DebuggedBoot.Report report = first;
        boolean serving = wait;
        while (true) {
            if (serving && report instanceof DebuggedBoot.Report.Stopped(Stop stop) && !isForNobody(stop)) {
                if (serve(waiting.take()) == Connection.Gone.KILLED) {
                    return new BootResult(Outcome.STOPPED, "", List.of(), List.of());
                }
                session.rules().clear();
                report = session.last().orElseThrow();
            }
            switch (report) {
                case DebuggedBoot.Report.Ended(BootResult result) -> {
                    return result;
                }
                case DebuggedBoot.Report.Failed(Throwable cause) -> throw rethrown(cause);
                case DebuggedBoot.Report.Stopped(Stop _) -> session.go(Going.on());
            }
            report = awaitEndOrClient();
            serving = true;
        }
    }

    /** A debugger that goes without a word leaves an interrupt behind. */
    private boolean isForNobody(Stop stop) {
        return stop.reason() instanceof Stop.Reason.Interrupted && waiting.isEmpty();
    }

    /** Lets the guest run until it ends or somebody connects, who then finds it standing. */
    private DebuggedBoot.Report awaitEndOrClient() throws InterruptedException {
        while (true) {
            Optional<DebuggedBoot.Report> report = session.await(LOOK_FOR_CLIENT_MILLIS);
            if (report.isPresent()) {
                return report.get();
            }
            if (!waiting.isEmpty()) {
                session.interrupt();
            }
        }
    }

    private Connection.Gone serve(Socket socket) throws InterruptedException {
        try (socket) {
            socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
            return new Connection(socket.getInputStream(), socket.getOutputStream(), session).serve();
        } catch (IOException e) {
            return Connection.Gone.DETACHED;
        }
    }

    private void accept(ServerSocket socket) {
        try {
            while (true) {
                waiting.put(socket.accept());
            }
        } catch (IOException | InterruptedException e) {
            // the boot has ended
        }
    }

    private static RuntimeException rethrown(Throwable cause) {
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof RuntimeException unchecked ? unchecked : new IllegalStateException(cause);
    }
}
