package io.tacet.action;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** The lines of {@code tacet validate}. */
class ValidationReportTest {
    private static String report(String json) {
        return ValidationReport.of("a.json", 1, new ActionParser().parse(json));
    }

    @Test
    void shouldSayWhatAValidActionComesTo() {
        assertEquals(
                "{\"file\":\"a.json\",\"line\":1,\"valid\":true,\"effective\":{\"durationInSeconds\":10,"
                        + "\"silenceDurationInSeconds\":3,\"silenceThreshold\":100,\"terminators\":[\"#\"],"
                        + "\"bucketName\":\"valid-bucket-name\",\"prefix\":\"valid-prefix-name\","
                        + "\"keyExample\":\"valid-prefix-name/call-id-1-0.wav\"},\"warnings\":[]}",
                report(Actions.SEED));
    }

    @Test
    void shouldLeaveOutWhatIsAbsent() {
        assertEquals(
                "{\"file\":\"a.json\",\"line\":1,\"valid\":true,\"effective\":{\"terminators\":[\"1\",\"*\"],"
                        + "\"bucketName\":\"b\",\"keyExample\":\"CallId-0.wav\"},"
                        + "\"warnings\":[\"Track is not a field of RecordAudio and is ignored\"]}",
                report("""
                        {"Type":"RecordAudio","Parameters":{"RecordingTerminators":["*","1","*"],"Track":"BOTH",
                        "RecordingDestination":{"Type":"S3","BucketName":"b","Prefix":"/"}}}"""));
    }

    @Test
    void shouldListEveryViolation() {
        assertEquals(
                "{\"file\":\"a.json\",\"line\":1,\"valid\":false,\"errorType\":\"InvalidActionParameter\","
                        + "\"errorMessage\":\"DurationInSeconds parameter value is invalid.\",\"violations\":["
                        + "{\"field\":\"DurationInSeconds\",\"given\":-1,\"allowed\":\"a whole number of 1 to 2147483647,"
                        + " as a number or a string of digits\"},{\"field\":\"RecordingTerminators\",\"given\":null,"
                        + "\"allowed\":\"an array of one or more strings, each one character of 123456789*0#, required\"}"
                        + "],\"warnings\":[]}",
                report("""
                        {"Type":"RecordAudio","Parameters":{"DurationInSeconds":-1,
                        "RecordingDestination":{"Type":"S3","BucketName":"b"}}}"""));
    }

    @Test
    void shouldHaveNoErrorTypeForWhatIsNotOurs() {
        assertEquals(
                "{\"file\":\"a.json\",\"line\":1,\"valid\":false,\"errorMessage\":"
                        + "\"Type is \\\"PlayAudio\\\"; allowed: RecordAudio\",\"violations\":[{\"field\":\"Type\","
                        + "\"given\":\"PlayAudio\",\"allowed\":\"RecordAudio\"}],\"warnings\":[]}",
                report("{\"Type\":\"PlayAudio\"}"));
    }
}
