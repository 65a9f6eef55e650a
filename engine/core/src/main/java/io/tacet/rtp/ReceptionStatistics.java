package io.tacet.rtp;

import io.tacet.RecordingManifest.Reception;

/**
 * Interarrival jitter and loss as RFC 3550 computes them (section 6.4.1, appendices A.3 and A.8). Thread: recorder.
 */
final class ReceptionStatistics {
    private final int clockRate;
    private boolean started;
    private boolean timed;
    private long firstNumber;
    private long received;
    private long lastArrivalNanos;
    private int lastTimestamp;
    private double jitter;
    private double maxJitter;

    ReceptionStatistics(int clockRate) {
        this.clockRate = clockRate;
    }

    void packet(long number) {
        if (!started) {
            started = true;
            firstNumber = number;
        }
        received++;
    }

    /** Only audio is timed: the packets of an event share one timestamp. */
    void audio(int timestamp, long arrivalNanos) {
        if (timed) {
            double elapsed = (arrivalNanos - lastArrivalNanos) * 1e-9 * clockRate;
            double difference = Math.abs(elapsed - (timestamp - lastTimestamp));
            if (difference < clockRate * 10.0) {
                jitter += (difference - jitter) / 16;
                maxJitter = Math.max(maxJitter, jitter);
            }
        }
        timed = true;
        lastArrivalNanos = arrivalNanos;
        lastTimestamp = timestamp;
    }

    /** The sender's clock is another from here on. */
    void clockChanged() {
        timed = false;
    }

    Reception reception(int ssrc, long highestNumber) {
        long expected = started ? highestNumber - firstNumber + 1 : 0;
        return new Reception(ssrc & 0xFFFFFFFFL, expected, expected - received, millis(jitter), millis(maxJitter));
    }

    private double millis(double samples) {
        return samples * 1000 / clockRate;
    }
}
