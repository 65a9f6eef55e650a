package io.tacet.samples.generator.captures;

import io.tacet.samples.generator.SeededRandom;
import io.tacet.samples.generator.speech.Levels;
import io.tacet.samples.generator.speech.Noise;
import io.tacet.samples.generator.speech.Voice;
import java.util.Arrays;

/** One source of RTP that keeps perfect time: what is due at which moment follows from its position. Thread: one. */
final class Sender {
    private static final int COMFORT_NOISE = 13;
    private static final int NOISE_MILLIS = 200;

    final EventStyle style = new EventStyle();
    int frameMillis = 20;
    int sequence;
    int timestampBase;

    private final Call call;
    private final SeededRandom random;
    private final Endpoint from;
    private final boolean accepted;
    private final int ssrc;
    private final EventSender events;
    private Format format;
    private long startMicros;
    private long position;
    private boolean marker = true;

    Sender(Call call, Format format, Endpoint from, boolean accepted, int ssrc, long startMicros, SeededRandom random) {
        this.call = call;
        this.format = format;
        this.from = from;
        this.accepted = accepted;
        this.ssrc = ssrc;
        this.startMicros = startMicros;
        this.random = random;
        sequence = random.below(30000);
        timestampBase = 100_000 + random.below(1_000_000);
        events = new EventSender(this);
    }

    /** Speech, loud from its first to its last window. */
    Sender speech(int millis) {
        return play(Voice.WOMAN.speak(length(millis), format.rate(), Levels.rms(-22), random));
    }

    /** Packets that carry a quiet line. */
    Sender silence(int millis) {
        return play(Noise.WHITE.make(length(millis), format.rate(), Levels.rms(-66), random));
    }

    /** Packets of comfort noise (RFC 3389), five a second. */
    Sender comfortNoise(int millis) {
        for (int i = 0; i < millis / NOISE_MILLIS; i++) {
            packet(COMFORT_NOISE, timestamp(), new byte[] {70});
            position += length(NOISE_MILLIS);
        }
        marker = true;
        return this;
    }

    /** Nothing is sent; the timestamp goes on. */
    Sender pause(int millis) {
        position += length(millis);
        marker = true;
        return this;
    }

    /** Nothing is sent; the timestamp stands still. */
    Sender freeze(int millis) {
        startMicros += millis * 1000L;
        marker = true;
        return this;
    }

    /** The timestamp jumps. */
    Sender jump(int samples) {
        timestampBase += samples;
        return this;
    }

    /** Begins anew, with other numbers, as if nothing had been. */
    Sender restart(int newSequence, int newTimestamp) {
        sequence = newSequence;
        timestampBase = newTimestamp - (int) position;
        marker = true;
        return this;
    }

    /** Another payload type of the same rate. */
    Sender switchTo(Format other) {
        format = other;
        call.use(other);
        return this;
    }

    /** A key is pressed. */
    Press press(char digit, int millis) {
        return event(Press.NAMES.indexOf(digit), millis);
    }

    /** An event of 0 to 255. */
    Press event(int code, int millis) {
        Press press = new Press(code, dueMicros());
        press.expected = accepted;
        call.add(press);
        double[] audio = style.audioGoesOn
                ? Voice.WOMAN.speak(length(millis), format.rate(), Levels.rms(-22), random)
                : new double[0];
        events.send(press, code, millis, audio);
        marker = audio.length == 0;
        return press;
    }

    private Sender play(double[] samples) {
        int frame = length(frameMillis);
        for (int at = 0; at < samples.length; at += frame) {
            audio(Arrays.copyOfRange(samples, at, Math.min(samples.length, at + frame)));
        }
        return this;
    }

    /** One frame of audio. */
    void audio(double[] samples) {
        Packet packet =
                packet(format.payloadType(), timestamp(), format.encoding().encode(samples));
        packet.samples = samples.length;
        packet.marker = marker;
        marker = false;
        position += samples.length;
    }

    /** A packet that is due now. */
    Packet packet(int payloadType, int timestamp, byte[] payload) {
        Packet packet = new Packet(dueMicros(), from, accepted, payload);
        packet.payloadType = payloadType;
        packet.timestamp = timestamp;
        packet.sequence = sequence & 0xFFFF;
        packet.ssrc = ssrc;
        sequence++;
        call.add(packet);
        return packet;
    }

    /** Something on the same port that is no RTP. */
    Sender bare(byte[] datagram) {
        Packet packet = new Packet(dueMicros(), from, false, datagram);
        packet.bare = true;
        call.add(packet);
        return this;
    }

    int length(int millis) {
        return millis * (format.rate() / 1000);
    }

    int timestamp() {
        return timestampBase + (int) position;
    }

    long position() {
        return position;
    }

    void moveTo(long newPosition) {
        position = newPosition;
    }

    long dueMicros() {
        return startMicros + position * 1_000_000 / format.rate();
    }
}
