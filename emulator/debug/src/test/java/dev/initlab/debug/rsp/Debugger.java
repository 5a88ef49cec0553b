package dev.initlab.debug.rsp;

import java.nio.charset.StandardCharsets;

import dev.initlab.debug.DebuggedBoot;
import dev.initlab.debug.Session;
import dev.initlab.debug.Stop;
import dev.initlab.kernel.BootConfig;

import static org.assertj.core.api.Assertions.assertThat;

/** A debugger that sends packets to a stub, without a connection. */
final class Debugger implements AutoCloseable {
    final Session session;
    final StringBuilder printed = new StringBuilder();
    private final Stub stub;

    Debugger(BootConfig config) throws InterruptedException {
        session = new Session(config);
        assertThat(session.await()).isInstanceOf(DebuggedBoot.Report.Stopped.class);
        stub = new Stub(new Client(session, printed::append));
        assertThat(send("qSupported:swbreak+;hwbreak+")).contains("PacketSize=");
    }

    String send(String packet) throws InterruptedException {
        return new String(sendBytes(packet), StandardCharsets.ISO_8859_1);
    }

    byte[] sendBytes(String packet) throws InterruptedException {
        return stub.answer(packet.getBytes(StandardCharsets.ISO_8859_1)).bytes();
    }

    String monitor(String command) throws InterruptedException {
        String answer = send("qRcmd," + Hex.of(command));
        return answer.equals("OK") ? "" : Hex.text(answer);
    }

    /** Address of a symbol of the kernel. */
    long symbol(String name) {
        return session.boot().control().image().symbol(name).orElseThrow();
    }

    Stop stop() {
        return session.stop().orElseThrow();
    }

    /** The symbol the guest stands at, if it is at one. */
    String function() {
        return session.boot().control().symbols().name(stop().pc());
    }

    @Override
    public void close() {
        session.close();
    }
}
