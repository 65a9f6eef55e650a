package io.tacet.server.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tacet.RecordingRequest;
import io.tacet.action.CallDetails;
import io.tacet.server.serve.StartRequest;
import java.io.IOException;

/**
 * Reads the body of {@code POST /v1/recordings}: a RecordAudio action or plain limits, and with either what the host knows of the call and
 * its media. Strict: a field that is not known is an error, so that a misspelt limit never records for ever.
 *
 * <p>Thread: any.
 */
final class RequestReader {
    private static final JsonMapper MAPPER = mapper();
    private static final String[] HOST = {"callId", "media"};
    private static final String[] ACTION_HOST = {"callDetails", "sequence", "counter"};

    private RequestReader() {}

    private static JsonMapper mapper() {
        JsonFactory factory = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(32)
                        .maxNumberLength(100)
                        .maxNameLength(1000)
                        .build())
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                .build();
        return JsonMapper.builder(factory)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                .build();
    }

    /** The object that a body is; an empty body counts as an empty object. */
    static Fields object(byte[] body) {
        if (body.length == 0) {
            return new Fields("", MAPPER.createObjectNode());
        }
        JsonNode node;
        try {
            node = MAPPER.readTree(body);
        } catch (JsonProcessingException e) {
            throw new ApiException(
                    400,
                    "InvalidJson",
                    "the body is not JSON that we read" + where(e) + ": " + Fields.cut(e.getOriginalMessage()),
                    null);
        } catch (IOException e) {
            throw new ApiException(400, "InvalidJson", "the body is not JSON: " + Fields.cut(e.getMessage()), null);
        }
        if (node == null || !node.isObject()) {
            throw new ApiException(400, "InvalidJson", "the body is not an object; allowed is one JSON object", null);
        }
        return new Fields("", (ObjectNode) node);
    }

    private static String where(JsonProcessingException e) {
        JsonLocation location = e.getLocation();
        return location == null || location.getLineNr() < 1
                ? ""
                : " at line " + location.getLineNr() + ", column " + location.getColumnNr();
    }

    /** What is to be recorded. */
    static StartRequest start(byte[] body) {
        Fields fields = object(body);
        RecordingRequest.Builder request = RecordingRequest.builder();
        MediaFields media = MediaFields.read(fields.object("media"), request);
        String callId = fields.text("callId", 1000);
        if (!fields.has("Type") && !fields.has("Parameters") && !fields.has("action")) {
            LimitFields.read(fields, request);
            fields.allow(HOST, LimitFields.NAMES);
            return new StartRequest(
                    request,
                    media.source(),
                    media.ptimeMillis(),
                    callId,
                    null,
                    CallDetails.NONE,
                    1,
                    null,
                    media.audioSocket());
        }
        CallDetails call = call(fields);
        Integer sequence = fields.whole("sequence", 0, Integer.MAX_VALUE);
        Integer counter = fields.whole("counter", 0, Integer.MAX_VALUE);
        return new StartRequest(
                request,
                media.source(),
                media.ptimeMillis(),
                callId,
                action(fields),
                call,
                sequence == null ? 1 : sequence,
                counter == null ? null : counter.longValue(),
                media.audioSocket());
    }

    /** The action is the member {@code action}, or the body itself but for what the host says beside it. */
    private static String action(Fields fields) {
        Fields action = fields.object("action");
        if (action != null) {
            fields.allow(HOST, ACTION_HOST, new String[] {"action"});
            return action.json().toString();
        }
        ObjectNode own = fields.json().deepCopy();
        for (String name : HOST) {
            own.remove(name);
        }
        for (String name : ACTION_HOST) {
            own.remove(name);
        }
        return own.toString();
    }

    private static CallDetails call(Fields fields) {
        Fields call = fields.object("callDetails");
        if (call == null) {
            return CallDetails.NONE;
        }
        try {
            return CallDetails.parse(call.json().toString());
        } catch (IllegalArgumentException e) {
            throw ApiException.invalid("callDetails: " + e.getMessage());
        }
    }
}
