package io.tacet.samples.voicemail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** baresip calls, speaks a file and hangs up at its end: the message is the file. */
@Tag("interop")
@Timeout(60)
class BaresipTest {
    private static final int SPOKEN_FRAMES = 200;
    /** The greeting is 60 ms; baresip begins to speak before it. */
    private static final int MOST_MISSING_FRAMES = 50;

    private static final int MOST_SILENT_FRAMES = 10;

    @TempDir
    Path directory = Path.of("");

    @BeforeAll
    static void needBaresip() {
        Program.assumeThere("baresip");
    }

    @Test
    void shouldTakeWhatBaresipSays() throws Exception {
        byte[] spoken = Speech.ulaw(SPOKEN_FRAMES);
        try (RunningVoicemail voicemail = RunningVoicemail.start(directory.resolve("messages"));
                Program baresip = baresip(voicemail.port, spoken)) {
            baresip.end(40);

            JsonNode event = voicemail.event();
            assertEquals("ACTION_SUCCESSFUL", RunningVoicemail.type(event));
            assertEquals("bob", event.at("/CallDetails/Participants/0/From").asText());
            assertEquals("ENDED", voicemail.manifest(event).get("cause").asText());
            short[] message = withoutSilence(voicemail.samples(event));
            Speech.assertIsWhatWasSaid(spoken, spoken.length, MOST_MISSING_FRAMES, message);
            assertTrue(voicemail.events.isEmpty());
        }
    }

    /** After its file's end baresip sends silence until it has hung up. */
    private static short[] withoutSilence(short[] message) {
        int end = message.length;
        for (int i = 1; i <= MOST_SILENT_FRAMES && end >= Capture.FRAME; i++) {
            short[] last = Arrays.copyOfRange(message, end - Capture.FRAME, end);
            if (RunningVoicemail.count(last, 0) == Capture.FRAME) {
                end -= Capture.FRAME;
            }
        }
        return Arrays.copyOf(message, end);
    }

    private Program baresip(int port, byte[] spoken) throws IOException {
        Path config = Files.createDirectory(directory.resolve("baresip"));
        Path said = Files.write(config.resolve("said.wav"), wav(Speech.samples(spoken)));
        int sip = twoFreePorts();
        Files.writeString(config.resolve("config"), """
                sip_listen 127.0.0.1:%d
                audio_source aufile,%s
                audio_player aufile,%s
                module_path %s
                module aufile.so
                module g711.so
                module account.so
                module menu.so
                """.formatted(sip, said, config.resolve("heard.wav"), modules()));
        Files.writeString(
                config.resolve("accounts"), "<sip:bob@127.0.0.1:" + sip + ">;regint=0;audio_codecs=PCMU;ptime=20\n");
        Files.createFile(config.resolve("contacts"));
        String dial = "/dial sip:voicemail@127.0.0.1:" + port;
        return Program.start(directory, List.of("baresip", "-f", config.toString(), "-e", dial, "-t", "10"));
    }

    /** The next port is for SIP over TLS. Below those that the system gives to connections: one that has just ended still holds its port. */
    private static int twoFreePorts() throws IOException {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        Random random = new Random();
        for (int i = 0; i < 100; i++) {
            int port = 15_000 + 2 * random.nextInt(7_000);
            try (DatagramSocket udp = new DatagramSocket(port, loopback);
                    ServerSocket tcp = new ServerSocket(port, 1, loopback);
                    ServerSocket tls = new ServerSocket(port + 1, 1, loopback)) {
                return udp.isBound() && tcp.isBound() && tls.isBound() ? port : 0;
            } catch (BindException taken) {
                continue;
            }
        }
        throw new IOException("no two ports are free");
    }

    /** Where the distribution keeps baresip's modules. */
    private static Path modules() throws IOException {
        for (String folder : List.of("/usr/lib/baresip/modules", "/usr/local/lib/baresip/modules")) {
            if (Files.isDirectory(Path.of(folder))) {
                return Path.of(folder);
            }
        }
        try (Stream<Path> folders = Files.list(Path.of("/usr/lib"))) {
            List<Path> found = folders.map(folder -> folder.resolve("baresip").resolve("modules"))
                    .filter(Files::isDirectory)
                    .toList();
            assumeTrue(!found.isEmpty(), "skipped: baresip's modules are not found");
            return found.get(0);
        }
    }

    private static byte[] wav(short[] samples) {
        int data = 2 * samples.length;
        ByteBuffer wav = ByteBuffer.allocate(44 + data).order(ByteOrder.LITTLE_ENDIAN);
        wav.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(36 + data);
        wav.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII))
                .putInt(16)
                .putShort((short) 1)
                .putShort((short) 1);
        wav.putInt(8000).putInt(16_000).putShort((short) 2).putShort((short) 16);
        wav.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(data);
        for (short sample : samples) {
            wav.putShort(sample);
        }
        return wav.array();
    }
}
