package io.tacet.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code tacet validate}: files, lines, standard input, exit codes. */
class ValidateCommandTest {
    private static final String VALID =
            "{\"Type\":\"RecordAudio\",\"Parameters\":{\"RecordingTerminators\":[\"#\"],\"RecordingDestination\":"
                    + "{\"Type\":\"S3\",\"BucketName\":\"b\"}}}";
    private static final String INVALID = VALID.replace("[\"#\"]", "[]");

    @TempDir
    Path directory;

    private String file(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text).toString();
    }

    private static CommandRun stdin(String text, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        ValidateCommand command = new ValidateCommand(
                new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
        int code = new CommandLine(command).execute(arguments);
        return new CommandRun(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private static List<String> starts(CommandRun run) {
        return run.out()
                .lines()
                .map(line -> line.substring(line.indexOf("\"line\""), line.indexOf("\"valid\"") + 12))
                .toList();
    }

    @Test
    void shouldExitWith0WhenAllAreValid() throws IOException {
        CommandRun run = CommandRun.of("validate", file("a.json", VALID.replace(",", ",\n")), file("b.jsonl", VALID));
        assertEquals(0, run.exitCode(), run.err());
        assertEquals(List.of("\"line\":1,\"valid\":true", "\"line\":1,\"valid\":true"), starts(run));
        assertEquals("", run.err());
    }

    @Test
    void shouldExitWith1WhenOneIsNotAndStillReadTheRest() throws IOException {
        String lines = VALID + "\r\n\n" + INVALID + "\n  \nrubbish\n" + VALID;
        CommandRun run = CommandRun.of("validate", file("a.jsonl", lines), file("b.json", VALID));
        assertEquals(1, run.exitCode());
        assertEquals(
                List.of(
                        "\"line\":1,\"valid\":true",
                        "\"line\":3,\"valid\":fals",
                        "\"line\":5,\"valid\":fals",
                        "\"line\":6,\"valid\":true",
                        "\"line\":1,\"valid\":true"),
                starts(run));
    }

    @Test
    void shouldReadOneActionOrOneALineFromStandardInput() {
        assertEquals(List.of("\"line\":1,\"valid\":true"), starts(stdin(VALID.replace(",", ",\n"), "-")));
        assertEquals(List.of("\"line\":1,\"valid\":true"), starts(stdin(VALID + "\n", "-")));
        CommandRun lines = stdin(VALID + "\n" + INVALID + "\n", "-");
        assertEquals(1, lines.exitCode());
        assertEquals(List.of("\"line\":1,\"valid\":true", "\"line\":2,\"valid\":fals"), starts(lines));
        assertEquals(1, stdin("", "-").exitCode());
    }

    @Test
    void shouldExitWith2ForAFileThatCannotBeRead() throws IOException {
        CommandRun run = CommandRun.of("validate", directory.resolve("no.json").toString(), file("a.json", VALID));
        assertEquals(2, run.exitCode());
        assertEquals(1, run.errLines().size(), run.err());
        assertTrue(run.err().contains("there is no such file"), run.err());
        assertEquals(1, run.out().lines().count());
        assertEquals(2, CommandRun.of("validate", directory.toString()).exitCode());
        assertEquals(2, CommandRun.of("validate").exitCode());
    }

    @Test
    void shouldLetTheCallIdWinWhenAskedTo() throws IOException {
        String both =
                VALID.replace("\"Parameters\":{", "\"Parameters\":{\"CallId\":\"c\",\"ParticipantTag\":\"LEG-A\",");
        assertEquals(1, CommandRun.of("validate", file("a.json", both)).exitCode());
        CommandRun run = CommandRun.of("validate", "--call-id-wins", file("a.json", both));
        assertEquals(0, run.exitCode());
        assertTrue(run.out().contains("\"keyExample\":\"c-0.wav\""), run.out());
    }

    @Test
    void shouldRefuseLinesThatAreTooLongWithoutReadingThemIntoMemory() throws IOException {
        CommandRun run = CommandRun.of("validate", file("a.jsonl", "x".repeat(5_000_000) + "\n" + VALID));
        assertEquals(1, run.exitCode());
        assertEquals(List.of("\"line\":1,\"valid\":fals", "\"line\":2,\"valid\":true"), starts(run));
        assertTrue(run.out().length() < 2000);
    }

    @Test
    void shouldTakeAThousandActionsInUnderTwoSeconds() throws IOException {
        String file = file("a.jsonl", (VALID + "\n").repeat(1000));
        long start = System.nanoTime();
        assertEquals(0, CommandRun.of("validate", file).exitCode());
        assertTrue(System.nanoTime() - start < 2_000_000_000L);
    }
}
