package io.tacet.server.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tacet.Durability;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {
    @TempDir
    Path directory = Path.of("");

    private Settings file(String yaml) throws IOException {
        Path file = directory.resolve("serve.yaml");
        Files.writeString(file, yaml);
        return SettingsFile.read(file, new Settings());
    }

    private static ServeConfig read(Settings settings) {
        return ServeConfigReader.read(settings, line -> {});
    }

    @Test
    void shouldHaveADefaultForEverything() throws IOException {
        assertEquals(ServeConfig.DEFAULT, read(new Settings()));
        assertEquals(ServeConfig.DEFAULT, read(file("")));
        assertEquals(ServeConfig.DEFAULT, read(file("# nothing\n")));
    }

    @Test
    void shouldReadAWholeFile() throws IOException {
        ServeConfig config = read(file(String.join(
                "\n",
                "http: {host: 0.0.0.0, port: 0, token: 0123456789abcdef, requestsPerSecond: 50}",
                "rtp:",
                "  ports: 40000-40010",
                "  advertise: 192.0.2.1",
                "  restSeconds: 0.5",
                "audioSocket:",
                "  port: 9092",
                "  unknown: true",
                "  silenceSeconds: 3",
                "  terminators: '#'",
                "out: /tmp/x",
                "durability: process",
                "sink: {type: s3, bucket: calls, region: eu-central-1, retryAgeSeconds: 60}",
                "publisher:",
                "  type: webhook",
                "  url: https://127.0.0.1/events",
                "  headers: {X-Tenant: a}",
                "drain: {graceSeconds: 5, deadlineSeconds: 20}")));
        assertEquals("0123456789abcdef", config.http().token());
        assertEquals(40_010, config.rtp().lastPort());
        assertEquals("192.0.2.1", config.advertisedHost());
        assertEquals("0.0.0.0", config.rtpHost());
        assertEquals(Duration.ofMillis(500), config.rtp().rest());
        assertEquals(9092, config.audioSocket().port());
        assertTrue(config.audioSocket().unknown() != null);
        assertEquals(Durability.PROCESS, config.durability());
        ServeConfig.Sink.S3 s3 = assertInstanceOf(ServeConfig.Sink.S3.class, config.sink());
        assertEquals("calls", s3.config().bucket());
        assertEquals(Duration.ofMinutes(1), s3.retryAge());
        ServeConfig.Publisher.Webhook webhook =
                assertInstanceOf(ServeConfig.Publisher.Webhook.class, config.publisher());
        assertEquals(Map.of("X-Tenant", "a"), webhook.config().headers());
        assertEquals(Duration.ofSeconds(5), config.drain().grace());
        assertFalse(config.toString().contains("0123456789abcdef"), "a token does not belong in logs");
    }

    @Test
    void shouldLetTheEnvironmentOverruleTheFileAndOptionsBoth() throws IOException {
        Settings settings = file("http: {port: 1000, burst: 7}")
                .environment(Map.of("TACET_HTTP_PORT", "2000", "TACET_HTTP_MAX_BODY_BYTES", "4096", "HOME", "/"))
                .option("--http-port", "http.port", "3000")
                .option("--http-host", "http.host", null);
        ServeConfig config = read(settings);
        assertEquals(3000, config.http().port());
        assertEquals(4096, config.http().maxBodyBytes());
        assertEquals(7, config.http().burst());
    }

    @Test
    void shouldNameWhatIsWrongWhereItWasSaidAndWhatIsAllowed() throws IOException {
        refused(file("http: {port: 70000}"), "http.port is '70000'", "serve.yaml", "0 to 65535");
        refused(file("http: {token: short}"), "http.token is not usable", "16 or more");
        refused(file("rtp: {ports: 5-5}"), "rtp.ports is '5-5'", "FIRST-LAST");
        refused(file("durability: much"), "durability is 'much'", "none, process, power");
        refused(file("sink: {bucket: b}"), "sink.bucket means nothing with sink.type directory", "type, directory");
        refused(file("publisher: {type: webhook}"), "publisher.url is missing", "https://");
        refused(file("publisher: {type: webhook, url: 'ftp://x'}"), "publisher.url is 'ftp://x'");
        refused(file("publisher: {type: lambda}"), "publisher.function is missing");
        refused(file("out: ''"), "out is ''", "one or more characters");
        refused(
                new Settings().environment(Map.of("TACET_HTTP_PORT", "x")),
                "http.port is 'x' (TACET_HTTP_PORT)",
                "0 to 65535");
    }

    private static void refused(Settings settings, String... parts) {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> read(settings));
        for (String part : parts) {
            assertTrue(String.valueOf(e.getMessage()).contains(part), e.getMessage());
        }
    }

    @Test
    void shouldRefuseWhatIsNotASetting() {
        unreadable("http: {prot: 1}", "http.prot is not known; allowed are http.host, http.port");
        unreadable("htpp: {port: 1}", "htpp.port is not known; allowed are http, rtp");
        unreadable("http: {port: 1, port: 2}", "uplicate");
        unreadable("http: [1]", "http is a list; allowed is one value");
        unreadable("http:\n  port:\n", "http.port is ''");
        unreadable("- 1", "is not a map of settings");
        unreadable("a: b: c", "is not YAML at line 1");
        unreadable("x: *y", "is not");
        IllegalArgumentException e = assertThrows(
                IllegalArgumentException.class, () -> new Settings().environment(Map.of("TACET_HTTP_PROT", "1")));
        assertTrue(String.valueOf(e.getMessage()).contains("TACET_HTTP_PROT is not known; allowed are"));
    }

    private void unreadable(String yaml, String part) {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> read(file(yaml)), yaml);
        String message = String.valueOf(e.getMessage());
        assertTrue(message.contains(part) && message.lines().count() == 1, message);
    }

    @Test
    void shouldNameAVariableForEverySetting() {
        assertEquals("TACET_HTTP_MAX_BODY_BYTES", Settings.variable("http.maxBodyBytes"));
        assertEquals("TACET_OUT", Settings.variable("out"));
        assertEquals("TACET_AUDIO_SOCKET_PORT", Settings.variable("audioSocket.port"));
    }
}
