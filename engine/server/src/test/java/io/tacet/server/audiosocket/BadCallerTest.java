package io.tacet.server.audiosocket;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tacet.Termination.Cause;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Each is closed for one counted reason, and none disturbs another. */
@Timeout(60)
class BadCallerTest {
    private static final byte[] SAMPLES = Caller.audio(Desk.noise(1, 160));

    private final UUID call = UUID.randomUUID();

    private static byte[] start() {
        return Caller.uuid(UUID.randomUUID());
    }

    /** What is sent, and why that ends the connection. */
    private static Map<byte[], Ending> bad() {
        byte[] audioOf65534 = {0x10, (byte) 0xFF, (byte) 0xFE, 1, 2, 3, 4};
        Map<byte[], Ending> bad = new LinkedHashMap<>();
        bad.put(SAMPLES, Ending.NO_UUID);
        bad.put(Caller.hangUp(), Ending.NO_UUID);
        bad.put("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII), Ending.NO_UUID);
        bad.put(Caller.frame(1, new byte[15]), Ending.WRONG_LENGTH);
        bad.put(Caller.frame(1, new byte[17]), Ending.WRONG_LENGTH);
        bad.put(Caller.join(start(), start()), Ending.SECOND_UUID);
        bad.put(Caller.join(start(), SAMPLES, Caller.frame(3, new byte[2])), Ending.WRONG_LENGTH);
        bad.put(Caller.join(start(), SAMPLES, Caller.frame(3)), Ending.WRONG_LENGTH);
        bad.put(Caller.join(start(), SAMPLES, Caller.frame(3, (byte) 7)), Ending.WRONG_DIGIT);
        bad.put(Caller.join(start(), SAMPLES, Caller.frame(0, (byte) 1)), Ending.WRONG_LENGTH);
        bad.put(Caller.join(start(), SAMPLES, Caller.frame(2, new byte[321])), Ending.WRONG_LENGTH);
        bad.put(Caller.join(start(), Caller.frame(0x10, new byte[161])), Ending.ODD_LENGTH);
        bad.put(Caller.join(start(), audioOf65534), Ending.FRAME_TOO_LONG);
        bad.put(Caller.join(start(), Caller.frame(0x11, new byte[2])), Ending.WRONG_RATE);
        bad.put(Caller.join(start(), SAMPLES, Caller.frame(0x12, new byte[2])), Ending.WRONG_RATE);
        bad.put(Caller.join(start(), Caller.frame(0x19, new byte[2])), Ending.UNKNOWN_KIND);
        bad.put(Caller.join(start(), Caller.frame(0x7F)), Ending.UNKNOWN_KIND);
        bad.put(Caller.join(start(), SAMPLES, Caller.frame(0xFF, (byte) 4)), Ending.FAR_ERROR);
        return bad;
    }

    @Test
    void shouldCloseEachForOneCountedReasonAndDisturbNoOther() throws Exception {
        byte[] pcm = Desk.noise(2, 16_000);
        Map<Ending, Long> expected = new EnumMap<>(Ending.class);
        try (Desk desk = Desk.open(limits -> limits);
                Caller good = desk.caller()) {
            good.send(Caller.uuid(call), Caller.audio(Arrays.copyOf(pcm, 16_000)));
            for (Map.Entry<byte[], Ending> one : bad().entrySet()) {
                try (Caller caller = desk.caller()) {
                    caller.sendIfOpen(one.getKey());
                    expected.merge(one.getValue(), 1L, Long::sum);
                    desk.assertCounted(one.getValue(), expected.getOrDefault(one.getValue(), 0L));
                    assertEquals(0, caller.heard().length);
                }
            }
            good.send(Caller.audio(Arrays.copyOfRange(pcm, 16_000, 32_000)), Caller.hangUp());
            assertArrayEquals(pcm, desk.samples(call));
            expected.put(Ending.HANG_UP, 1L);
            desk.assertCounted(Ending.HANG_UP, 1);
            assertEquals(expected, desk.server.counters().endings());
            assertEquals(0, desk.server.counters().live());
        }
    }

    @Test
    void shouldNotTakeSilenceEmptyAudioAndOddKeysAmiss() throws Exception {
        byte[] pcm = Desk.noise(3, 160);
        try (Desk desk = Desk.open(limits -> limits);
                Caller caller = desk.caller()) {
            caller.send(Caller.uuid(call), Caller.frame(0x10), Caller.frame(2), Caller.frame(2, new byte[320]));
            caller.send(Caller.audio(pcm), Caller.digits("~z"), Caller.hangUp());
            assertArrayEquals(pcm, desk.samples(call));
            assertEquals(List.of(), desk.recorded(call).digits());
        }
    }

    @Test
    void shouldRefuseACallThatNobodyAnnounced() throws Exception {
        try (Desk desk = Desk.closed(options -> options);
                Caller caller = desk.caller()) {
            caller.send(Caller.uuid(call), SAMPLES);
            assertArrayEquals(Desk.HANG_UP, caller.heard());
            desk.assertCounted(Ending.UNKNOWN_CALL, 1);
        }
    }

    @Test
    void shouldRefuseASecondConnectionOfACallAndKeepTheFirst() throws Exception {
        byte[] pcm = Desk.noise(4, 3200);
        try (Desk desk = Desk.open(limits -> limits);
                Caller first = desk.caller();
                Caller second = desk.caller()) {
            first.send(Caller.uuid(call), Caller.audio(pcm));
            Desk.await(() -> desk.server.counters().audioBytes() == pcm.length, "samples");
            second.send(Caller.uuid(call), SAMPLES);
            assertArrayEquals(Desk.HANG_UP, second.heard());
            desk.assertCounted(Ending.CALL_TAKEN, 1);
            first.send(Caller.hangUp());
            assertArrayEquals(pcm, desk.samples(call));
        }
    }

    @Test
    void shouldCloseConnectionsThatBringNoUuidInTimeHoweverSlowlyTheyGiveIt() throws Exception {
        Duration soon = Duration.ofMillis(150);
        try (Desk desk = Desk.closed(options -> options.withTimeouts(soon, Duration.ofSeconds(60)));
                Caller silent = desk.caller();
                Caller slow = desk.caller()) {
            for (byte b : Caller.uuid(call)) {
                slow.sendIfOpen(new byte[] {b});
                Thread.sleep(20);
            }
            assertEquals(0, silent.heard().length);
            assertEquals(0, slow.heard().length);
            desk.assertCounted(Ending.HANDSHAKE_TIMEOUT, 2);
        }
    }

    @Test
    void shouldCloseACallThatWentSilentWithoutAWordAndKeepItsRecording() throws Exception {
        Duration soon = Duration.ofMillis(200);
        try (Desk desk = Desk.closed(options -> options.withTimeouts(soon, soon));
                Caller caller = desk.caller()) {
            desk.expect(call, limits -> limits);
            caller.send(Caller.uuid(call), SAMPLES);
            assertArrayEquals(Desk.HANG_UP, caller.heard());
            desk.assertCounted(Ending.IDLE_TIMEOUT, 1);
            assertEquals(Cause.ENDED, desk.recorded(call).cause());
        }
    }

    @Test
    void shouldHangUpOnConnectionsAboveTheLimitAndTakeNewOnesWhenSomeAreGone() throws Exception {
        try (Desk desk = Desk.closed(options -> options.withMaxConnections(3))) {
            List<Caller> most = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                most.add(desk.caller());
            }
            Desk.await(() -> desk.server.counters().live() == 3, "three live");
            try (Caller more = desk.caller()) {
                assertArrayEquals(Desk.HANG_UP, more.heard());
            }
            desk.assertCounted(Ending.TOO_MANY_CONNECTIONS, 1);
            most.get(0).close();
            desk.assertCounted(Ending.DISCONNECTED, 1);
            desk.expect(call, limits -> limits);
            try (Caller next = desk.caller()) {
                next.send(Caller.uuid(call), SAMPLES, Caller.hangUp());
                desk.assertEnded(call, Cause.ENDED, 160);
            }
            for (Caller caller : most) {
                caller.close();
            }
        }
    }

    @Test
    void shouldSurviveAnEngineThatRefuses() throws Exception {
        try (Desk desk = Desk.open(limits -> limits);
                Caller caller = desk.caller()) {
            desk.engine.close();
            caller.send(Caller.uuid(call), SAMPLES);
            assertArrayEquals(Desk.HANG_UP, caller.heard());
            desk.assertCounted(Ending.RECORDING_REFUSED, 1);
        }
    }

    @Test
    void shouldContainAFailureToItsConnection() throws Exception {
        AudioSocketCalls broken = new AudioSocketCalls() {
            @Override
            public Answer claim(UUID brought) {
                throw new IllegalStateException("broken");
            }

            @Override
            public Answer open(UUID brought, int sampleRate) {
                throw new IllegalStateException("broken");
            }
        };
        try (AudioSocketServer server = AudioSocketServer.start(AudioSocketConfig.on(Desk.ANY_PORT), broken)) {
            for (int i = 0; i < 3; i++) {
                try (Caller caller = new Caller(server.localAddress())) {
                    assertEquals(0, caller.send(start()).heard().length);
                }
            }
            assertEquals(Map.of(Ending.INTERNAL, 3L), server.counters().endings());
        }
    }

    @Test
    void shouldRefuseAnAddressThatIsInUse() throws IOException {
        try (Desk desk = Desk.closed(options -> options)) {
            InetSocketAddress taken = desk.server.localAddress();
            assertThrows(IOException.class, () -> AudioSocketServer.start(AudioSocketConfig.on(taken), desk.calls));
        }
    }

    @Test
    void shouldNameWhatIsAllowed() {
        AudioSocketConfig config = AudioSocketConfig.on(Desk.ANY_PORT);
        String connections = assertThrows(IllegalArgumentException.class, () -> config.withMaxConnections(0))
                .getMessage();
        String idle = assertThrows(
                        IllegalArgumentException.class,
                        () -> config.withTimeouts(Duration.ofSeconds(1), Duration.ofMillis(1)))
                .getMessage();
        assertEquals("maxConnections is 0; allowed are 1 to 100000", connections);
        assertTrue(String.valueOf(idle).startsWith("idleTimeout is 1 ms; allowed are 10 to"), idle);
    }
}
