package io.tacet;

import io.tacet.sink.InMemorySink;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/**
 * One recording on an engine that the test drives: INVOKER, memory spool, a clock that stands still until the test moves it. Packets
 * arrive when the test says.
 */
final class EngineHarness implements AutoCloseable {
    static final int RATE = 8000;
    static final byte ULAW_SILENCE = (byte) 0xFF;
    private static final int SSRC = 0x1234;
    private static final long START_NANOS = 1_000_000_000L;

    final InMemorySink sink = new InMemorySink();
    final RecordingEngine engine;
    final Recording recording;
    final MediaInput input;
    private long now = START_NANOS;
    private int sequence = 100;
    private int timestamp = 5000;

    EngineHarness(UnaryOperator<RecordingRequest.Builder> options) {
        this(options, config -> config);
    }

    EngineHarness(UnaryOperator<RecordingRequest.Builder> options, UnaryOperator<EngineConfig.Builder> configuration) {
        engine = RecordingEngine.launch(configuration
                .apply(EngineConfig.builder(sink)
                        .threading(ThreadingMode.INVOKER)
                        .nanoClock(() -> now))
                .build());
        OpenResult.Opened opened = engine.open(
                        options.apply(RecordingRequest.builder().id("call")).build())
                .orThrow();
        recording = opened.recording();
        input = opened.input();
    }

    /** Moves the clock on and lets the recorder look. */
    EngineHarness elapse(double seconds) {
        now += Math.round(seconds * 1e9);
        engine.doWork();
        return this;
    }

    /** Without a look of the recorder. */
    EngineHarness elapseQuietly(double seconds) {
        now += Math.round(seconds * 1e9);
        return this;
    }

    long now() {
        return now;
    }

    int timestamp() {
        return timestamp;
    }

    int sequence() {
        return sequence;
    }

    /** The sender is silent on the wire, its clock goes on. */
    EngineHarness skip(double seconds) {
        timestamp += (int) Math.round(seconds * RATE);
        return elapse(seconds);
    }

    /** Packets are lost: clock and sequence go on. */
    EngineHarness lose(int packets, int samplesEach) {
        sequence += packets;
        timestamp += packets * samplesEach;
        return elapse((double) packets * samplesEach / RATE);
    }

    /** PCMU audio in packets of 20 ms (the last may be shorter); each arrives at the end of its media, when it could be sent. */
    EngineHarness audio(byte[] ulaw) {
        return audio(ulaw, 160);
    }

    EngineHarness audio(byte[] ulaw, int packetSamples) {
        for (int at = 0; at < ulaw.length; at += packetSamples) {
            packet(0, false, timestamp, Arrays.copyOfRange(ulaw, at, Math.min(ulaw.length, at + packetSamples)));
            int samples = Math.min(ulaw.length - at, packetSamples);
            timestamp += samples;
            elapse((double) samples / RATE);
        }
        return this;
    }

    /** Digital silence. */
    EngineHarness silence(double seconds) {
        return audio(silentUlaw(seconds));
    }

    /** A square wave of ±8031, far above every threshold used in tests. */
    EngineHarness loud(double seconds) {
        return audio(loudUlaw(seconds));
    }

    static byte[] silentUlaw(double seconds) {
        byte[] bytes = new byte[(int) Math.round(seconds * RATE)];
        Arrays.fill(bytes, ULAW_SILENCE);
        return bytes;
    }

    static byte[] loudUlaw(double seconds) {
        byte[] bytes = new byte[(int) Math.round(seconds * RATE)];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) ((i / 4 & 1) == 0 ? 0xA0 : 0x20);
        }
        return bytes;
    }

    /** A key pressed now: updates every 20 ms, three ends; the audio clock goes on, no audio is sent. */
    EngineHarness key(int event, int durationSamples) {
        int start = timestamp;
        for (int duration = 160; duration < durationSamples; duration += 160) {
            event(event, false, duration == 160, start, duration);
            elapse(0.02);
        }
        for (int i = 0; i < 3; i++) {
            event(event, true, false, start, durationSamples);
        }
        elapse(0.02);
        timestamp += durationSamples;
        return this;
    }

    EngineHarness event(int event, boolean end, boolean marker, int eventTimestamp, int duration) {
        byte[] payload = {(byte) event, (byte) (end ? 0x8A : 0x0A), (byte) (duration >> 8), (byte) duration};
        return packet(101, marker, eventTimestamp, payload);
    }

    /** Offers a packet with the next sequence number at the current time. */
    EngineHarness packet(int payloadType, boolean marker, int packetTimestamp, byte[] payload) {
        byte[] packet = rtp(payloadType, marker, sequence++, packetTimestamp, SSRC, payload);
        input.onRtp(packet, 0, packet.length, now, 0);
        return this;
    }

    static byte[] rtp(int payloadType, boolean marker, int sequence, int timestamp, int ssrc, byte[] payload) {
        return ByteBuffer.allocate(12 + payload.length)
                .put((byte) 0x80)
                .put((byte) (payloadType | (marker ? 0x80 : 0)))
                .putShort((short) sequence)
                .putInt(timestamp)
                .putInt(ssrc)
                .put(payload)
                .array();
    }

    /** Ends the input if it has not ended, and waits for the result. */
    RecordingResult finish() {
        input.close();
        return result();
    }

    /** Waits for the result of a recording that ends by itself. */
    RecordingResult result() {
        try {
            for (int i = 0; i < 100_000 && recording.termination() == null; i++) {
                engine.doWork();
            }
            while (!recording.state().isTerminal()) {
                engine.doWork();
                Thread.onSpinWait();
            }
            return recording.completion().toCompletableFuture().get(10, TimeUnit.SECONDS);
        } catch (Exception failed) {
            throw new AssertionError("no result from " + recording + ", state " + recording.state(), failed);
        }
    }

    RecordingManifest manifest() {
        RecordingResult result = result();
        if (result instanceof RecordingResult.Completed completed) {
            return completed.manifest();
        }
        if (result instanceof RecordingResult.Failed failed) {
            return failed.manifest();
        }
        throw new AssertionError("no manifest: " + result);
    }

    /** The samples of the file. */
    short[] samples() {
        byte[] wav = sink.wav("call");
        short[] samples = new short[(wav.length - 44) / 2];
        ByteBuffer.wrap(wav, 44, wav.length - 44)
                .order(java.nio.ByteOrder.LITTLE_ENDIAN)
                .asShortBuffer()
                .get(samples);
        return samples;
    }

    @Override
    public void close() {
        engine.close();
    }
}
