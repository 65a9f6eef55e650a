package io.tacet.action;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Fuzz target for the action's JSON. {@link #fuzzerTestOneInput} is the entry that coverage-guided fuzzers such as Jazzer look for; the
 * test drives it with a seeded mutator that knows JSON and the action's words.
 */
public class ActionParserFuzzTest {
    private static final ActionParser PARSER = new ActionParser();
    private static final String[] WORDS = {
        "{",
        "}",
        "[",
        "]",
        ":",
        ",",
        "\"",
        "null",
        "true",
        "-",
        "0",
        "1e999999999",
        "1E-999999999",
        "9999999999",
        "0.5",
        "2147483648",
        "\\u0000",
        "\\ud800",
        "\"Type\"",
        "\"RecordAudio\"",
        "\"Parameters\"",
        "\"CallId\"",
        "\"ParticipantTag\"",
        "\"LEG-A\"",
        "\"DurationInSeconds\"",
        "\"SilenceDurationInSeconds\"",
        "\"SilenceThreshold\"",
        "\"RecordingTerminators\"",
        "\"RecordingDestination\"",
        "\"BucketName\"",
        "\"Prefix\"",
        "\"S3\"",
        "\"#\"",
        "{\"a\":",
        "[[[[[[[[[[[[[[[[",
        "\u00e4",
        "\u2028",
        "\ud83d\ude00",
        "\u0000",
        "//",
        "/*"
    };

    /** Every input gets an outcome whose line is JSON, whose event is an event, whose key fits; nothing is thrown. */
    public static void fuzzerTestOneInput(byte[] data) {
        ActionOutcome outcome = PARSER.parse(data);
        String line = ValidationReport.of("fuzz", 1, outcome);
        assertFalse(line.contains("\n"));
        assertEquals(
                outcome instanceof ActionOutcome.Valid,
                Actions.read(line).get("valid").asBoolean());
        ActionContext context = new ActionContext(1, 0, CallDetails.NONE, null, "r");
        if (outcome instanceof ActionOutcome.Valid valid) {
            ActionPlan.Ready plan = (ActionPlan.Ready) ActionPlan.of(valid, context);
            plan.request();
            int bytes = plan.key().getBytes(StandardCharsets.UTF_8).length;
            assertTrue(bytes <= 1024 && plan.key().endsWith("-0.wav"), plan.key());
            survives(plan.pending().successful('#'), plan.pending());
        } else if (outcome instanceof ActionOutcome.Invalid invalid) {
            PendingAction pending = PendingAction.of(invalid, context);
            survives(pending.failed(invalid.error()), pending);
        }
    }

    private static void survives(ActionEvent event, PendingAction pending) {
        JsonNode json = Actions.read(event.json());
        assertEquals(event.type().name(), json.get("InvocationEventType").asText());
        assertEquals(pending.toJson(), PendingAction.fromJson(pending.toJson()).toJson());
    }

    private static byte[] mutate(byte[] from, Random random) {
        byte[] bytes = from;
        for (int n = 1 + random.nextInt(6); n > 0; n--) {
            int at = random.nextInt(bytes.length + 1);
            int end = Math.min(bytes.length, at + random.nextInt(8));
            byte[] insert = switch (random.nextInt(4)) {
                case 0 -> new byte[] {(byte) random.nextInt()};
                case 1 -> new byte[0];
                case 2 -> Arrays.copyOfRange(bytes, random.nextInt(bytes.length + 1), bytes.length);
                default -> WORDS[random.nextInt(WORDS.length)].getBytes(StandardCharsets.UTF_8);
            };
            byte[] next = new byte[at + insert.length + bytes.length - end];
            System.arraycopy(bytes, 0, next, 0, at);
            System.arraycopy(insert, 0, next, at, insert.length);
            System.arraycopy(bytes, end, next, at + insert.length, bytes.length - end);
            bytes = next.length > 5000 ? from : next;
        }
        return bytes;
    }

    @Test
    @Tag("fuzz")
    void shouldHoldForAHalfMinuteOfMutations() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        byte[] start = Actions.SEED.getBytes(StandardCharsets.UTF_8);
        byte[] interesting = start;
        long inputs = 0;
        for (long end = System.nanoTime() + 30_000_000_000L; System.nanoTime() < end; inputs++) {
            byte[] bytes = mutate(random.nextInt(3) == 0 ? interesting : start, random);
            try {
                fuzzerTestOneInput(bytes);
            } catch (RuntimeException | AssertionError | StackOverflowError e) {
                throw new AssertionError(
                        "seed " + seed + ", input " + inputs + ": " + new String(bytes, StandardCharsets.UTF_8), e);
            }
            if (!(PARSER.parse(bytes) instanceof ActionOutcome.Foreign)) {
                interesting = bytes;
            }
        }
        assertTrue(inputs > 10_000, inputs + " inputs, seed " + seed);
    }
}
