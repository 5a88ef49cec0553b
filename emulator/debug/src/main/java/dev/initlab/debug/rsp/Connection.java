package dev.initlab.debug.rsp;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.LinkedBlockingQueue;

import dev.initlab.debug.Session;

/** One debugger that is connected: reads its packets and answers them until it goes. */
final class Connection {
    private final PacketReader reader;
    private final OutputStream out;
    private final Session session;
    private final Client client;
    private final Stub stub;
    private final LinkedBlockingQueue<PacketReader.Incoming> incoming = new LinkedBlockingQueue<>();
    private byte[] sent = {};

    Connection(InputStream in, OutputStream out, Session session) {
        reader = new PacketReader(new BufferedInputStream(in));
        this.out = out;
        this.session = session;
        client = new Client(session, this::print);
        stub = new Stub(client);
    }

    /** How a debugger went. */
    enum Gone {
        /** The boot goes on. */
        DETACHED,
        KILLED
    }

    /** Serves until the debugger goes; the guest stands, or has ended. */
    Gone serve() throws InterruptedException {
        Thread reading = Thread.ofPlatform().name("initlab-gdb").daemon().start(this::read);
        try {
            while (true) {
                switch (incoming.take()) {
                    case PacketReader.Incoming.Packet(byte[] data) -> {
                        acknowledge('+');
                        send(stub.answer(data));
                    }
                    case PacketReader.Incoming.Damaged() -> acknowledge('-');
                    case PacketReader.Incoming.TooLong() -> {
                        acknowledge('+');
                        send(stub.tooLong());
                    }
                    case PacketReader.Incoming.Rejected() -> write(sent);
                    case PacketReader.Incoming.Acknowledged() -> { }
                    case PacketReader.Incoming.Interrupt() -> { }
                    case PacketReader.Incoming.End() -> {
                        return Gone.DETACHED;
                    }
                }
                if (client.isKilled() || client.isDetached()) {
                    return client.isKilled() ? Gone.KILLED : Gone.DETACHED;
                }
            }
        } catch (IOException e) {
            return Gone.DETACHED; // it has gone without a word
        } finally {
            reading.interrupt();
        }
    }

    /** A thread of its own, as an interrupt comes while a packet waits for its answer. */
    private void read() {
        try {
            PacketReader.Incoming next;
            do {
                next = reader.next();
                if (next instanceof PacketReader.Incoming.Interrupt) {
                    session.interrupt();
                }
                incoming.add(next);
            } while (!(next instanceof PacketReader.Incoming.End));
        } catch (IOException e) {
            incoming.add(new PacketReader.Incoming.End());
        }
        session.interrupt(); // nobody is there any more who could
    }

    private void acknowledge(char sign) throws IOException {
        if (stub.isAcknowledging()) {
            write(new byte[] {(byte) sign});
        }
    }

    private void send(Answer answer) throws IOException {
        if (!answer.silent()) {
            sent = PacketWriter.frame(answer.bytes());
            write(sent);
        }
    }

    private void print(String text) {
        try {
            write(PacketWriter.frame(Answer.text("O" + Hex.of(text)).bytes()));
        } catch (IOException e) {
            // whoever is gone sees nothing
        }
    }

    private void write(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
    }
}
