package io.tacet.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tacet.server.capture.CaptureBytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code tacet listen} in a thread of this process, and a phone that calls it over loopback: µ-law in packets of 20 ms, sent when they
 * are due by the phone's own clock, which begins with its first packet.
 */
final class LiveCall implements AutoCloseable {
    static final int PACKET_SAMPLES = 160;
    private static final Pattern READY = Pattern.compile("listening on 127\\.0\\.0\\.1:([0-9]+) for ");
    private static final long PACKET_NANOS = 20_000_000;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final CompletableFuture<Integer> exitCode;
    private final DatagramChannel phone;
    private final InetSocketAddress recorder;
    private int sequence = 65_530;
    private int timestamp = -1600;
    private long dueNanos;

    private LiveCall(DatagramChannel phone, List<String> arguments) throws InterruptedException {
        this.phone = phone;
        exitCode = CompletableFuture.supplyAsync(() -> TacetCommand.run(
                arguments.toArray(String[]::new),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8)));
        recorder = new InetSocketAddress(InetAddress.getLoopbackAddress(), awaitPort());
    }

    /** Begins to listen on any free port; {@code PHONE} in an option stands for the phone's address. */
    static LiveCall begin(Path directory, String... options) throws IOException, InterruptedException {
        DatagramChannel phone = DatagramChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        String address = NetworkAddress.text((InetSocketAddress) phone.getLocalAddress());
        List<String> arguments = new ArrayList<>(List.of("listen", "--port", "0"));
        Arrays.stream(options).map(option -> option.replace("PHONE", address)).forEach(arguments::add);
        arguments.addAll(List.of("--out", directory.resolve("out").toString()));
        return new LiveCall(phone, arguments);
    }

    private int awaitPort() throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (System.nanoTime() < deadline && !exitCode.isDone()) {
            Matcher ready = READY.matcher(err());
            if (ready.find()) {
                return Integer.parseInt(ready.group(1));
            }
            Thread.sleep(5);
        }
        throw new AssertionError("does not listen: " + err());
    }

    String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    /** A tone far above every threshold, or digital silence. */
    LiveCall audio(int packets, boolean loud) throws IOException {
        for (int i = 0; i < packets; i++) {
            byte[] payload = new byte[PACKET_SAMPLES];
            for (int j = 0; j < PACKET_SAMPLES; j++) {
                payload[j] = (byte) (loud ? (j / 10 % 2 == 0 ? 0xA0 : 0x20) : 0xFF);
            }
            audio(0, payload);
        }
        return this;
    }

    LiveCall audio(int payloadType, byte[] payload) throws IOException {
        packet(payloadType, timestamp, payload);
        timestamp += PACKET_SAMPLES;
        return this;
    }

    /** Packets are lost: clock and sequence go on. */
    LiveCall lose(int packets) {
        sequence += packets;
        timestamp += packets * PACKET_SAMPLES;
        dueNanos += packets * PACKET_NANOS;
        return this;
    }

    /** A key of 60 ms in place of audio: two updates, three ends. */
    LiveCall key(int event) throws IOException {
        int start = timestamp;
        for (int i = 1; i <= 2; i++) {
            packet(101, start, CaptureBytes.event(event, false, i * PACKET_SAMPLES));
        }
        packet(101, start, CaptureBytes.event(event, true, 3 * PACKET_SAMPLES));
        for (int i = 0; i < 2; i++) {
            send(
                    phone,
                    CaptureBytes.rtp(101, sequence++, start, 7, CaptureBytes.event(event, true, 3 * PACKET_SAMPLES)));
        }
        timestamp += 3 * PACKET_SAMPLES;
        return this;
    }

    /** Sends a packet of the phone when it is due. */
    LiveCall packet(int payloadType, int packetTimestamp, byte[] payload) throws IOException {
        if (dueNanos == 0) {
            dueNanos = System.nanoTime();
        }
        while (System.nanoTime() < dueNanos) {
            LockSupport.parkNanos(dueNanos - System.nanoTime());
        }
        dueNanos += PACKET_NANOS;
        send(phone, CaptureBytes.rtp(payloadType, sequence++, packetTimestamp, 7, payload));
        return this;
    }

    /** The same packet as the phone would send next, from another address. */
    LiveCall intrude(DatagramChannel intruder, int payloadType, byte[] payload) throws IOException {
        send(intruder, CaptureBytes.rtp(payloadType, sequence, timestamp, 7, payload));
        return this;
    }

    LiveCall raw(byte[] datagram) throws IOException {
        send(phone, datagram);
        return this;
    }

    private void send(DatagramChannel from, byte[] datagram) throws IOException {
        from.send(ByteBuffer.wrap(datagram), recorder);
    }

    /** Waits for the end and returns the manifest. */
    JsonNode end(int expectedExitCode) throws IOException {
        return end(expectedExitCode, 2);
    }

    /** The same when so many lines were said on standard error: that it listens, and why it ended. */
    JsonNode end(int expectedExitCode, int errLines) throws IOException {
        int code = exitCode.orTimeout(20, TimeUnit.SECONDS).join();
        assertEquals(expectedExitCode, code, err());
        assertEquals(errLines, err().lines().count(), err());
        String json = out.toString(StandardCharsets.UTF_8);
        assertEquals(1, json.lines().count(), json);
        JsonNode manifest = new ObjectMapper().readTree(json);
        assertAccounted(manifest.get("counters"));
        return manifest;
    }

    private static void assertAccounted(JsonNode counters) {
        long sum = counters.get("received").asLong();
        for (String name :
                List.of("written", "events", "comfortNoise", "paused", "duplicate", "late", "overflow", "afterEnd")) {
            sum -= counters.get(name).asLong();
        }
        for (JsonNode reason : counters.get("rejected")) {
            sum -= reason.asLong();
        }
        assertEquals(0, sum, counters.toString());
    }

    /** The phone hangs up; without an end of the recording this waits for none. */
    @Override
    public void close() throws IOException {
        phone.close();
        assertTrue(exitCode.isDone(), "still recording");
    }
}
