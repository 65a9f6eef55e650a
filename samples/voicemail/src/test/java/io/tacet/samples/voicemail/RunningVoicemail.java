package io.tacet.samples.voicemail;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tacet.samples.voicemail.rtp.Prompt;
import io.tacet.samples.voicemail.sip.SipConfig;
import java.io.IOException;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A voicemail with prompts of a few packets, and what it told. */
final class RunningVoicemail implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int WAV_HEADER_BYTES = 44;

    final int port;
    final Path out;
    final BlockingQueue<String> events = new LinkedBlockingQueue<>();
    final BlockingQueue<String> errors = new LinkedBlockingQueue<>();
    private final Voicemail voicemail;

    private RunningVoicemail(Path out, Duration ringing, int maxCalls, int rtpPorts, int silenceSeconds)
            throws IOException {
        this.out = out;
        port = freePort();
        int rtp = freePort() / 2 * 2;
        String action = """
                {"Type": "RecordAudio", "Parameters": {"DurationInSeconds": 60, "SilenceDurationInSeconds": %d,
                 "RecordingTerminators": ["#"], "RecordingDestination": {"Type": "S3", "BucketName": "voicemail"}}}""".formatted(silenceSeconds);
        voicemail = Voicemail.start(
                new VoicemailConfig(
                        new SipConfig(InetAddress.getLoopbackAddress(), port, Duration.ofSeconds(2)),
                        rtp,
                        rtp + 2 * rtpPorts - 1,
                        out,
                        action,
                        Prompt.tone(1000, 60),
                        Prompt.tone(500, 60),
                        ringing,
                        maxCalls),
                events::add,
                errors::add);
    }

    /** With room for all, answering at once. */
    static RunningVoicemail start(Path out) throws IOException {
        return new RunningVoicemail(out, Duration.ZERO, 10, 20, 10);
    }

    static RunningVoicemail start(Path out, Duration ringing, int maxCalls, int rtpPorts, int silenceSeconds)
            throws IOException {
        return new RunningVoicemail(out, ringing, maxCalls, rtpPorts, silenceSeconds);
    }

    /** A port that neither UDP nor TCP uses. */
    static int freePort() throws IOException {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        for (int i = 0; i < 100; i++) {
            try (DatagramSocket udp = new DatagramSocket(0, loopback)) {
                int port = udp.getLocalPort();
                if (port < 65_000) {
                    new ServerSocket(port, 1, loopback).close();
                    return port;
                }
            } catch (BindException taken) {
                continue;
            }
        }
        throw new IOException("no port is free");
    }

    /** The next event. */
    JsonNode event() throws IOException, InterruptedException {
        String json = events.poll(10, TimeUnit.SECONDS);
        assertNotNull(json, "no event came; errors: " + errors);
        return JSON.readTree(json);
    }

    /** The event of one call; others before it are passed over. */
    JsonNode event(Phone phone) throws IOException, InterruptedException {
        JsonNode event = event();
        while (!event.at("/CallDetails/TransactionId").asText().equals(phone.callId)) {
            event = event();
        }
        return event;
    }

    /** Closes several at once: the stack sleeps a second when it stops. */
    static void closeAll(List<RunningVoicemail> voicemails) {
        voicemails.parallelStream().forEach(RunningVoicemail::close);
    }

    /** What an event's message is, by its manifest. */
    JsonNode manifest(JsonNode event) throws IOException {
        return JSON.readTree(file(event, ".json").toFile());
    }

    /** What was said: 16-bit samples. */
    short[] samples(JsonNode event) throws IOException {
        byte[] wav = Files.readAllBytes(file(event, ".wav"));
        ShortBuffer data = ByteBuffer.wrap(wav, WAV_HEADER_BYTES, wav.length - WAV_HEADER_BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .asShortBuffer();
        short[] samples = new short[data.remaining()];
        data.get(samples);
        return samples;
    }

    private Path file(JsonNode event, String suffix) {
        String key = event.at("/ActionData/RecordingDestination/Key").asText();
        return out.resolve("voicemail").resolve(key.substring(0, key.length() - 4) + suffix);
    }

    static @Nullable String type(JsonNode event) {
        return event.get("InvocationEventType").asText();
    }

    /** Counts samples of one value. */
    static long count(short[] samples, int value) {
        long count = 0;
        for (short sample : samples) {
            count += sample == value ? 1 : 0;
        }
        return count;
    }

    @Override
    public void close() {
        voicemail.close();
    }

    @Override
    public String toString() {
        return "voicemail on " + port + ": " + Arrays.toString(errors.toArray());
    }
}
