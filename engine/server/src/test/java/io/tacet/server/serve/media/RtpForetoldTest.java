package io.tacet.server.serve.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/**
 * A call whose packets are foretold: one that comes between them, as telephone events do, does not wait for the next that is due: one of fifty
 * at least, whatever else the machine does.
 */
class RtpForetoldTest {
    private static final long PACKET_NANOS = 20_000_000;
    private static final int PACKETS = 100;

    @Test
    void shouldNotLeaveEachDatagramBetweenTwoThatAreForetoldToTheNext() throws Exception {
        PortPool pool = new PortPool(21_000, 29_998, Duration.ZERO, System::nanoTime);
        try (RtpPorts ports = new RtpPorts(InetAddress.getLoopbackAddress(), pool, 1, line -> {});
                DatagramSocket sender = new DatagramSocket()) {
            RtpPorts.Lease lease = Objects.requireNonNull(ports.take(0, 20));
            PacketCounter call = new PacketCounter();
            lease.begin(call);
            long least = Long.MAX_VALUE;
            int sent = 0;
            long due = System.nanoTime();
            for (int i = 0; i < PACKETS; i++) {
                due += PACKET_NANOS;
                sleepUntil(due);
                send(sender, lease.address());
                sent++;
                if (i % 2 == 1) {
                    sleepUntil(due + PACKET_NANOS / 4);
                    long at = System.nanoTime();
                    send(sender, lease.address());
                    sent++;
                    call.await(sent);
                    least = Math.min(least, call.lastNanos() - at);
                }
            }
            call.await(sent);
            assertEquals(sent, ports.counters().packets());
            assertTrue(least < PACKET_NANOS / 2, "each waited for the next that was due, at least " + least + " ns");
            lease.end();
        }
    }

    private static void sleepUntil(long nanos) {
        for (long rest = nanos - System.nanoTime(); rest > 0; rest = nanos - System.nanoTime()) {
            LockSupport.parkNanos(rest);
        }
    }

    private static void send(DatagramSocket from, InetSocketAddress to) throws Exception {
        from.send(new DatagramPacket(new byte[172], 172, to));
    }
}
