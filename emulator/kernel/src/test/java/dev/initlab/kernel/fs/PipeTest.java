package dev.initlab.kernel.fs;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import static dev.initlab.kernel.errno.Errno.EAGAIN;
import static dev.initlab.kernel.errno.Errno.ENXIO;
import static dev.initlab.kernel.errno.Errno.EPIPE;
import static dev.initlab.kernel.fs.TestTree.assertErrno;
import static dev.initlab.kernel.fs.TestTree.buffer;
import static org.assertj.core.api.Assertions.assertThat;

class PipeTest {
    private final TestTree tree = new TestTree();
    private final Vfs.PipeEnds ends = tree.vfs.pipe(tree.root, 0);

    private static WaitChannel blocked(IoResult result) {
        assertThat(result).isInstanceOf(IoResult.WouldBlock.class);
        return ((IoResult.WouldBlock) result).channel();
    }

    @Test
    void bytesComeOutInOrder() {
        assertThat(ends.write().write(buffer("hello"))).isEqualTo(new IoResult.Done(5));
        ByteBuffer three = ByteBuffer.allocate(3);
        assertThat(ends.read().read(three)).isEqualTo(new IoResult.Done(3));
        assertThat(new String(three.array())).isEqualTo("hel");
        assertThat(ends.read().read(three.clear())).isEqualTo(new IoResult.Done(2));
    }

    @Test
    void anEmptyPipeBlocksUntilAWrite() {
        List<String> woken = new ArrayList<>();
        WaitChannel channel = blocked(ends.read().read(ByteBuffer.allocate(1)));
        channel.onWake(() -> woken.add("first"));
        WaitChannel.Waiter cancelled = channel.onWake(() -> woken.add("cancelled"));
        channel.onWake(() -> woken.add("second"));
        cancelled.close();
        ends.write().write(buffer("x"));
        ends.write().write(buffer("y"));
        assertThat(woken).containsExactly("first", "second");
        assertThat(channel.hasWaiters()).isFalse();
    }

    @Test
    void aFullPipeTakesTheRestLater() {
        ByteBuffer much = buffer("x".repeat(100_000));
        WaitChannel channel = blocked(ends.write().write(much));
        assertThat(much.position()).isEqualTo(Pipe.CAPACITY);
        boolean[] woken = {false};
        channel.onWake(() -> woken[0] = true);
        ends.read().read(ByteBuffer.allocate(50_000));
        assertThat(woken[0]).isTrue();
        assertThat(ends.write().write(much)).isEqualTo(new IoResult.Done(100_000 - Pipe.CAPACITY));
    }

    @Test
    void smallWritesAreNotTorn() {
        ends.write().write(buffer("x".repeat(Pipe.CAPACITY - 100)));
        ByteBuffer small = buffer("y".repeat(200));
        blocked(ends.write().write(small));
        assertThat(small.position()).isZero();
        ends.write().setStatusFlags(OpenFlags.O_NONBLOCK);
        assertErrno(EAGAIN, () -> ends.write().write(small));
        assertThat(ends.write().write(buffer("z".repeat(5000)))).isEqualTo(new IoResult.Done(100));
    }

    @Test
    void theLastWriterEndsTheFile() {
        ends.write().write(buffer("rest"));
        OpenFile copy = ends.write();
        copy.acquire();
        ends.write().release();
        WaitChannel[] channel = new WaitChannel[1];
        ends.read().read(ByteBuffer.allocate(4));
        channel[0] = blocked(ends.read().read(ByteBuffer.allocate(1)));
        boolean[] woken = {false};
        channel[0].onWake(() -> woken[0] = true);
        copy.release();
        assertThat(woken[0]).isTrue();
        assertThat(ends.read().read(ByteBuffer.allocate(1))).isEqualTo(new IoResult.Done(0));
    }

    @Test
    void aWriterWithoutReadersFails() {
        ends.write().write(buffer("x".repeat(Pipe.CAPACITY)));
        boolean[] woken = {false};
        blocked(ends.write().write(buffer("y"))).onWake(() -> woken[0] = true);
        ends.read().release();
        assertThat(woken[0]).isTrue();
        assertErrno(EPIPE, () -> ends.write().write(buffer("y")));
    }

    @Test
    void polling() {
        List<WaitChannel> channels = new ArrayList<>();
        assertThat(ends.read().poll(channels::add)).isZero();
        assertThat(ends.write().poll(channels::add)).isEqualTo(Poll.POLLOUT | Poll.POLLWRNORM);
        assertThat(channels).hasSize(2);
        ends.write().write(buffer("x"));
        assertThat(ends.read().poll(c -> { })).isEqualTo(Poll.POLLIN | Poll.POLLRDNORM);
        ends.write().write(buffer("x".repeat(Pipe.CAPACITY - 1)));
        assertThat(ends.write().poll(c -> { })).isZero();
        ends.read().release();
        assertThat(ends.write().poll(c -> { }) & Poll.POLLERR).isNotZero();
    }

    @Test
    void hangUpIsPolled() {
        ends.write().write(buffer("x"));
        ends.write().release();
        assertThat(ends.read().poll(c -> { })).isEqualTo(Poll.POLLIN | Poll.POLLRDNORM | Poll.POLLHUP);
    }

    @Test
    void aPipeHasANumberForAName() {
        assertThat(tree.vfs.pathOf(tree.root, ends.read().location())).matches("pipe:\\[\\d+]");
        assertThat(tree.vfs.stat(ends.read().location()).mode()).isEqualTo(Mode.S_IFIFO | 0600);
    }

    @Test
    void aNamedPipeWaitsForItsPartner() {
        tree.vfs.directories().mknod(tree.root, "/fifo", Mode.S_IFIFO | 0644, DeviceNumber.NONE);
        assertErrno(ENXIO, () -> tree.open("/fifo", OpenFlags.O_WRONLY | OpenFlags.O_NONBLOCK));
        OpenFile reader = tree.open("/fifo", OpenFlags.O_RDONLY);
        boolean[] woken = {false};
        reader.pendingOpen().orElseThrow().onWake(() -> woken[0] = true);
        OpenFile writer = tree.open("/fifo", OpenFlags.O_WRONLY);
        assertThat(woken[0]).isTrue();
        assertThat(writer.pendingOpen()).isEmpty();
        writer.write(buffer("quick"));
        writer.release();
        // The reader looks again only now: it has met a writer although there is none any more.
        assertThat(reader.pendingOpen()).isEmpty();
        assertThat(tree.whole(reader)).isEqualTo("quick");
        assertThat(tree.open("/fifo", OpenFlags.O_RDWR).pendingOpen()).isEmpty();
        assertThat(tree.open("/fifo", OpenFlags.O_RDONLY | OpenFlags.O_NONBLOCK).pendingOpen()).isEmpty();
    }
}
