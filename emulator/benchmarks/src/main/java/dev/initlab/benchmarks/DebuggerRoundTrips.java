package dev.initlab.benchmarks;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;

import dev.initlab.debug.rsp.GdbServer;

/**
 * How long a debugger waits that is connected to a boot of the default image, deep in the device level.
 *
 * <p>A step is what gdb sends for {@code stepi}: the step, then all registers and the code around.
 */
public final class DebuggerRoundTrips {
    private static final int WARM_UP = 100;
    private static final int TIMES = 200;
    private static final double NANOS_PER_MILLI = 1e6;

    private final InputStream in;
    private final OutputStream out;

    private DebuggerRoundTrips(Socket socket) throws IOException {
        socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
        in = new BufferedInputStream(socket.getInputStream());
        out = socket.getOutputStream();
    }

    /** One thing a user does. */
    @FunctionalInterface
    private interface Action {
        void run() throws IOException;
    }

    /** The architecture. */
    public static void main(String[] arguments) throws Exception {
        CompletableFuture<Integer> port = new CompletableFuture<>();
        InetAddress here = InetAddress.getLoopbackAddress();
        Thread.ofPlatform().daemon().start(() -> {
            try {
                GdbServer.boot(new Images(arguments[0]).config(), new InetSocketAddress(here, 0), true, port::complete);
            } catch (IOException | InterruptedException | RuntimeException e) {
                port.completeExceptionally(e);
            }
        });
        try (Socket socket = new Socket(here, port.get())) {
            new DebuggerRoundTrips(socket).measure(arguments[0]);
        }
    }

    private void measure(String architecture) throws IOException {
        ask("QStartNoAckMode");
        out.write('+');
        ask("qSupported:swbreak+;hwbreak+");
        monitor("run-to late");
        stopped("vCont;c");
        double step = median(this::step);
        double instruction = median(() -> stopped("bs"));
        double initcall = median(() -> {
            if (!monitor("prev-initcall").startsWith("reverse-continue")) {
                monitor("run-to late");
                stopped("vCont;c");
            }
            stopped("bc");
        });
        System.out.printf("%s, a debugger's round trips, medians of %d: stepi %.2f ms, back one instruction %.1f ms, "
                + "back one initcall %.1f ms%n", architecture, TIMES, step, instruction, initcall);
        send("k");
    }

    private void step() throws IOException {
        String stop = stopped("vCont;s:2;c");
        if (stop.startsWith("W")) {
            throw new IOException("the boot has ended");
        }
        ask("g");
        ask("qXfer:threads:read::0,1000");
    }

    private static double median(Action action) throws IOException {
        double[] millis = new double[TIMES];
        for (int i = -WARM_UP; i < TIMES; i++) {
            long start = System.nanoTime();
            action.run();
            if (i >= 0) {
                millis[i] = (System.nanoTime() - start) / NANOS_PER_MILLI;
            }
        }
        Arrays.sort(millis);
        return millis[TIMES / 2];
    }

    private String monitor(String command) throws IOException {
        String answer = ask("qRcmd," + HexFormat.of().formatHex(command.getBytes(StandardCharsets.US_ASCII)));
        return answer.equals("OK") ? "" : new String(HexFormat.of().parseHex(answer), StandardCharsets.US_ASCII);
    }

    /** Lets the guest run, and gives why it stands again. */
    private String stopped(String packet) throws IOException {
        String answer = ask(packet);
        while (answer.startsWith("O")) {
            answer = receive();
        }
        if (!answer.startsWith("T")) {
            throw new IOException(packet + ": " + answer);
        }
        return answer;
    }

    private String ask(String packet) throws IOException {
        send(packet);
        return receive();
    }

    private void send(String packet) throws IOException {
        int sum = packet.chars().sum() & 0xff;
        out.write("$%s#%02x".formatted(packet, sum).getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    private String receive() throws IOException {
        int next = in.read();
        while (next != '$') {
            if (next < 0) {
                throw new IOException("the stub has gone");
            }
            next = in.read();
        }
        StringBuilder packet = new StringBuilder();
        for (next = in.read(); next != '#'; next = in.read()) {
            if (next == '*') { // the last character again, so many times
                packet.repeat(packet.charAt(packet.length() - 1), in.read() - 29);
            } else {
                packet.append((char) next);
            }
        }
        in.skipNBytes(2);
        return packet.toString();
    }
}
