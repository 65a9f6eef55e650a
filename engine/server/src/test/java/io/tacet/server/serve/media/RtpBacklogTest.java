package io.tacet.server.serve.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tacet.MediaInput;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A port is asked for one datagram a cycle, and yet a burst neither waits nor makes others wait. */
class RtpBacklogTest {
    private static final int BURST = 200;
    private static final long CYCLE_NANOS = 5_000_000;

    /** Counts, and notes the time of the last. */
    private static final class Counter implements MediaInput {
        private final AtomicInteger packets = new AtomicInteger();
        private volatile long lastNanos;

        @Override
        public boolean onRtp(ByteBuffer packet, long arrivalNanos, long source) {
            lastNanos = arrivalNanos;
            packets.incrementAndGet();
            return true;
        }

        @Override
        public boolean onRtp(byte[] bytes, int offset, int length, long arrivalNanos, long source) {
            return false;
        }

        @Override
        public boolean onAudio(int rtpTimestamp, byte[] bytes, int offset, int length, long arrivalNanos) {
            return false;
        }

        @Override
        public boolean onAudio(int rtpTimestamp, ByteBuffer audio, long arrivalNanos) {
            return false;
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

        void await(int count) throws InterruptedException {
            long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
            while (packets.get() < count && System.nanoTime() < deadline) {
                Thread.sleep(1);
            }
            assertEquals(count, packets.get());
        }
    }

    private static RtpPorts.Lease lease(RtpPorts ports) throws Exception {
        RtpPorts.Lease lease = ports.take(0, 20);
        return Objects.requireNonNull(lease);
    }

    private static void send(DatagramSocket from, InetSocketAddress to, int count) throws Exception {
        for (int i = 0; i < count; i++) {
            from.send(new DatagramPacket(new byte[172], 172, to));
        }
    }

    @Test
    void shouldTakeABurstOfOnePortInFarFewerCyclesThanItHasDatagramsAndTheOthersMeanwhile() throws Exception {
        PortPool pool = new PortPool(21_000, 29_998, Duration.ZERO, System::nanoTime);
        try (RtpPorts ports = new RtpPorts(InetAddress.getLoopbackAddress(), pool, 1, line -> {});
                DatagramSocket sender = new DatagramSocket()) {
            RtpPorts.Lease flooded = lease(ports);
            RtpPorts.Lease other = lease(ports);
            Counter burst = new Counter();
            Counter single = new Counter();
            send(sender, flooded.address(), BURST);
            send(sender, other.address(), 1);
            long begun = System.nanoTime();
            flooded.begin(burst);
            other.begin(single);
            burst.await(BURST);
            single.await(1);
            long cycles = (burst.lastNanos - begun) / CYCLE_NANOS;
            assertTrue(cycles < BURST / 2, "a burst of " + BURST + " took " + cycles + " cycles");
            flooded.end();
            other.end();
        }
    }
}
