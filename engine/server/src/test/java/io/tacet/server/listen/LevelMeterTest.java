package io.tacet.server.listen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tacet.EngineConfig;
import io.tacet.OpenResult;
import io.tacet.PayloadFormat;
import io.tacet.PayloadTypes;
import io.tacet.Recording;
import io.tacet.RecordingEngine;
import io.tacet.RecordingRequest;
import io.tacet.SilencePolicy;
import io.tacet.ThreadingMode;
import io.tacet.sink.InMemorySink;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LevelMeterTest {
    private static final long MILLISECOND = 1_000_000;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream terminal = new PrintStream(bytes, true, StandardCharsets.UTF_8);

    private String drawn() {
        String text = bytes.toString(StandardCharsets.UTF_8);
        bytes.reset();
        return text;
    }

    private static RecordingEngine engine() {
        return RecordingEngine.launch(EngineConfig.builder(new InMemorySink())
                .threading(ThreadingMode.INVOKER)
                .nanoClock(() -> 0)
                .build());
    }

    private static void play(RecordingEngine engine, OpenResult.Opened call, byte value, int timestamp) {
        byte[] audio = new byte[800];
        for (int i = 0; i < audio.length; i++) {
            audio[i] = (byte) (i / 4 % 2 == 0 ? value : value ^ 0x80);
        }
        call.input().onAudio(timestamp, audio, 0, audio.length, timestamp * 125_000L);
        engine.doWork();
    }

    @Test
    void shouldShowPositionLevelAgainstThresholdSilenceAndDigitsInOneLine() {
        try (RecordingEngine engine = engine()) {
            RecordingRequest request = RecordingRequest.builder()
                    .payloadTypes(PayloadTypes.of(PayloadFormat.PCMU))
                    .silence(SilencePolicy.after(Duration.ofSeconds(3)))
                    .build();
            OpenResult.Opened call = engine.open(request).orThrow();
            try (LevelMeter meter = new LevelMeter(terminal, request, 0)) {
                meter.show(call.recording(), 0);
                assertEquals("\rwaiting for the first packet" + " ".repeat(50), drawn());
                play(engine, call, (byte) 0xA0, 0);
                meter.show(call.recording(), 100 * MILLISECOND);
                assertEquals(
                        "\r    0.1 s  level 1000/200 [##################|#### ]  silence 0.0 s  0 digits",
                        drawn().stripTrailing());
                call.recording().digit('5');
                play(engine, call, (byte) 0xFF, 800);
                play(engine, call, (byte) 0xFF, 1600);
                meter.show(call.recording(), 200 * MILLISECOND);
                assertEquals(
                        "\r    0.3 s  level    0/200 [                  |     ]  silence 0.2 s  1 digit",
                        drawn().stripTrailing());
            }
            assertEquals("\r" + " ".repeat(78) + "\r", drawn());
            call.recording().abort();
        }
    }

    @Test
    void shouldDrawTenTimesASecondAtMost() {
        try (RecordingEngine engine = engine()) {
            RecordingRequest request = RecordingRequest.builder().build();
            Recording recording = engine.open(request).orThrow().recording();
            LevelMeter meter = new LevelMeter(terminal, request, 0);
            for (long now = 0; now < 1000 * MILLISECOND; now += MILLISECOND) {
                meter.show(recording, now);
            }
            assertEquals(10, drawn().chars().filter(c -> c == '\r').count());
            recording.abort();
        }
    }

    @Test
    void shouldShowNoThresholdWhereSilenceEndsNothing() {
        try (RecordingEngine engine = engine()) {
            RecordingRequest request = RecordingRequest.builder()
                    .payloadTypes(PayloadTypes.of(PayloadFormat.PCMU))
                    .build();
            OpenResult.Opened call = engine.open(request).orThrow();
            play(engine, call, (byte) 0xA0, 0);
            new LevelMeter(terminal, request, 0).show(call.recording(), 0);
            String line = drawn();
            assertTrue(line.startsWith("\r    0.1 s  level 1000 [####"), line);
            assertTrue(line.indexOf('|') < 0, line);
            call.recording().abort();
        }
    }
}
