package io.tacet.samples.voicemail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What no phone says: broken messages, mutated ones, bodies and headers without end, connections that say nothing. The voicemail is a
 * process with little memory; afterwards a call works as ever, and it has printed nothing but its first line.
 */
@Tag("fuzz")
@Timeout(240)
class SipFuzzTest {
    private static final int MUTATED = 12_000;
    private static final int MEGABYTE = 1 << 20;
    private static final String MEMORY = "-Xmx96m";

    @TempDir
    Path directory = Path.of("");

    @Test
    void shouldTakeACallAfterAllThatStrangersSend() throws Exception {
        int port = RunningVoicemail.freePort();
        long seed = System.nanoTime();
        System.out.println("SipFuzzTest: seed " + seed);
        try (Program voicemail = voicemail(port)) {
            awaitStart(voicemail);
            mutatedOverUdp(port, new Random(seed));
            mutatedOverTcp(port, new Random(seed + 1));
            hugeOverTcp(port);
            announcedOverTcp(port);
            optionsOverTcp(port);
            List<Socket> mute = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                mute.add(new Socket(InetAddress.getLoopbackAddress(), port));
            }
            awaitPlace(port);

            call(port);

            for (Socket socket : mute) {
                socket.close();
            }
            voicemail.process.destroy();
            assertTrue(voicemail.process.waitFor(30, TimeUnit.SECONDS), "still runs after SIGTERM");
            assertEquals(1, voicemail.errors().lines().count(), "seed " + seed + ": " + voicemail.errors());
            check(voicemail.output());
        }
    }

    private Program voicemail(int port) throws IOException {
        int rtp = RunningVoicemail.freePort() / 2 * 2 - 400;
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                MEMORY,
                "-XX:+ExitOnOutOfMemoryError",
                "-cp",
                System.getProperty("java.class.path"),
                VoicemailCommand.class.getName(),
                "--port",
                Integer.toString(port),
                "--ring",
                "0",
                "--rtp-ports",
                rtp + "-" + (rtp + 399),
                "--out",
                directory.resolve("messages").toString());
        return Program.start(directory, command);
    }

    private static void awaitStart(Program voicemail) throws IOException, InterruptedException {
        for (int i = 0; i < 200 && voicemail.errors().isEmpty(); i++) {
            Thread.sleep(100);
        }
        assertTrue(voicemail.errors().contains("Ctrl-C ends it"), voicemail.errors());
    }

    /** A little slower than the limit of datagrams each second, so that they are read. */
    private static void mutatedOverUdp(int port, Random random) throws Exception {
        try (Phone phone = new Phone(port)) {
            for (int i = 0; i < MUTATED; i++) {
                phone.send(SipMutations.of(phone, random));
                if (i % 20 == 0) {
                    Thread.sleep(12);
                    while (phone.receive(1) != null) {
                        // Refused, as it should be.
                    }
                }
            }
        }
    }

    private static void mutatedOverTcp(int port, Random random) throws Exception {
        try (Phone phone = new Phone(port)) {
            for (int i = 0; i < 300; i++) {
                try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                    OutputStream out = socket.getOutputStream();
                    for (int k = 0; k < 5; k++) {
                        out.write(SipMutations.of(phone, random).getBytes(StandardCharsets.UTF_8));
                    }
                } catch (IOException hungUp) {
                    // It need not listen to that.
                }
            }
        }
    }

    /** Bodies and lines of many megabytes, announced, and not announced. */
    private static void hugeOverTcp(int port) throws Exception {
        try (Phone phone = new Phone(port)) {
            String head = phone.request("INVITE", "", "").replace("/UDP ", "/TCP ");
            List<String> begins = List.of(
                    head.replace("Content-Length: 0", "Content-Length: 100000000"),
                    head.replace("Content-Length: 0", "Content-Length: 2147483647"),
                    head.replace("Content-Length: 0", "Content-Length: 99999999999999999999"),
                    head.replace("Content-Length: 0", "Content-Length: -1"),
                    head.replace("Max-Forwards: 70\r\n", "Subject: "),
                    "INVITE ");
            for (String begin : begins) {
                try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                    OutputStream out = socket.getOutputStream();
                    out.write(begin.getBytes(StandardCharsets.UTF_8));
                    byte[] body = "x".repeat(MEGABYTE).getBytes(StandardCharsets.UTF_8);
                    for (int i = 0; i < 64; i++) {
                        out.write(body);
                    }
                } catch (IOException hungUp) {
                    // As it should.
                }
            }
        }
    }

    /** More connections than there are places, each of which announces too much. */
    private static void announcedOverTcp(int port) throws Exception {
        try (Phone phone = new Phone(port)) {
            String head = phone.request("INVITE", "", "").replace("/UDP ", "/TCP ");
            byte[] bytes = head.replace("Content-Length: 0", "Content-Length: 100000000")
                    .getBytes(StandardCharsets.UTF_8);
            for (int i = 0; i < 400; i++) {
                try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                    socket.getOutputStream().write(bytes);
                }
            }
        }
    }

    private static void optionsOverTcp(int port) throws Exception {
        try (Phone phone = new Phone(port);
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(10_000);
            String options = phone.request("OPTIONS", "", "").replace("/UDP ", "/TCP ");
            socket.getOutputStream().write(options.getBytes(StandardCharsets.UTF_8));
            byte[] answer = socket.getInputStream().readNBytes(15);
            assertEquals("SIP/2.0 200 OK\r", new String(answer, StandardCharsets.UTF_8));
        }
    }

    /** Calls that nobody acknowledged hold their places for 32 s, by the book. */
    private static void awaitPlace(int port) throws Exception {
        int status = 0;
        for (int i = 0; i < 30 && status != 200; i++) {
            Thread.sleep(2000);
            try (Phone phone = new Phone(port)) {
                phone.invite(phone.offer("sendrecv"));
                SipText answer = phone.receive(2000);
                status = answer == null ? 0 : answer.status();
                phone.ackRefusal();
            }
        }
        assertEquals(200, status, "no place is free again");
    }

    private static void call(int port) throws Exception {
        try (Phone phone = new Phone(port)) {
            phone.call();
            phone.talk(50, 0x80);
            phone.bye();
        }
    }

    private void check(String events) throws IOException {
        List<String> lines = events.lines().toList();
        String last = lines.isEmpty() ? "" : lines.get(lines.size() - 1);
        assertTrue(last.contains("ACTION_SUCCESSFUL") && last.contains("\"From\":\"ann\""), "events: " + events);
        try (Stream<Path> files = Files.list(directory.resolve("messages").resolve("voicemail"))) {
            long size = files.filter(file -> file.toString().endsWith(".wav"))
                    .mapToLong(file -> file.toFile().length())
                    .max()
                    .orElse(0);
            assertEquals(44 + 2 * 50 * 160, size);
        }
    }
}
