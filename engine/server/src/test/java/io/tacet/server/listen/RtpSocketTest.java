package io.tacet.server.listen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.tacet.MediaInput;
import io.tacet.MediaSource;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class RtpSocketTest {
    private static final InetSocketAddress ANY_PORT = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    private static DatagramChannel peerOf(RtpSocket socket) throws IOException {
        return DatagramChannel.open().bind(ANY_PORT).connect(socket.localAddress());
    }

    private static long sourceOf(DatagramChannel peer) throws IOException {
        return MediaSource.of((InetSocketAddress) peer.getLocalAddress());
    }

    @Test
    void shouldGiveOnEveryDatagramWithItsSourceAndTime() throws IOException {
        Taken taken = new Taken();
        try (RtpSocket socket = RtpSocket.bind(ANY_PORT);
                DatagramChannel one = peerOf(socket);
                DatagramChannel two = peerOf(socket)) {
            long before = System.nanoTime();
            one.write(ByteBuffer.wrap(new byte[] {1, 2, 3}));
            two.send(ByteBuffer.allocate(1), socket.localAddress());
            one.write(ByteBuffer.allocate(60_000));
            socket.receive(taken, () -> taken.lengths.size() < 3);
            assertEquals(List.of(3, 1, 60_000), taken.lengths);
            assertEquals(List.of(sourceOf(one), sourceOf(two), sourceOf(one)), taken.sources);
            assertTrue(taken.lastArrival - before >= 0 && System.nanoTime() - taken.lastArrival >= 0);
        }
    }

    @Test
    void shouldLookAtOnceWhenWokenAndTenTimesASecondWithoutPackets() throws IOException {
        try (RtpSocket socket = RtpSocket.bind(ANY_PORT)) {
            socket.wakeup();
            int[] looks = {0};
            long begin = System.nanoTime();
            socket.receive(new Taken(), () -> looks[0]++ < 4);
            double seconds = (System.nanoTime() - begin) / 1e9;
            assertEquals(5, looks[0]);
            assertTrue(seconds > 0.25, seconds + " s for three waits of 0.1 s");
        }
    }

    @Test
    void shouldRefuseAPortThatIsInUseAndLeaveItToItsOwner() throws IOException {
        try (RtpSocket owner = RtpSocket.bind(ANY_PORT)) {
            InetSocketAddress taken = owner.localAddress();
            assertThrows(IOException.class, () -> RtpSocket.bind(taken));
            assertEquals(taken, owner.localAddress());
        }
    }

    /** One sender and many packets, in turns of 64 so that nothing is lost in the kernel. */
    @Test
    void shouldAllocateNothingForAPacketOfTheSamePeer() throws IOException {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        Counting counting = new Counting();
        try (RtpSocket socket = RtpSocket.bind(ANY_PORT);
                DatagramChannel peer = peerOf(socket)) {
            ByteBuffer packet = ByteBuffer.allocateDirect(172);
            long allocated = Long.MAX_VALUE;
            for (int round = 0; round < 20 && allocated > counting.perRound; round++) {
                long sum = 0;
                for (int turn = 0; turn < counting.perRound / 64; turn++) {
                    for (int i = 0; i < 64; i++) {
                        peer.write(packet.rewind());
                    }
                    long until = counting.packets + 64;
                    long before = threads.getCurrentThreadAllocatedBytes();
                    socket.receive(counting, counting.until(until));
                    sum += threads.getCurrentThreadAllocatedBytes() - before;
                }
                allocated = sum;
            }
            assertTrue(
                    allocated <= counting.perRound,
                    (double) allocated / counting.perRound + " bytes a packet; allowed is 1");
        }
    }

    /** Keeps what it gets. */
    private static final class Taken extends Input {
        private final List<Integer> lengths = new ArrayList<>();
        private final List<Long> sources = new ArrayList<>();
        private long lastArrival;

        @Override
        public boolean onRtp(ByteBuffer packet, long arrivalNanos, long source) {
            lengths.add(packet.remaining());
            sources.add(source);
            lastArrival = arrivalNanos;
            return true;
        }
    }

    /** Counts what it gets, without allocating. */
    private static final class Counting extends Input {
        private final long perRound = 6400;
        private long packets;
        private long until;
        private final BooleanSupplier waits = () -> packets < until;

        BooleanSupplier until(long count) {
            until = count;
            return waits;
        }

        @Override
        public boolean onRtp(ByteBuffer packet, long arrivalNanos, long source) {
            packets++;
            return true;
        }
    }

    /** Takes packets by buffer only. */
    private abstract static class Input implements MediaInput {
        @Override
        public boolean onRtp(byte[] bytes, int offset, int length, long arrivalNanos, long source) {
            throw new AssertionError("by array");
        }

        @Override
        public boolean onAudio(int rtpTimestamp, byte[] bytes, int offset, int length, long arrivalNanos) {
            throw new AssertionError("raw");
        }

        @Override
        public boolean onAudio(int rtpTimestamp, ByteBuffer audio, long arrivalNanos) {
            throw new AssertionError("raw");
        }

        @Override
        public boolean hasRoom(int length) {
            return true;
        }

        @Override
        public boolean isClosed() {
            return false;
        }

        @Override
        public void close() {}
    }
}
