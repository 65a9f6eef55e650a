package io.tacet.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A tone from 0 to 1 s, a click of 10 ms at 2.2 s, a tone from 6 to 7 s, all else digital silence; 8 s at 8000 Hz. */
class InspectCommandTest {
    private static final int RATE = 8000;

    @TempDir
    Path directory = Path.of("");

    private String call = "";

    @BeforeEach
    void writeCall() throws IOException {
        short[] samples = new short[8 * RATE];
        Wavs.tone(samples, RATE, 0, 1, 3000);
        Wavs.tone(samples, RATE, 2.2, 2.21, 3000);
        Wavs.tone(samples, RATE, 6, 7, 3000);
        call = Wavs.pcm16(directory.resolve("call.wav"), RATE, samples).toString();
    }

    private static CommandRun shown(String... arguments) {
        CommandRun run = CommandRun.of(
                Stream.concat(Stream.of("inspect"), Stream.of(arguments)).toArray(String[]::new));
        assertEquals(0, run.exitCode(), run.err());
        return run;
    }

    private static JsonNode json(String... arguments) throws IOException {
        String[] all = Stream.concat(Stream.of(arguments), Stream.of("--json")).toArray(String[]::new);
        CommandRun run = shown(all);
        assertEquals(1, run.out().lines().count());
        return new ObjectMapper().readTree(run.out());
    }

    @Test
    void shouldSayWhyItStoppedAndByHowMuchItMissedTheOtherLimit() throws IOException {
        JsonNode json = json(call, "--silence", "3", "--duration", "30");
        assertEquals("SILENCE", json.get("cause").asText());
        assertEquals(32_000, json.get("endedAtSample").asInt());
        assertEquals(
                "[\"silence of 3.00 s was reached at 4.00 s: nothing lasted above threshold 200 (-45.3 dBFS) since 1.00 s\","
                        + "\"a click of 10 ms at 2.20 s was forgiven\",\"duration was 26.00 s away\"]",
                json.get("explanation").toString());
    }

    @Test
    void shouldTellWhereEachThresholdEndsIt() throws IOException {
        JsonNode rows = json(call, "--silence", "3").get("whatIf");
        assertEquals(8, rows.size());
        for (JsonNode row : rows) {
            assertEquals(32_000, row.get("endedAtSample").asInt(), row.toString());
        }
        assertEquals(1, rows.get(0).get("threshold").asInt());
        assertEquals(1000, rows.get(7).get("threshold").asInt());
    }

    @Test
    void shouldEndByADigitAndListIt() throws IOException {
        JsonNode json = json(call, "--silence", "3", "--terminators", "#", "--press", "#@0.5", "--press", "1@0.25");
        assertEquals("TERMINATOR", json.get("cause").asText());
        assertEquals("#", json.get("terminator").asText());
        assertEquals(4_000, json.get("endedAtSample").asInt());
        assertEquals(2, json.get("digits").size());
    }

    @Test
    void shouldAssumeASilenceWhereNoneIsGivenAndSaySo() {
        CommandRun run = shown(call);
        assertTrue(run.out().contains("the input ended at 8.00 s"), run.out());
        assertTrue(run.out().contains("assumed no silence limit was given"), run.out());
    }

    @Test
    void shouldDrawWithinTheWidthAndWithoutEscapeCodesInAPipe() {
        List<String> lines = shown(call, "--silence", "3").out().lines().toList();
        for (String line : lines) {
            assertTrue(line.length() <= 80, line.length() + ": " + line);
            assertFalse(line.contains("\u001b"), line);
        }
        assertTrue(lines.stream().anyMatch(line -> line.contains("┤")), lines.toString());
        assertTrue(
                lines.stream().anyMatch(line -> line.startsWith("stop") && line.contains("▲ SILENCE at 4.00 s")),
                lines.toString());
    }

    @Test
    void shouldTellWhyARecordingEndedFromTheManifestBesideIt() throws IOException {
        CommandRun recorded = CommandRun.of(
                "record",
                call,
                "--silence",
                "2",
                "--threshold",
                "150",
                "--duration",
                "20",
                "--out",
                directory.toString(),
                "--id",
                "kept");
        assertEquals(0, recorded.exitCode(), recorded.err());
        JsonNode json = json(directory.resolve("kept.wav").toString());
        assertEquals("SILENCE", json.get("cause").asText());
        assertEquals(24_000, json.get("endedAtSample").asInt());
        assertEquals(150, json.get("limits").get("threshold").asInt());
        assertEquals(2.0, json.get("limits").get("silenceSeconds").asDouble());
        assertEquals(20.0, json.get("limits").get("durationSeconds").asDouble());
        assertEquals("[]", json.get("notes").toString());
    }

    @Test
    void shouldTellTheSameOfARecordingWhoseSilenceWasTrimmed() throws IOException {
        CommandRun recorded = CommandRun.of(
                "record", call, "--silence", "2", "--trim-silence", "--out", directory.toString(), "--id", "trimmed");
        assertEquals(0, recorded.exitCode(), recorded.err());
        JsonNode json = json(directory.resolve("trimmed.wav").toString());
        assertEquals("SILENCE", json.get("cause").asText());
        assertEquals(24_000, json.get("endedAtSample").asInt());
    }

    @Test
    void shouldWriteAReportThatAsksNoNetwork() throws IOException {
        Path report = directory.resolve("report.html");
        CommandRun run = shown(call, "--silence", "3", "--html", report.toString());
        assertEquals("", run.out());
        String html = Files.readString(report);
        assertTrue(html.contains("default-src 'none'"));
        assertTrue(html.contains("Copyright (c) 2022 Leon Sorokin"), "uPlot's licence");
        assertFalse(html.contains("@@"), "an unfilled place");
        String ours = html.replaceAll("(?s)<!--.*?-->", "").replace("http://www.w3.org/2000/svg", "");
        assertFalse(ours.matches("(?s).*(src|href)=\"(?!data:)[^\"]*//.*"), "an address");
    }

    @Test
    void shouldWriteNamesIntoTheReportAsText() throws IOException {
        Path odd = directory.resolve("<b>&amp; call.wav");
        Files.copy(Path.of(call), odd);
        Path report = directory.resolve("report.html");
        shown(odd.toString(), "--html", report.toString());
        String html = Files.readString(report);
        assertTrue(html.contains("<h1>&lt;b&gt;&amp;amp; call.wav</h1>"), html.substring(0, 900));
        assertFalse(html.contains("<b>"));
    }

    @Test
    void shouldWriteAPicture() throws IOException {
        Path png = directory.resolve("call.png");
        shown(call, "--silence", "3", "--png", png.toString());
        BufferedImage image = ImageIO.read(png.toFile());
        assertEquals(1200, image.getWidth());
        assertTrue(Files.size(png) < 200_000, Files.size(png) + " bytes");
    }

    @Test
    void shouldSummariseADirectory() throws IOException {
        short[] other = new short[5 * RATE];
        Wavs.tone(other, RATE, 0, 2, 500);
        Wavs.pcm16(directory.resolve("other.wav"), RATE, other);
        Files.writeString(directory.resolve("broken.wav"), "RIFFbroken");
        CommandRun run = CommandRun.of("inspect", directory.toString(), "--silence", "2");
        assertEquals(2, run.exitCode(), run.err());
        assertTrue(run.err().contains("broken.wav"), run.err());
        List<String> lines = run.out().lines().toList();
        assertTrue(lines.get(1).startsWith("call.wav") && lines.get(1).contains("3.00 s SILENCE"), run.out());
        assertTrue(lines.get(2).startsWith("other.wav") && lines.get(2).contains("4.00 s SILENCE"), run.out());
        assertTrue(run.out().contains("for the set: threshold"), run.out());
        Path page = directory.resolve("set.html");
        CommandRun paged = CommandRun.of("inspect", directory.toString(), "--silence", "2", "--html", page.toString());
        assertEquals(2, paged.exitCode(), paged.err());
        assertTrue(Files.readString(page).contains("other.wav"));
        CommandRun.of("inspect", directory.resolve(".").toString(), "--silence", "2", "--html", page.toString());
        assertTrue(Files.readString(page).contains("<title>" + directory.getFileName() + " "));
    }

    @Test
    void shouldRefuseWhatCannotBeShownInOneLine() {
        for (String[] arguments : List.of(
                new String[] {"inspect", directory.resolve("missing.wav").toString()},
                new String[] {"inspect", call, "--threshold", "1001"},
                new String[] {"inspect", directory.toString(), "--png", "x.png"},
                new String[] {"inspect", call, "--press", "x"},
                new String[] {"inspect"})) {
            CommandRun run = CommandRun.of(arguments);
            assertEquals(2, run.exitCode(), run.err());
            assertEquals(1, run.errLines().size(), run.err());
            assertEquals("", run.out());
        }
    }

    @Test
    void shouldFailInOneLineWhereTheReportCannotBeWritten() {
        String nowhere = directory.resolve("none").resolve("report.html").toString();
        CommandRun run = CommandRun.of("inspect", call, "--html", nowhere);
        assertEquals(1, run.exitCode(), run.err());
        assertEquals(1, run.errLines().size(), run.err());
        assertTrue(
                run.err().contains("--html " + nowhere) && run.err().contains("its folder does not exist"), run.err());
        CommandRun picture = CommandRun.of("inspect", call, "--png", nowhere);
        assertEquals(1, picture.exitCode(), picture.err());
        assertEquals(1, picture.errLines().size(), picture.err());
    }

    @Test
    void shouldReportAnHourInUnderTwoMegabytes() throws IOException {
        short[] samples = new short[3600 * RATE];
        for (int i = 0; i < 3600; i += 3) {
            Wavs.tone(samples, RATE, i, i + 2, 500 + i);
        }
        Path hour = Wavs.pcm16(directory.resolve("hour.wav"), RATE, samples);
        Path report = directory.resolve("report.html");
        long begin = System.nanoTime();
        shown(hour.toString(), "--silence", "3", "--html", report.toString());
        System.out.println("InspectCommandTest: an hour in " + (System.nanoTime() - begin) / 1_000_000 + " ms, "
                + Files.size(report) + " bytes");
        assertTrue(Files.size(report) < 2_000_000, Files.size(report) + " bytes");
    }
}
