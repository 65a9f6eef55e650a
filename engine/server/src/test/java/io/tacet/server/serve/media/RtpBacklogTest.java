package io.tacet.server.serve.media;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** A port is asked for one datagram a cycle, and yet a burst neither waits nor makes others wait. */
class RtpBacklogTest {
    private static final int BURST = 200;
    static final long CYCLE_NANOS = 5_000_000;

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
            PacketCounter burst = new PacketCounter();
            PacketCounter single = new PacketCounter();
            send(sender, flooded.address(), BURST);
            send(sender, other.address(), 1);
            long begun = System.nanoTime();
            flooded.begin(burst);
            other.begin(single);
            burst.await(BURST);
            single.await(1);
            long cycles = (burst.lastNanos() - begun) / CYCLE_NANOS;
            assertTrue(cycles < BURST / 2, "a burst of " + BURST + " took " + cycles + " cycles");
            flooded.end();
            other.end();
        }
    }
}
