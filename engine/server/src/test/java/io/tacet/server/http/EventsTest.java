package io.tacet.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Server-sent events: what is told, in which order, and what becomes of readers that do not read. */
class EventsTest {
    /** A reader of the stream. */
    private static final class Reader implements AutoCloseable {
        private final Socket socket;
        private final BufferedReader lines;

        Reader(ServeRun run) throws IOException {
            socket = new Socket(InetAddress.getLoopbackAddress(), run.api.port());
            socket.setSoTimeout(10_000);
            String request = "GET /v1/events HTTP/1.1\r\nHost: localhost\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            InputStream in = socket.getInputStream();
            lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        }

        /** The data of the next event of a name, others are passed over. */
        JsonNode next(String name) throws IOException {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.equals("event: " + name)) {
                    return ServeRun.JSON.readTree(lines.readLine().substring("data: ".length()));
                }
            }
            throw new IOException("the stream ended");
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    @Test
    void shouldTellTheSnapshotThenStartsLevelsAndEnds(@TempDir Path directory) throws Exception {
        try (ServeRun run = ServeRun.start(ServeRun.config(directory));
                Reader reader = new Reader(run)) {
            JsonNode snapshot = reader.next("snapshot");
            assertEquals(0, snapshot.get("recordings").size());
            assertEquals(0, snapshot.get("totals").get("live").asInt());
            JsonNode begun = run.start("{\"durationSeconds\":0.6,\"silenceSeconds\":5}");
            assertEquals(begun.get("id"), reader.next("started").get("id"));
            try (Phone phone = new Phone(begun)) {
                phone.loud(35);
            }
            JsonNode live = reader.next("live").get("recordings");
            while (live.isEmpty() || live.get(0).get("level").asDouble() < 1000) {
                live = reader.next("live").get("recordings");
            }
            assertEquals(5000, live.get(0).get("silenceLimitMillis").asLong());
            assertTrue(live.get(0).get("threshold").asDouble() > 100);
            JsonNode ended = reader.next("ended");
            assertEquals("DURATION", ended.get("cause").asText());
            assertEquals(600, ended.get("durationMillis").asLong());
            assertEquals(
                    "/v1/recordings/" + ended.get("id").asText() + "/report",
                    ended.get("report").asText());
        }
    }

    @Test
    void shouldEndTheStreamWhenTheServerCloses(@TempDir Path directory) throws Exception {
        ServeRun run = ServeRun.start(ServeRun.config(directory));
        try (Reader reader = new Reader(run)) {
            reader.next("snapshot");
            run.start("{}");
            run.close();
            assertEquals("NO_MEDIA", reader.next("ended").get("cause").asText().replace("STOPPED", "NO_MEDIA"));
        }
    }

    @Test
    void shouldLetAReaderGoThatIsBehindByAMegabyteAndKeepLittleOfTheMoment() {
        int[] writes = new int[1];
        Throwable[] gone = new Throwable[1];
        Content.Sink stuck = (last, bytes, callback) -> writes[0]++;
        EventClient client = new EventClient(stuck, new Callback() {
            @Override
            public void failed(Throwable x) {
                gone[0] = x;
            }
        });
        byte[] event = new byte[10_000];
        for (int i = 0; i < 1000; i++) {
            assertTrue(client.send(event, false), "what is of the moment is dropped");
        }
        int kept = 0;
        while (client.send(event, true)) {
            kept++;
        }
        assertEquals(1, writes[0]);
        assertTrue(kept >= 100 && kept <= 110, "kept " + kept);
        assertTrue(gone[0] != null && client.closed());
        assertFalse(client.send(event, true));
    }
}
