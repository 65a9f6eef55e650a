package io.tacet.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tacet.Recovery;
import io.tacet.RecoveryReport;
import io.tacet.server.capture.CaptureBytes;
import io.tacet.sink.DirectorySink;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Signals to {@code tacet listen}, in a JVM of its own. */
@DisabledOnOs(OS.WINDOWS)
class ListenInterruptionTest {
    private static final int PACKETS = 20;

    @TempDir
    Path directory = Path.of("");

    private static void call(int port) throws IOException, InterruptedException {
        byte[] loud = new byte[160];
        for (int i = 0; i < loud.length; i++) {
            loud[i] = (byte) (i / 10 % 2 == 0 ? 0xA0 : 0x20);
        }
        InetSocketAddress recorder = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        try (DatagramChannel phone = DatagramChannel.open()) {
            for (int i = 0; i < PACKETS; i++) {
                phone.send(ByteBuffer.wrap(CaptureBytes.rtp(0, i, 160L * i, 7, loud)), recorder);
                Thread.sleep(20);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-INT", "-TERM"})
    void shouldSealWhatWasHeardBeforeASignal(String signal) throws IOException, InterruptedException {
        JsonNode manifest;
        try (ListenProcess process = ListenProcess.begin(directory, "--silence", "30")) {
            call(process.port());
            process.awaitRecorded();
            process.signal(signal);
            manifest = process.end(0);
            assertEquals(2, process.err().lines().count(), process.err());
            assertTrue(process.err().contains("ended by STOPPED at sample 3200 (interrupted)"), process.err());
        }
        assertEquals("STOPPED 3200", manifest.get("cause").asText() + " " + manifest.get("endedAtSample"));
        assertEquals(PACKETS, manifest.get("counters").get("written").asInt());
        Path wav = Path.of(manifest.get("file").asText());
        assertEquals(44 + 2 * 3200, Files.size(wav));
        assertEquals(
                new ObjectMapper()
                        .readTree(
                                wav.resolveSibling(wav.getFileName().toString().replace(".wav", ".json"))
                                        .toFile())
                        .get("samples"),
                manifest.get("samples"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "60"})
    void shouldEndAtOnceWhenInterruptedBeforeAnyPacket(String wait) throws IOException, InterruptedException {
        try (ListenProcess process = ListenProcess.begin(directory, "--wait", wait)) {
            long begin = System.nanoTime();
            process.signal("-TERM");
            JsonNode manifest = process.end(0);
            assertEquals("STOPPED 0", manifest.get("cause").asText() + " " + manifest.get("endedAtSample"));
            assertTrue(System.nanoTime() - begin < TimeUnit.SECONDS.toNanos(15), "slow to end");
        }
    }

    @Test
    void shouldKeepInTheSpoolWhatCannotBeDeliveredAtASignalAndTellOfItOnce() throws IOException, InterruptedException {
        Path out = directory.resolve("out");
        try (ListenProcess process = ListenProcess.begin(directory, "--silence", "30", "--id", "blocked")) {
            call(process.port());
            process.awaitRecorded();
            Files.createDirectory(out.resolve("blocked.wav"));
            long begin = System.nanoTime();
            process.signal("-TERM");
            process.end(1);
            assertTrue(System.nanoTime() - begin < TimeUnit.SECONDS.toNanos(15), "slow to end");
            assertTrue(process.err().contains("blocked.wav exists with other content"), process.err());
        }
        Files.delete(out.resolve("blocked.wav"));
        RecoveryReport report = Recovery.recover(out.resolve(".spool"), new DirectorySink(out));
        assertEquals(List.of(), report.problems());
        assertEquals(1, report.results().size());
        assertEquals(44 + 2 * 3200, Files.size(out.resolve("blocked.wav")));
        assertEquals(
                List.of(),
                Recovery.recover(out.resolve(".spool"), new DirectorySink(out)).results());
    }

    @Test
    void shouldDrawTheMeterOnATerminalOnly() throws IOException, InterruptedException {
        try (ListenProcess process = ListenProcess.begin(directory, "--duration", "0.4")) {
            call(process.port());
            process.end(0);
            assertEquals(-1, process.err().indexOf('\r'), process.err());
        }
        try (ListenProcess process = ListenProcess.beginOnTerminal(directory, "--duration", "0.4")) {
            call(process.port());
            process.end(0);
            String err = process.err();
            assertTrue(err.contains("\r    0.") && err.contains(" s  level 1000 [####"), err);
            assertTrue(Arrays.stream(err.split("\r")).anyMatch(line -> line.contains(".wav: 0.40 s")), err);
        }
    }
}
