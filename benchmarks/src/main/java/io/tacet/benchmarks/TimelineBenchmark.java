package io.tacet.benchmarks;

import io.tacet.MediaSource;
import io.tacet.PayloadTypes;
import io.tacet.rtp.PacketPool;
import io.tacet.rtp.PressListener;
import io.tacet.rtp.ReceiverCounters;
import io.tacet.rtp.RtpReceiver;
import java.nio.ByteBuffer;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * A packet through the receiver: parsed, checked, ordered, placed and given out, in order and with every fourth packet late by two, beside a
 * jitter buffer as one would write it first: a {@link TreeMap} of copies by sequence number, which knows no source, no clock and no gap.
 *
 * <p>Result (2026-11-28, AMD EPYC, 2 idle processors, JDK 17, ns a packet): in order 36 against the map's 20, every fourth late 55 against
 * 25; no garbage against 280 bytes a packet.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class TimelineBenchmark {
    private static final int HEADER = 12;
    private static final int SAMPLES = 160;
    private static final long PACKET_NANOS = 20_000_000L;
    private static final int[] IN_ORDER = {0, 1, 2, 3};
    private static final int[] SHUFFLED = {0, 2, 3, 1};

    /** How packets come. */
    @Param({"inOrder", "reordered"})
    private String arrival = "inOrder";

    private final byte[] packet = packet();
    private final ByteBuffer fields = ByteBuffer.wrap(packet);
    private final RtpReceiver receiver = new RtpReceiver(
            PayloadTypes.TELEPHONY,
            MediaSource.UNCHECKED,
            new PacketPool(),
            new ReceiverCounters(),
            new PressListener() {
                @Override
                public void pressed(int event, long atSample, long durationSamples, boolean beganBefore) {}

                @Override
                public void lasted(int event, long atSample, long durationSamples) {}
            });
    private final TreeMap<Integer, byte[]> buffer = new TreeMap<>();
    private long number;
    private int expected;

    private static byte[] packet() {
        byte[] bytes = new byte[HEADER + SAMPLES];
        new Random(1).nextBytes(bytes);
        bytes[0] = (byte) 0x80;
        bytes[1] = 0;
        return bytes;
    }

    private void prepare() {
        int[] order = arrival.equals("inOrder") ? IN_ORDER : SHUFFLED;
        long sent = (number & ~3L) + order[(int) (number & 3)];
        fields.putShort(2, (short) sent).putInt(4, (int) sent * SAMPLES);
        number++;
    }

    /** The receiver. */
    @Benchmark
    public void receiver(Blackhole hole) {
        prepare();
        long now = number * PACKET_NANOS;
        receiver.rtp(packet, 0, packet.length, now, 0);
        while (receiver.next(now)) {
            if (receiver.item() == RtpReceiver.Item.AUDIO) {
                hole.consume(receiver.bytes()[receiver.offset()]);
                receiver.taken(receiver.samples());
            } else {
                receiver.filled(receiver.samples());
            }
        }
    }

    /** The map. */
    @Benchmark
    public void treeMap(Blackhole hole) {
        prepare();
        buffer.put((int) fields.getShort(2) & 0xFFFF, packet.clone());
        byte[] next = buffer.remove(expected);
        while (next != null) {
            hole.consume(next[HEADER]);
            expected = expected + 1 & 0xFFFF;
            next = buffer.remove(expected);
        }
    }
}
