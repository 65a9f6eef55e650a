package io.tacet.server;

import io.tacet.action.ActionEvent;
import io.tacet.action.outbox.ActionEventPublisher;
import io.tacet.s3.S3Sink;
import io.tacet.server.http.ApiServer;
import io.tacet.server.serve.ServeConfig;
import io.tacet.server.serve.ServeDaemon;
import io.tacet.spi.RecordingSink;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tacet serve}: records many calls at once, told over HTTP. Thread: main, which waits for the end. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        versionProvider = TacetCommand.Version.class,
        sortOptions = false,
        description = {"Records many calls at once: started and watched over HTTP, media by RTP, one UDP port a call."})
final class ServeCommand implements Callable<Integer> {
    @Option(names = "--http-host", paramLabel = "HOST", description = "address of the API (default: 127.0.0.1)")
    @Nullable
    String httpHost;

    @Option(names = "--http-port", paramLabel = "PORT", description = "port of the API (default: 8080)")
    @Nullable
    String httpPort;

    private final PrintStream out;
    private final PrintStream err;

    ServeCommand(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    @Override
    public Integer call() throws IOException {
        ServeConfig config = ServeConfig.DEFAULT;
        CountDownLatch end = new CountDownLatch(1);
        try (Interruption interruption = Interruption.install()) {
            serve(config, interruption, end);
            interruption.exitCode(TacetCommand.RECORDED);
        }
        return TacetCommand.RECORDED;
    }

    private void serve(ServeConfig config, Interruption interruption, CountDownLatch end) throws IOException {
        ServeDaemon daemon = ServeDaemon.start(
                config, sink(config), publisher(), (bucket, key) -> taken(config, bucket, key), out, err);
        try {
            ApiServer api = ApiServer.start(daemon, path -> "");
            try {
                err.println("serving http://" + config.http().host() + ":" + api.port() + ", media on UDP ports "
                        + config.rtp().firstPort() + "-" + config.rtp().lastPort() + " of " + config.rtpHost());
                interruption.current(end::countDown);
                end.await();
                daemon.close();
            } finally {
                api.close();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            daemon.close();
        }
    }

    private ActionEventPublisher publisher() {
        return (ActionEvent event) -> {
            out.println(event.json());
            return new ActionEventPublisher.Answer.Acknowledged("");
        };
    }

    private static RecordingSink sink(ServeConfig config) {
        if (config.sink() instanceof ServeConfig.Sink.S3 s3) {
            return Places.buckets(new S3Sink(s3.config()), config.out());
        }
        Path directory = ((ServeConfig.Sink.Directory) config.sink()).directory();
        return Places.directory(directory == null ? config.out() : directory);
    }

    private static boolean taken(ServeConfig config, String bucket, String key) {
        return config.sink() instanceof ServeConfig.Sink.Directory
                && Files.exists(config.out().resolve(bucket).resolve(key));
    }
}
