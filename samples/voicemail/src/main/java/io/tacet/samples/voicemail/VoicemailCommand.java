package io.tacet.samples.voicemail;

import io.tacet.samples.voicemail.rtp.Prompt;
import io.tacet.samples.voicemail.sip.SipConfig;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code voicemail}: answers calls until it is told to stop. Thread: main. */
@Command(
        name = "voicemail",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        usageHelpAutoWidth = true,
        description =
                "Answers SIP calls and takes messages: a WAV and a manifest each, and one event in JSON on standard output.")
public final class VoicemailCommand implements Callable<Integer> {
    private static final int RUNNING_UNTIL_KILLED = 0;
    private static final int FAILED = 1;
    private static final PrintStream STDOUT = System.out;
    private static final PrintStream STDERR = System.err;

    @Option(
            names = "--host",
            defaultValue = "127.0.0.1",
            paramLabel = "IP",
            description = "address of SIP and RTP (${DEFAULT-VALUE})")
    private String host = "";

    @Option(names = "--port", defaultValue = "5060", description = "port of SIP, UDP and TCP (${DEFAULT-VALUE})")
    private int port;

    @Option(
            names = "--rtp-ports",
            defaultValue = "20000-29999",
            paramLabel = "FIRST-LAST",
            description = "each call takes an even one (${DEFAULT-VALUE})")
    private String rtpPorts = "";

    @Option(
            names = "--out",
            defaultValue = "recordings",
            paramLabel = "DIR",
            description = "where messages go (${DEFAULT-VALUE})")
    private Path out = Path.of("");

    @Option(
            names = "--action",
            paramLabel = "FILE",
            description =
                    "RecordAudio action in JSON that is run for each call; by default until #, 3 s of silence or 2 min")
    private @Nullable Path action;

    @Option(
            names = "--greeting",
            paramLabel = "WAV",
            description = "8 kHz mono, in place of the spoken one; the tone follows")
    private @Nullable Path greeting;

    @Option(names = "--goodbye", paramLabel = "WAV", description = "8 kHz mono, in place of the spoken one")
    private @Nullable Path goodbye;

    @Option(
            names = "--ring",
            defaultValue = "1",
            paramLabel = "SECONDS",
            description = "how long it rings (${DEFAULT-VALUE})")
    private double ringSeconds;

    @Option(
            names = "--calls",
            defaultValue = "100",
            description = "at once; others hear that it is busy (${DEFAULT-VALUE})")
    private int maxCalls;

    private VoicemailCommand() {}

    /** Runs until it is killed. */
    public static void main(String[] args) {
        Thread.setDefaultUncaughtExceptionHandler(VoicemailCommand::uncaught);
        int code = new CommandLine(new VoicemailCommand()).execute(args);
        if (code != RUNNING_UNTIL_KILLED) {
            System.exit(code);
        }
    }

    /** The stack's TCP readers end by an exception when a stranger announces too much: that is no news. */
    private static void uncaught(Thread thread, Throwable thrown) {
        if (thrown instanceof Error || !thread.getName().startsWith("PipelineThread")) {
            STDERR.println("voicemail: " + thread.getName() + ": " + thrown);
        }
    }

    @Override
    public Integer call() {
        try {
            VoicemailConfig config = config();
            silenceTheStack();
            Voicemail voicemail = Voicemail.start(config, this::event, this::error);
            Runtime.getRuntime().addShutdownHook(new Thread(voicemail::close, "voicemail-close"));
            STDERR.println(
                    "voicemail: sip:voicemail@" + host + ":" + port + ", messages in " + out + "; Ctrl-C ends it");
            return RUNNING_UNTIL_KILLED;
        } catch (NoSuchFileException e) {
            error("there is no file " + e.getMessage());
            return FAILED;
        } catch (UnknownHostException e) {
            error("--host is " + host + "; allowed is an address of this machine");
            return FAILED;
        } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
            error(String.valueOf(e.getMessage()));
            return FAILED;
        }
    }

    /** The stack prints stack traces for some of what strangers send, past its logger: both streams are ours alone from here on. */
    private static void silenceTheStack() {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        System.setOut(nowhere);
        System.setErr(nowhere);
    }

    private VoicemailConfig config() throws IOException {
        String[] ports = rtpPorts.split("-", -1);
        if (ports.length != 2 || !ports[0].matches("\\d{1,5}") || !ports[1].matches("\\d{1,5}")) {
            throw new IllegalArgumentException(
                    "--rtp-ports is " + rtpPorts + "; allowed is FIRST-LAST, as 20000-29999");
        }
        String json = action == null ? text("action.json") : Files.readString(action);
        Messages.check(json);
        Prompt hello = greeting == null ? Prompts.spoken("greeting.wav") : Prompt.read(greeting);
        return new VoicemailConfig(
                new SipConfig(InetAddress.getByName(host), port, Duration.ofSeconds(32)),
                Integer.parseInt(ports[0]),
                Integer.parseInt(ports[1]),
                out,
                json,
                hello.then(Prompt.tone(1000, 400)),
                goodbye == null ? Prompts.spoken("goodbye.wav") : Prompt.read(goodbye),
                Duration.ofMillis(Math.round(ringSeconds * 1000)),
                maxCalls);
    }

    private static String text(String resource) throws IOException {
        return new String(Prompts.bytes(resource), StandardCharsets.UTF_8);
    }

    private void event(String json) {
        synchronized (STDOUT) {
            STDOUT.println(json);
            STDOUT.flush();
        }
    }

    private void error(String line) {
        STDERR.println("voicemail: " + line);
    }
}
