package io.tacet.action;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Reads JSON from strangers: bounded in size, depth, names and numbers; a name twice in one object is an error, since nobody can say
 * which was meant. Numbers keep their digits, so that the event's echo is what came.
 *
 * <p>Thread: any. Source: RFC 8259.
 */
final class ActionJson {
    static final int MAXIMUM_BYTES = 1 << 20;
    static final int MAXIMUM_DEPTH = 32;
    static final int MAXIMUM_NUMBER = 100;
    static final int MAXIMUM_NAME = 1000;

    static final JsonMapper MAPPER = mapper(MAXIMUM_BYTES, MAXIMUM_DEPTH);
    private static final JsonMapper OWN = mapper(8 * MAXIMUM_BYTES, MAXIMUM_DEPTH + 1);

    private ActionJson() {}

    private static JsonMapper mapper(int bytes, int depth) {
        StreamReadConstraints limits = StreamReadConstraints.builder()
                .maxDocumentLength(bytes)
                .maxStringLength(bytes)
                .maxNestingDepth(depth)
                .maxNumberLength(MAXIMUM_NUMBER)
                .maxNameLength(MAXIMUM_NAME)
                .build();
        JsonFactory factory = JsonFactory.builder()
                .streamReadConstraints(limits)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                .build();
        return JsonMapper.builder(factory)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                .build();
    }

    /**
     * Reads one value.
     *
     * @throws UnreadableJson with one line that says what is wrong and where
     */
    static JsonNode read(byte[] utf8) throws UnreadableJson {
        if (utf8.length > MAXIMUM_BYTES) {
            throw new UnreadableJson("text has " + utf8.length + " bytes; allowed are at most " + MAXIMUM_BYTES);
        }
        try {
            JsonNode node = MAPPER.readTree(utf8);
            if (node == null || node.isMissingNode()) {
                throw new UnreadableJson("text is empty; allowed is one JSON object");
            }
            return node;
        } catch (JsonProcessingException e) {
            throw new UnreadableJson(describe(e));
        } catch (IOException | ArithmeticException | NumberFormatException e) {
            throw new UnreadableJson("text is not JSON: " + oneLine(String.valueOf(e.getMessage())));
        }
    }

    static JsonNode read(String text) throws UnreadableJson {
        return read(text.getBytes(StandardCharsets.UTF_8));
    }

    /** What we wrote ourselves: an action and call details, each within its own limit. */
    static JsonNode readOwn(String text) throws UnreadableJson {
        try {
            return OWN.readTree(text);
        } catch (JsonProcessingException e) {
            throw new UnreadableJson(describe(e));
        }
    }

    /** One line, without control characters, of at most 200. */
    static String oneLine(String text) {
        String clean = text.strip().replaceAll("[\\p{Cntrl}\\s]+", " ");
        return clean.length() <= 200 ? clean : clean.substring(0, 200) + "…";
    }

    private static String describe(JsonProcessingException e) {
        String where = "";
        if (e.getLocation() != null && e.getLocation().getLineNr() > 0) {
            where = " at line " + e.getLocation().getLineNr() + ", column "
                    + e.getLocation().getColumnNr();
        }
        return "text is not JSON that we read" + where + ": " + oneLine(e.getOriginalMessage());
    }

    /** The text is not JSON, or beyond a limit; the message is one line for people. */
    static final class UnreadableJson extends Exception {
        private static final long serialVersionUID = 1;

        UnreadableJson(String message) {
            super(message);
        }
    }
}
