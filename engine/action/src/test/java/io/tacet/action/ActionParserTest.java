package io.tacet.action;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts from strangers: every one gets an outcome of one line, none a stack trace. */
class ActionParserTest {
    private static String foreign(String json) {
        String reason = assertInstanceOf(ActionOutcome.Foreign.class, new ActionParser().parse(json))
                .reason();
        assertFalse(reason.isBlank() || reason.contains("\n") || reason.length() > 500, reason);
        return reason;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "}",
                "nul",
                "[1,2",
                "{\"Type\":}",
                "{\"Type\":\"RecordAudio\"",
                "{} {}",
                "\"\\ud8",
                "'x'",
                "{\"a\":01}",
                "{\"a\":NaN}",
                "{\"a\":1e99999999999999}",
                "\u0000",
                "{\"a\":\"\u0001\"}",
                "// no",
                "[]",
                "7",
                "null",
                "\"RecordAudio\""
            })
    void shouldSayInOneLineWhatIsNotAnAction(String json) {
        foreign(json);
    }

    @Test
    void shouldRefuseANameThatComesTwice() {
        assertTrue(foreign("{\"Type\":\"RecordAudio\",\"Type\":\"RecordAudio\",\"Parameters\":{}}")
                .contains("Duplicate"));
        foreign("{\"Type\":\"RecordAudio\",\"Parameters\":{\"DurationInSeconds\":1,\"DurationInSeconds\":2}}");
    }

    @Test
    void shouldBoundSizeDepthNamesAndNumbers() {
        assertTrue(foreign(" ".repeat((1 << 20) + 1)).contains("1048576"));
        assertTrue(foreign("\"" + "ä".repeat(600_000) + "\"").contains("1048576"));
        foreign("[".repeat(1000));
        foreign("{\"a\":".repeat(100_000));
        foreign("{\"a\":" + "9".repeat(101) + "}");
        foreign("{\"" + "n".repeat(2000) + "\":1}");
    }

    @Test
    void shouldTakeAnActionOfExactlyOneMebibyte() {
        String padded = Actions.SEED + " ".repeat((1 << 20) - Actions.SEED.length());
        assertInstanceOf(ActionOutcome.Valid.class, new ActionParser().parse(padded));
        assertInstanceOf(ActionOutcome.Valid.class, new ActionParser().parse(padded.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void shouldCutLongValuesInViolationsButNotInTheEcho() {
        String callId = "\"" + "#".repeat(100_000) + "\"";
        ActionOutcome.Invalid outcome = Actions.invalid(Actions.with("ParticipantTag", callId));
        assertTrue(outcome.violations().get(0).toString().length() < 400);
        assertEquals(
                100_002,
                java.util.Objects.requireNonNull(outcome.parameters())
                        .get("ParticipantTag")
                        .toString()
                        .length());
    }

    @Test
    void shouldBoundTheWarnings() {
        StringBuilder members = new StringBuilder("\"x\":1");
        for (int i = 0; i < 5000; i++) {
            members.append(",\"x").append(i).append("\":1");
        }
        assertEquals(21, Actions.warnings(Actions.withAll(members.toString())).size());
    }

    @Test
    void shouldNeverThrowForMutatedBytes() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        ActionParser parser = new ActionParser();
        for (int i = 0; i < 10_000; i++) {
            byte[] bytes = Actions.SEED.getBytes(StandardCharsets.UTF_8);
            for (int n = 1 + random.nextInt(4); n > 0; n--) {
                bytes[random.nextInt(bytes.length)] = random.nextInt(3) == 0
                        ? (byte) random.nextInt()
                        : (byte) "{}[]\",:0129-+eE.#\\u".charAt(random.nextInt(19));
            }
            try {
                parser.parse(bytes);
                parser.parse(new String(bytes, StandardCharsets.UTF_8));
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed + ": " + new String(bytes, StandardCharsets.UTF_8), e);
            }
        }
    }
}
