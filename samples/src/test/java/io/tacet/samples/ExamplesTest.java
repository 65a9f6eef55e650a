package io.tacet.samples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tacet.RecordingResult;
import io.tacet.Termination;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The numbered examples run, and do what they say. */
class ExamplesTest {
    @Test
    void shouldRecordTheVoicemailUntilThreeSecondsOfSilence(@TempDir Path directory) throws Exception {
        RecordingResult result = _01_RecordWavFile.record(Path.of("audio", "voicemail.wav"), directory);

        RecordingResult.Completed completed = (RecordingResult.Completed) result;
        assertEquals(Termination.Cause.SILENCE, completed.manifest().cause());
        assertEquals(144_000, completed.manifest().endedAtSample());
        assertEquals(44 + 2 * 144_000, Files.size(Path.of(String.valueOf(completed.location()))));
    }

    @Test
    void shouldEndAtTheKeyThatSignallingTold() throws Exception {
        assertEquals(new Termination.Terminator('5', 16_000), _02_EmbedInYourEventLoop.run());
    }

    @Test
    void shouldRetryUntilTheCustomSinkConfirms() throws Exception {
        String printed = printed(() -> _03_CustomSink.main(new String[0]));

        assertTrue(printed.contains("→ digest"), printed);
        assertTrue(printed.contains("location=sha256:"), printed);
    }

    @Test
    void shouldAnswerAnActionWithItsEvent(@TempDir Path directory) throws Exception {
        String event = _05_RecordAudioAction.run(directory);

        assertTrue(event.contains("\"InvocationEventType\":\"ACTION_SUCCESSFUL\""), event);
        assertTrue(event.contains("\"Key\":\"voicemail/call-id-1-0.wav\""), event);
        assertTrue(event.contains("\"RecordingTerminatorUsed\":\"#\""), event);
        assertEquals(44 + 2 * 16_000, Files.size(directory.resolve("recordings/voicemail/call-id-1-0.wav")));
    }

    @Test
    void shouldPutTheRecordingIntoABucketAndHandOnWhatTheFunctionAnswers(@TempDir Path directory) throws Exception {
        System.setProperty("aws.accessKeyId", "test");
        System.setProperty("aws.secretAccessKey", "test");
        try (TinyCloud cloud = new TinyCloud("{\"Actions\":[{\"Type\":\"Hangup\"}]}")) {
            String response = _06_S3AndLambda.run(directory, "recordings", "voicemail", cloud.endpoint());

            assertEquals("{\"Actions\":[{\"Type\":\"Hangup\"}]}", response);
            assertEquals(2, cloud.objects.size(), cloud.objects.toString());
            assertTrue(cloud.event.contains("ACTION_SUCCESSFUL"), cloud.event);
        } finally {
            System.clearProperty("aws.accessKeyId");
            System.clearProperty("aws.secretAccessKey");
        }
    }

    private static String printed(Example example) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream before = System.out;
        System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            example.run();
        } finally {
            System.setOut(before);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private interface Example {
        void run() throws Exception;
    }
}
