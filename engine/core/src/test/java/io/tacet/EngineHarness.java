package io.tacet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.tacet.sink.InMemorySink;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
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
    static final int SSRC = 0x1234;
    private static final long START_NANOS = 1_000_000_000L;
    private static final int DATA = 0x61746164;

    final InMemorySink sink = new InMemorySink();
    final RecordingEngine engine;
    final Recording recording;
    final MediaInput input;
    private long now = START_NANOS;
    private int sequence = 100;
    private int timestamp = 5000;
    private int ssrc = SSRC;
    private long source = MediaSource.UNCHECKED;

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

    /** The sender goes on with this sequence number. */
    EngineHarness sequence(int next) {
        sequence = next;
        return this;
    }

    /** The sender goes on with this timestamp. */
    EngineHarness timestamp(int next) {
        timestamp = next;
        return this;
    }

    /** The sender goes on as another source. */
    EngineHarness ssrc(int next) {
        ssrc = next;
        return this;
    }

    /** The sender goes on from another address. */
    EngineHarness source(long next) {
        source = next;
        return this;
    }

    /** The recorder looks once. */
    EngineHarness look() {
        engine.doWork();
        return this;
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

    /** Frames of 20 ms of 16-bit samples without a header; for recordings whose primary format is PCM16. */
    EngineHarness pcm(short[] samples) {
        for (int at = 0; at < samples.length; at += 160) {
            int count = Math.min(160, samples.length - at);
            ByteBuffer bytes = ByteBuffer.allocate(2 * count).order(ByteOrder.LITTLE_ENDIAN);
            bytes.asShortBuffer().put(samples, at, count);
            input.onAudio(timestamp, bytes, now);
            timestamp += count;
            elapse((double) count / RATE);
        }
        return this;
    }

    /** A square wave of the given amplitude around an offset: its level is the amplitude. */
    static short[] square(double seconds, int amplitude, int offset) {
        short[] samples = new short[(int) Math.round(seconds * RATE)];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (short) (offset + ((i / 4 & 1) == 0 ? amplitude : -amplitude));
        }
        return samples;
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
        byte[] packet = rtp(payloadType, marker, sequence++, packetTimestamp, ssrc, payload);
        return offer(packet, now, source);
    }

    /** Offers a packet as it is. */
    EngineHarness offer(byte[] packet, long arrivalNanos, long from) {
        input.onRtp(packet, 0, packet.length, arrivalNanos, from);
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
        for (int i = 0; i < 1_000 && isRecording(); i++) {
            engine.doWork();
        }
        assertFalse(isRecording(), "the recording should have ended");
        long deadline = System.nanoTime() + 10_000_000_000L;
        while (!recording.state().isTerminal() && System.nanoTime() < deadline) {
            engine.doWork();
            Thread.onSpinWait();
        }
        try {
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

    /** Asserts how it ended, and that the file holds exactly what came before. */
    RecordingManifest endsWith(Termination expected) {
        RecordingManifest manifest = manifest();
        assertEquals(expected, recording.termination());
        assertEquals(expected.cause(), manifest.cause());
        assertEquals(expected.atSample(), manifest.endedAtSample(), "endedAtSample");
        assertEquals(expected.atSample(), manifest.samples(), "samples");
        int sampleBytes = manifest.encoding().bytesPerSample();
        assertEquals(expected.atSample(), data().length / sampleBytes, "samples in the file");
        return manifest;
    }

    /** Ends the input and asserts that the recording lasted until {@code atSample}. */
    RecordingManifest hangsUpAt(long atSample) {
        input.close();
        return endsWith(new Termination.Ended(atSample));
    }

    /** Whether the end was not decided yet. */
    boolean isRecording() {
        return recording.termination() == null;
    }

    /** The samples of a PCM16 file. */
    short[] samples() {
        byte[] data = data();
        short[] samples = new short[data.length / 2];
        ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().get(samples);
        return samples;
    }

    /** The bytes of the file's data chunk. */
    byte[] data() {
        byte[] wav = sink.wav("call");
        ByteBuffer chunks = ByteBuffer.wrap(wav).order(ByteOrder.LITTLE_ENDIAN).position(12);
        while (true) {
            int name = chunks.getInt();
            int length = chunks.getInt();
            if (name == DATA) {
                return Arrays.copyOfRange(wav, chunks.position(), chunks.position() + length);
            }
            chunks.position(chunks.position() + length + (length & 1));
        }
    }

    /** Every recording accounts for every packet (RULES E3). */
    @Override
    public void close() {
        RecordingResult result = recording.completion().toCompletableFuture().getNow(null);
        if (result instanceof RecordingResult.Completed completed) {
            assertEquals(0, completed.manifest().counters().residual(), "residual of the manifest's counters");
        } else if (result instanceof RecordingResult.Failed failed) {
            assertEquals(0, failed.manifest().counters().residual(), "residual of the manifest's counters");
        }
        engine.doWork();
        assertEquals(0, recording.counters().residual(), "residual of the live counters");
        engine.close();
    }
}
