package io.tacet.server.serve;

import io.tacet.Durability;
import io.tacet.SilencePolicy;
import io.tacet.SilenceThreshold;
import io.tacet.Terminators;
import io.tacet.action.outbox.WebhookConfig;
import io.tacet.s3.LambdaConfig;
import io.tacet.s3.S3Checksums;
import io.tacet.s3.S3Config;
import io.tacet.s3.S3ConfigBuilder;
import io.tacet.server.serve.ServeConfig.AudioSocket;
import io.tacet.server.serve.ServeConfig.Drain;
import io.tacet.server.serve.ServeConfig.Http;
import io.tacet.server.serve.ServeConfig.Publisher;
import io.tacet.server.serve.ServeConfig.Recordings;
import io.tacet.server.serve.ServeConfig.Rtp;
import io.tacet.server.serve.ServeConfig.Sink;
import io.tacet.server.serve.ServeConfig.UnknownCalls;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes a {@link ServeConfig} of settings. Thread: one. */
public final class ServeConfigReader {
    private static final Pattern PORTS = Pattern.compile("([0-9]{1,5})-([0-9]{1,5})");
    private static final int LAST_PORT = 65_535;
    private static final int SHORTEST_TOKEN = 16;
    private static final int DAY = 86_400;

    private final Settings settings;
    private final Consumer<String> warnings;

    private ServeConfigReader(Settings settings, Consumer<String> warnings) {
        this.settings = settings;
        this.warnings = warnings;
    }

    /**
     * The configuration.
     *
     * @param warnings takes lines of the sink's, later
     * @throws IllegalArgumentException with one line that names the setting and what is allowed
     */
    public static ServeConfig read(Settings settings, Consumer<String> warnings) {
        ServeConfigReader reader = new ServeConfigReader(settings, warnings);
        ServeConfig usual = ServeConfig.DEFAULT;
        return new ServeConfig(
                reader.http(),
                reader.rtp(),
                reader.audioSocket(),
                reader.path("out", usual.out()),
                settings.choice("durability", Durability.class, usual.durability()),
                new Recordings(
                        settings.whole(
                                "recordings.maxLive",
                                1,
                                100_000,
                                usual.recordings().maxLive()),
                        settings.whole(
                                "recordings.remembered",
                                0,
                                100_000,
                                usual.recordings().remembered())),
                reader.sink(),
                reader.publisher(),
                new Drain(
                        settings.seconds(
                                "drain.graceSeconds", 0, DAY, usual.drain().grace()),
                        settings.seconds(
                                "drain.deadlineSeconds", 0, DAY, usual.drain().deadline())));
    }

    private Http http() {
        Http usual = Http.DEFAULT;
        String token = settings.text("http.token");
        if (token != null && (token.length() < SHORTEST_TOKEN || !token.matches("[\\x21-\\x7E]+"))) {
            throw settings.refused("http.token", SHORTEST_TOKEN + " or more visible ASCII characters without spaces");
        }
        int perSecond = settings.whole("http.requestsPerSecond", 1, 1_000_000, usual.requestsPerSecond());
        return new Http(
                settings.text("http.host", usual.host()),
                settings.whole("http.port", 0, LAST_PORT, usual.port()),
                token,
                settings.whole("http.maxBodyBytes", 1024, 64 << 20, usual.maxBodyBytes()),
                perSecond,
                settings.whole("http.burst", 1, 1_000_000, Math.max(perSecond, usual.burst())),
                settings.whole("http.maxConnections", 1, 100_000, usual.maxConnections()),
                settings.whole("http.maxEventStreams", 0, 10_000, usual.maxEventStreams()),
                settings.seconds("http.idleSeconds", 1, 3600, usual.idle()));
    }

    private Rtp rtp() {
        Rtp usual = Rtp.DEFAULT;
        String ports = settings.text("rtp.ports", usual.firstPort() + "-" + usual.lastPort());
        Matcher range = PORTS.matcher(ports);
        int first = range.matches() ? Integer.parseInt(range.group(1)) : 0;
        int last = range.matches() ? Integer.parseInt(range.group(2)) : 0;
        if (first < 1 || last > LAST_PORT || (first + 1) / 2 * 2 > last) {
            throw settings.refused("rtp.ports", "FIRST-LAST of 1 to 65535 with at least one even port");
        }
        return new Rtp(
                settings.text("rtp.host"),
                settings.text("rtp.advertise"),
                first,
                last,
                settings.seconds("rtp.restSeconds", 0, 3600, usual.rest()),
                settings.whole("rtp.threads", 1, 64, usual.threads()));
    }

    private AudioSocket audioSocket() {
        return new AudioSocket(
                settings.text("audioSocket.host"),
                settings.has("audioSocket.port") ? settings.whole("audioSocket.port", 0, LAST_PORT, 0) : null,
                unknownCalls());
    }

    /** Limits of calls that nobody announced; null refuses them. */
    private @Nullable UnknownCalls unknownCalls() {
        if (!settings.flag("audioSocket.unknown", false)) {
            return null;
        }
        Duration silence = settings.seconds("audioSocket.silenceSeconds", 0, 1000, Duration.ZERO);
        Duration duration = settings.seconds("audioSocket.durationSeconds", 0, DAY, Duration.ZERO);
        int threshold = settings.whole("audioSocket.threshold", 1, 1000, (int) SilenceThreshold.DEFAULT.value());
        String keys = settings.text("audioSocket.terminators", "");
        if (!keys.matches("[0-9*#]{0,12}")) {
            throw settings.refused("audioSocket.terminators", "1 to 12 of 0123456789*#");
        }
        return new UnknownCalls(
                duration.isZero() ? null : duration,
                silence.isZero() ? null : SilencePolicy.after(silence).withThreshold(SilenceThreshold.of(threshold)),
                keys.isEmpty() ? Terminators.NONE : Terminators.of(keys));
    }

    private enum SinkType {
        DIRECTORY,
        S3
    }

    private Sink sink() {
        if (settings.choice("sink.type", SinkType.class, SinkType.DIRECTORY) == SinkType.DIRECTORY) {
            settings.refuseBeside("sink.", "directory", List.of("type", "directory"));
            return new Sink.Directory(settings.has("sink.directory") ? path("sink.directory", Path.of("")) : null);
        }
        settings.refuseBeside(
                "sink.",
                "s3",
                List.of(
                        "type",
                        "bucket",
                        "prefix",
                        "region",
                        "endpoint",
                        "acl",
                        "checksums",
                        "unchunked",
                        "encryption",
                        "kmsKey",
                        "owner",
                        "manifest",
                        "retryAgeSeconds"));
        String acl = settings.text("sink.acl", "bucket-owner-full-control");
        S3ConfigBuilder config = S3Config.builder()
                .bucket(settings.text("sink.bucket"))
                .prefix(settings.text("sink.prefix", ""))
                .region(settings.text("sink.region"))
                .checksums(settings.choice("sink.checksums", S3Checksums.class, S3Checksums.CRC32C))
                .chunkedEncoding(!settings.flag("sink.unchunked", false))
                .acl(acl.equals("none") ? null : acl)
                .encryption(settings.text("sink.encryption"))
                .kmsKeyId(settings.text("sink.kmsKey"))
                .expectedBucketOwner(settings.text("sink.owner"))
                .manifest(settings.flag("sink.manifest", true))
                .warnings(warnings);
        URI endpoint = uri("sink.endpoint");
        if (endpoint != null) {
            config.endpoint(endpoint).pathStyle(true);
        }
        return new Sink.S3(config.build(), settings.seconds("sink.retryAgeSeconds", 0, 30 * DAY, Duration.ofDays(1)));
    }

    private enum PublisherType {
        OUTPUT,
        WEBHOOK,
        LAMBDA
    }

    private Publisher publisher() {
        PublisherType type = settings.choice("publisher.type", PublisherType.class, PublisherType.OUTPUT);
        return switch (type) {
            case OUTPUT -> {
                settings.refuseBeside("publisher.", "output", List.of("type"));
                yield new Publisher.Output();
            }
            case WEBHOOK -> {
                settings.refuseBeside(
                        "publisher.", "webhook", List.of("type", "url", "secret", "timeoutSeconds", "headers"));
                URI url = uri("publisher.url");
                if (url == null) {
                    throw settings.refused("publisher.url", "URLs such as https://127.0.0.1:8443/events");
                }
                yield new Publisher.Webhook(new WebhookConfig(
                        url, settings.text("publisher.secret"), timeout(1, 300, 10), settings.headers()));
            }
            case LAMBDA -> {
                settings.refuseBeside(
                        "publisher.",
                        "lambda",
                        List.of("type", "function", "qualifier", "region", "endpoint", "timeoutSeconds"));
                String function = settings.text("publisher.function");
                if (function == null || !function.matches("[A-Za-z0-9:._-]{1,256}")) {
                    throw settings.refused("publisher.function", "a function's name or ARN");
                }
                yield new Publisher.Lambda(new LambdaConfig(
                        function,
                        settings.text("publisher.qualifier"),
                        settings.text("publisher.region"),
                        uri("publisher.endpoint"),
                        null,
                        timeout(1, 900, 20)));
            }
        };
    }

    private Duration timeout(int least, int most, int usual) {
        return settings.seconds("publisher.timeoutSeconds", least, most, Duration.ofSeconds(usual));
    }

    private Path path(String name, Path otherwise) {
        String text = settings.text(name);
        try {
            return text == null ? otherwise : Path.of(text);
        } catch (InvalidPathException e) {
            throw settings.refused(name, "a directory's name");
        }
    }

    private @Nullable URI uri(String name) {
        String text = settings.text(name);
        if (text == null) {
            return null;
        }
        try {
            URI uri = URI.create(text);
            String scheme = String.valueOf(uri.getScheme());
            if (uri.getHost() != null && (scheme.equalsIgnoreCase("http") || scheme.equalsIgnoreCase("https"))) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            throw settings.refused(name, "http or https URLs with a host");
        }
        throw settings.refused(name, "http or https URLs with a host");
    }
}
