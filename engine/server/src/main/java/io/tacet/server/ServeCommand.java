package io.tacet.server;

import io.tacet.server.capture.StreamSelection;
import io.tacet.server.http.Access;
import io.tacet.server.http.ApiServer;
import io.tacet.server.inspect.ReportPage;
import io.tacet.server.serve.ServeConfig;
import io.tacet.server.serve.ServeConfigReader;
import io.tacet.server.serve.ServeDaemon;
import io.tacet.server.serve.Settings;
import io.tacet.server.serve.SettingsFile;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tacet serve}: records many calls at once, told over HTTP. Thread: main, which waits for the end. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        versionProvider = TacetCommand.Version.class,
        sortOptions = false,
        description = {
            "Records many calls at once: started, watched and stopped over HTTP, media by RTP, one UDP port a call.",
            "Prints one line of JSON for each: its manifest, or its action's event. Without options everything has a default."
        },
        footer = {
            "",
            "Every setting can stand in the file of --config, or in the environment (http.port is TACET_HTTP_PORT); options win.",
            "SIGTERM: /readyz says no, live recordings are stopped, sealed and delivered or kept in the spool, then it ends.",
            "Exit code: 0 ended as told, 1 failed, 2 wrong usage or an address that cannot be used; with --check 0 or 1.",
            "Example: tacet serve --http-port 8080 --rtp-ports 20000-29999 --out recordings",
            "         curl -d '{\"silenceSeconds\":3,\"terminators\":\"#\"}' http://127.0.0.1:8080/v1/recordings"
        })
final class ServeCommand implements Callable<Integer> {
    private static final Duration SLACK = Duration.ofSeconds(30);

    @Option(names = "--config", paramLabel = "FILE", description = "settings in YAML (default: none)")
    @Nullable
    Path config;

    @Option(
            names = "--http-host",
            paramLabel = "HOST",
            description = "address of the API; other than loopback only with a token, http.token (default: 127.0.0.1)")
    @Nullable
    String httpHost;

    @Option(names = "--http-port", paramLabel = "PORT", description = "port of the API, 0 to 65535 (default: 8080)")
    @Nullable
    String httpPort;

    @Option(names = "--rtp-host", paramLabel = "HOST", description = "address for media (default: that of the API)")
    @Nullable
    String rtpHost;

    @Option(
            names = "--rtp-ports",
            paramLabel = "FIRST-LAST",
            description = "UDP ports for media, the even ones are used (default: 20000-29999)")
    @Nullable
    String rtpPorts;

    @Option(names = "--out", paramLabel = "DIR", description = "where recordings go (default: recordings)")
    @Nullable
    String out;

    @Option(
            names = "--durability",
            paramLabel = "LEVEL",
            description = "what a crash may take: none, process or power, see tacet listen --help (default: power)")
    @Nullable
    String durability;

    @Option(names = "--check", description = "look at settings and sink, say what is wrong, and end")
    boolean check;

    private final PrintStream output;
    private final PrintStream err;

    ServeCommand(PrintStream output, PrintStream err) {
        this.output = output;
        this.err = err;
    }

    @Override
    public Integer call() throws IOException {
        if (check) {
            return check();
        }
        ServeConfig serve = read();
        CountDownLatch end = new CountDownLatch(1);
        Duration patience = serve.drain().grace().plus(serve.drain().deadline()).plus(SLACK);
        try (Interruption interruption = Interruption.install(patience)) {
            int code = serve(serve, interruption, end);
            interruption.exitCode(code);
            return code;
        }
    }

    private int check() {
        try {
            return new ServeCheck(output).run(read()) ? TacetCommand.RECORDED : TacetCommand.FAILED;
        } catch (UsageException e) {
            output.println("failed settings: " + TacetCommand.oneLine(e));
            return TacetCommand.FAILED;
        }
    }

    private ServeConfig read() {
        try {
            Settings settings = new Settings();
            if (config != null) {
                SettingsFile.read(config, settings);
            }
            settings.environment(System.getenv())
                    .option("--http-host", "http.host", httpHost)
                    .option("--http-port", "http.port", httpPort)
                    .option("--rtp-host", "rtp.host", rtpHost)
                    .option("--rtp-ports", "rtp.ports", rtpPorts)
                    .option("--out", "out", out)
                    .option("--durability", "durability", durability);
            ServeConfig serve = ServeConfigReader.read(settings, line -> err.println("warning: " + line));
            NetworkAddress.host("http.host", serve.http().host());
            NetworkAddress.host("rtp.host", serve.rtpHost());
            if (serve.http().token() == null && !Access.loopback(serve.http().host())) {
                throw new UsageException("http.token is missing, and http.host is "
                        + serve.http().host() + "; allowed without a token are loopback addresses only");
            }
            OutputDirectory.check("out", serve.out());
            return serve;
        } catch (IllegalArgumentException e) {
            throw new UsageException(TacetCommand.oneLine(e));
        }
    }

    private int serve(ServeConfig config, Interruption interruption, CountDownLatch end) throws IOException {
        ServeDaemon daemon;
        try {
            daemon = ServeDaemon.start(
                    config,
                    ServeParts.sink(config),
                    ServeParts.publisher(config, output),
                    (bucket, key) -> ServeParts.taken(config, bucket, key),
                    output,
                    err);
        } catch (IOException | UncheckedIOException e) {
            err.println("tacet serve: " + TacetCommand.oneLine(e));
            return TacetCommand.FAILED;
        }
        try {
            ApiServer api = api(daemon);
            try {
                say(daemon, api);
                interruption.current(end::countDown);
                end.await();
                drain(daemon);
            } finally {
                api.close();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            daemon.close();
        }
        return TacetCommand.RECORDED;
    }

    private ApiServer api(ServeDaemon daemon) {
        ServeConfig.Http http = daemon.config().http();
        try {
            return ApiServer.start(daemon, ServeCommand::report);
        } catch (IOException e) {
            throw new UsageException(
                    "cannot serve on " + http.host() + ":" + http.port() + ": " + TacetCommand.oneLine(e)
                            + "; --http-host takes an address of this host, --http-port a free port or 0");
        }
    }

    private void say(ServeDaemon daemon, ApiServer api) {
        ServeConfig config = daemon.config();
        String host = config.http().host();
        err.println("serving http://" + (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + api.port()
                + (config.http().token() == null ? "" : " to callers with the token") + ", media on UDP ports "
                + config.rtp().firstPort() + "-" + config.rtp().lastPort() + " of " + config.rtpHost()
                + ", recordings into " + config.out());
    }

    /** Not ready first, then nothing new; live ones may go on for the grace, then they are stopped. */
    private void drain(ServeDaemon daemon) throws IOException, InterruptedException {
        daemon.registry().drain();
        int live = daemon.registry().liveCount();
        err.println("ending: " + live + (live == 1 ? " recording is live" : " recordings are live"));
        long deadline = System.nanoTime() + daemon.config().drain().grace().toNanos();
        while (System.nanoTime() - deadline < 0) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
        daemon.close();
        int left = daemon.totals().deliveriesPending();
        if (left > 0) {
            err.println("tacet serve: " + left + " not delivered; the spool "
                    + daemon.config().spool() + " keeps them for the next start");
        }
    }

    private static String report(Path recording) throws IOException {
        LimitOptions limits = new LimitOptions();
        ReplayInput.Options options = new ReplayInput.Options(StreamSelection.ANY, null, List.of());
        PrintStream nobody = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        return ReportPage.html(new Inspector(limits, options, nobody).inspect(recording));
    }
}
