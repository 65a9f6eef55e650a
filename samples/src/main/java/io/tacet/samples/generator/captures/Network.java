package io.tacet.samples.generator.captures;

import io.tacet.samples.generator.SeededRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** What happens to the packets of a call on their way. Thread: one. */
final class Network {
    private static final long STALL_END_MICROS = 10_000;
    private static final long STALL_SPACING_MICROS = 50;

    private final List<Packet> packets;
    private final SeededRandom random;

    Network(List<Packet> packets, SeededRandom random) {
        this.packets = packets;
        this.random = random;
    }

    /** Loses packets. */
    void lose(Predicate<Packet> which) {
        packets.removeIf(which);
    }

    /** Loses packets by chance, but neither the first five nor the last. */
    void loseSome(double probability) {
        List<Packet> last = List.of(packets.get(packets.size() - 1));
        List<Packet> kept = new ArrayList<>(packets.subList(0, 5));
        packets.removeIf(packet -> !kept.contains(packet) && !last.contains(packet) && random.happens(probability));
    }

    /** Delivers packets later. */
    void delay(Predicate<Packet> which, int millis) {
        packets.stream().filter(which).forEach(packet -> packet.arrivalMicros += millis * 1000L);
    }

    /** Delivers packets later by chance, but not the first five. */
    void jitter(int mostMillis) {
        for (Packet packet : packets.subList(5, packets.size())) {
            packet.arrivalMicros += random.below(mostMillis * 1000);
        }
    }

    /** Delivers what is due in a stretch, in milliseconds of the call, shortly before its end, at once and in order. */
    void stall(int fromMillis, int toMillis) {
        long arrival = Call.START_MICROS + toMillis * 1000L - STALL_END_MICROS;
        for (Packet packet : packets) {
            if (isDue(packet, fromMillis, toMillis)) {
                packet.arrivalMicros = arrival;
                arrival += STALL_SPACING_MICROS;
            }
        }
    }

    /** Delivers every packet of a kind once more. */
    void repeat(Predicate<Packet> which, int laterMicros) {
        for (Packet packet : List.copyOf(packets)) {
            if (which.test(packet)) {
                packets.add(packet.copy(laterMicros));
            }
        }
    }

    /** The sender's clock is fast by some parts per million. */
    void drift(int partsPerMillion) {
        for (Packet packet : packets) {
            packet.arrivalMicros -= (packet.arrivalMicros - Call.START_MICROS) * partsPerMillion / 1_000_000;
        }
    }

    /** Whether a packet is due in a stretch of the call, in milliseconds. */
    static boolean isDue(Packet packet, int fromMillis, int toMillis) {
        long millis = (packet.dueMicros - Call.START_MICROS) / 1000;
        return millis >= fromMillis && millis < toMillis;
    }
}
