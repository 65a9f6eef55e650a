package io.tacet.action;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The published JSON Schema and the validator are two texts of one contract: they must agree on every action. */
class SchemaTest {
    private static final String[] FIELDS = {
        "CallId",
        "ParticipantTag",
        "DurationInSeconds",
        "SilenceDurationInSeconds",
        "SilenceThreshold",
        "RecordingTerminators",
        "RecordingDestination",
        "RecordingDestination.Type",
        "RecordingDestination.BucketName",
        "RecordingDestination.Prefix",
        "Parameters",
        "Type",
        "Track"
    };
    private static final String[] VALUES = {
        "null",
        "0",
        "1",
        "3",
        "10",
        "10.0",
        "1e1",
        "10.5",
        "-1",
        "1000",
        "1001",
        "2147483647",
        "2147483648",
        "1e10",
        "\"\"",
        "\"0\"",
        "\"1\"",
        "\"010\"",
        "\"1000\"",
        "\"1001\"",
        "\"2147483647\"",
        "\"2147483648\"",
        "\" 1\"",
        "\"1.0\"",
        "\"99999999999\"",
        "\"LEG-A\"",
        "\"LEG-B\"",
        "\"LEG-C\"",
        "\"S3\"",
        "\"s3\"",
        "\"a/b/\"",
        "\"a b\"",
        "\"RecordAudio\"",
        "\"x\"",
        "true",
        "[]",
        "{}",
        "[\"#\"]",
        "[\"#\",\"#\"]",
        "[\"A\"]",
        "[1]",
        "[\"0\",\"*\"]",
        "[\"12\"]",
        "{\"Type\":\"S3\"}",
        "{\"Type\":\"S3\",\"BucketName\":\"b\"}"
    };

    private final Schema schema = schema();

    private static Schema schema() {
        try (InputStream in = ActionParser.class.getResourceAsStream("record-audio.schema.json")) {
            String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(text, InputFormat.JSON);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void agree(String json) {
        boolean ours = new ActionParser().parse(json) instanceof ActionOutcome.Valid;
        boolean published = schema.validate(json, InputFormat.JSON).isEmpty();
        assertEquals(ours, published, json);
    }

    @Test
    void shouldAgreeWithTheValidatorOnEveryFieldWithEveryValue() {
        agree(Actions.SEED);
        for (String field : FIELDS) {
            agree(Actions.without(field));
            for (String value : VALUES) {
                agree(Actions.with(field, value));
            }
        }
    }

    @Test
    void shouldAgreeWithTheValidatorOnThePrefixsLimits() {
        agree(Actions.with("RecordingDestination.Prefix", '"' + "p".repeat(979) + '"'));
        agree(Actions.with("RecordingDestination.Prefix", '"' + "p".repeat(980) + '"'));
        for (char c = ' '; c < 0x100; c++) {
            agree(Actions.with(
                    "RecordingDestination.Prefix",
                    Actions.JSON.getNodeFactory().textNode("a" + c).toString()));
        }
    }

    @Test
    void shouldAgreeWithTheValidatorOnRandomMixtures() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        int valid = 0;
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < 3000; i++) {
            StringBuilder members = new StringBuilder("\"RecordingTerminators\":[\"#\"]");
            for (String field : List.of(
                    "CallId", "ParticipantTag", "DurationInSeconds", "SilenceDurationInSeconds", "SilenceThreshold")) {
                if (random.nextBoolean()) {
                    members.append(",\"").append(field).append("\":").append(VALUES[random.nextInt(VALUES.length)]);
                }
            }
            texts.add("{\"Type\":\"RecordAudio\",\"Parameters\":{" + members
                    + ",\"RecordingDestination\":{\"Type\":\"S3\",\"BucketName\":\"b\"}}}");
        }
        for (String text : texts) {
            boolean ours = new ActionParser().parse(text) instanceof ActionOutcome.Valid;
            assertEquals(ours, schema.validate(text, InputFormat.JSON).isEmpty(), "seed " + seed + ": " + text);
            valid += ours ? 1 : 0;
        }
        assertTrue(valid > 100, "the mixtures must hold valid actions too, seed " + seed);
    }
}
