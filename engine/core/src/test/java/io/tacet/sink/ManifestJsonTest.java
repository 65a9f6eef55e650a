package io.tacet.sink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tacet.OutputEncoding;
import io.tacet.PacketCounters;
import io.tacet.RecordingManifest;
import io.tacet.RecordingManifest.Condition;
import io.tacet.RecordingManifest.Digit;
import io.tacet.RecordingManifest.Gap;
import io.tacet.RecordingManifest.GapReason;
import io.tacet.RecordingManifest.Level;
import io.tacet.RecordingManifest.Levels;
import io.tacet.RecordingManifest.Reception;
import io.tacet.Termination.Cause;
import io.tacet.spi.SampleRecording;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ManifestJsonTest {
    private static final long SEED = 8259;
    private static final ObjectMapper JSON = new ObjectMapper();

    private static RecordingManifest full() {
        return new RecordingManifest(
                "call-1",
                Cause.TERMINATOR,
                '#',
                OutputEncoding.MULAW,
                8000,
                40_001,
                40_001,
                List.of(new Condition(Cause.SILENCE, 48_000L, 0.9998749999), new Condition(Cause.DURATION, null, null)),
                List.of(new Digit('#', 40_001, 800), new Digit('!', -4, 0)),
                new Levels(
                        200.0,
                        -45.299,
                        new Level(1.25, -72.005),
                        new Level(2, -60),
                        new Level(3, -50),
                        new Level(0, -100)),
                3.0,
                true,
                List.of(new Gap(8000, 160, GapReason.LOSS), new Gap(16_000, 1, GapReason.COMFORT_NOISE)),
                List.of("one", "two"),
                new PacketCounters(100, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13),
                new Reception(0xDEADBEEFL, 251, -1, 0.12345, 20),
                Map.of("secret", "label"));
    }

    @Test
    void shouldWriteExactlyThisLine() {
        String expected = "{'recordingId':'call-1','cause':'TERMINATOR','terminator':'#','file':'out/call-1.wav',"
                + "'encoding':'mulaw','sampleRate':8000,'samples':40001,'durationSeconds':5.000125,'endedAtSample':40001,"
                + "'conditions':[{'cause':'SILENCE','atSample':48000,'marginSeconds':0.999875},"
                + "{'cause':'DURATION','atSample':null,'marginSeconds':null}],"
                + "'digits':[{'digit':'#','atSeconds':5.000125,'durationSeconds':0.1},"
                + "{'digit':'!','atSeconds':-0.0005,'durationSeconds':0}],"
                + "'levels':{'threshold':200.0,'thresholdDbfs':-45.30,'noiseFloor':{'scale':1.3,'dbfs':-72.01},"
                + "'median':{'scale':2.0,'dbfs':-60.00},'p95':{'scale':3.0,'dbfs':-50.00},"
                + "'peak':{'scale':0.0,'dbfs':-100.00}},'longestSilenceSeconds':3,'recovered':true,"
                + "'gaps':[{'atSeconds':1,'seconds':0.02,'reason':'LOSS'},"
                + "{'atSeconds':2,'seconds':0.000125,'reason':'COMFORT_NOISE'}],'warnings':['one','two'],"
                + "'counters':{'received':100,'written':1,'events':2,'comfortNoise':3,'paused':4,'duplicate':5,'late':6,"
                + "'rejected':{'malformed':7,'payloadType':8,'rtcp':9,'source':10,'ssrc':11},'overflow':12,'afterEnd':13},"
                + "'reception':{'ssrc':'0xdeadbeef','expected':251,'lost':-1,'jitterMillis':0.123,'maxJitterMillis':20}}";
        assertEquals(expected.replace('\'', '"'), ManifestJson.of(full(), "out/call-1.wav"));
    }

    @Test
    void shouldWriteNullForWhatIsNotKnownAndLeaveOutTheTerminatorOnly() {
        String expected = "{'recordingId':'call-2','cause':'ENDED','file':null,'encoding':'pcm16','sampleRate':8000,"
                + "'samples':0,'durationSeconds':0,'endedAtSample':0,'conditions':[],'digits':[],"
                + "'levels':{'threshold':null,'thresholdDbfs':null,'noiseFloor':null,'median':null,'p95':null,'peak':null},"
                + "'longestSilenceSeconds':null,'recovered':false,'gaps':[],'warnings':[],"
                + "'counters':{'received':0,'written':0,'events':0,'comfortNoise':0,'paused':0,'duplicate':0,'late':0,"
                + "'rejected':{'malformed':0,'payloadType':0,'rtcp':0,'source':0,'ssrc':0},'overflow':0,'afterEnd':0},"
                + "'reception':null}";
        assertEquals(expected.replace('\'', '"'), ManifestJson.of(SampleRecording.manifest("call-2", 0), null));
    }

    @Test
    void shouldBeReadBackByAJsonParserWhateverTheLocale() throws IOException {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("ar-EG"));
        try {
            JsonNode read = JSON.readTree(ManifestJson.of(full(), "x"));
            assertEquals(5.000125, read.path("durationSeconds").asDouble());
            assertEquals(
                    -72.01, read.path("levels").path("noiseFloor").path("dbfs").asDouble());
            assertEquals(11, read.path("counters").path("rejected").path("ssrc").asInt());
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void shouldWriteTheFullRangeOfNumbersWithoutExponents() throws IOException {
        RecordingManifest longest = SampleRecording.manifest("x", 4L * 3600 * 48_000 * 1000);
        String line = ManifestJson.of(longest, null);
        assertTrue(line.contains("\"durationSeconds\":86400000,"), line);
        JsonLine json = new JsonLine()
                .begin('[')
                .upTo(1e-7, 6)
                .upTo(1e9, 6)
                .upTo(-1e-9, 6)
                .upTo(Double.NaN, 6);
        json.fixed(Double.POSITIVE_INFINITY, 1).fixed(-0.01, 1).ratio(1, 3, 6).ratio(1, 0, 6);
        assertEquals(
                "[0,1000000000,0,null,null,0.0,0.333333,null]", json.end(']').toString());
    }

    @Test
    void shouldEscapeWhatJsonOrUtf8CannotCarry() {
        JsonLine json = new JsonLine().value("\"\\/\n\t\r\0\u001f\u007f\u2028é€\uD83D\uDE00 \uD83D \uDE00\uD83D");
        assertEquals(
                "\"\\\"\\\\/\\n\\t\\u000d\\u0000\\u001f\\u007f\\u2028é€\uD83D\uDE00 \\ud83d \\ude00\\ud83d\"",
                json.toString());
    }

    @Test
    void shouldCarryAnyTextThroughUtf8AndBack() throws IOException {
        Random random = new Random(SEED);
        for (int round = 0; round < 5000; round++) {
            StringBuilder text = new StringBuilder();
            int length = random.nextInt(20);
            for (int i = 0; i < length; i++) {
                text.append((char) (random.nextBoolean() ? random.nextInt(128) : 0xD700 + random.nextInt(0x1000)));
            }
            String line = ManifestJson.of(SampleRecording.manifest(text.toString(), 1), text.toString());
            assertEquals(1, line.lines().count());
            JsonNode read = JSON.readTree(line.getBytes(StandardCharsets.UTF_8));
            String what = "seed " + SEED + ", round " + round;
            assertEquals(text.toString(), read.path("recordingId").asText(), what);
            assertEquals(text.toString(), read.path("file").asText(), what);
        }
    }

    @Test
    void shouldNotWriteLabels() {
        assertTrue(!ManifestJson.of(full(), "x").contains("label"));
    }
}
