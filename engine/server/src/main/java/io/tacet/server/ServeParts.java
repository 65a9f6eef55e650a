package io.tacet.server;

import io.tacet.action.outbox.ActionEventPublisher;
import io.tacet.action.outbox.WebhookPublisher;
import io.tacet.s3.LambdaPublisher;
import io.tacet.s3.S3Sink;
import io.tacet.server.serve.ServeConfig;
import io.tacet.spi.RecordingSink;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import software.amazon.awssdk.core.exception.SdkException;

/** Sinks and publishers of a configuration. Thread: any. */
final class ServeParts {
    private ServeParts() {}

    /** Where finished recordings go. */
    static RecordingSink sink(ServeConfig config) {
        if (!(config.sink() instanceof ServeConfig.Sink.S3 s3)) {
            return Places.directory(directory(config));
        }
        S3Sink store = s3Sink(s3);
        return s3.config().bucket() == null ? Places.buckets(store, config.out()) : store;
    }

    static S3Sink s3Sink(ServeConfig.Sink.S3 s3) {
        try {
            return new S3Sink(s3.config());
        } catch (SdkException e) {
            String reason = TacetCommand.oneLine(e);
            throw new UsageException(
                    reason.startsWith("Unable to load region")
                            ? "sink.region is missing; allowed are a region, AWS_REGION, or a profile that names one"
                            : "S3 cannot be used: " + reason);
        }
    }

    /** The directory of a sink that is one. */
    static Path directory(ServeConfig config) {
        Path own = config.sink() instanceof ServeConfig.Sink.Directory sink ? sink.directory() : null;
        return own == null ? config.out() : own;
    }

    /** Who gets events. */
    static ActionEventPublisher publisher(ServeConfig config, PrintStream out) {
        ServeConfig.Publisher publisher = config.publisher();
        if (publisher instanceof ServeConfig.Publisher.Webhook webhook) {
            return new WebhookPublisher(webhook.config());
        }
        if (publisher instanceof ServeConfig.Publisher.Lambda lambda) {
            return new LambdaPublisher(lambda.config());
        }
        return event -> {
            out.println(event.json());
            return new ActionEventPublisher.Answer.Acknowledged("");
        };
    }

    /** Whether the directory holds an object; a store over a network is not asked while a caller waits. */
    static boolean taken(ServeConfig config, String bucket, String key) {
        if (!(config.sink() instanceof ServeConfig.Sink.Directory)) {
            return false;
        }
        try {
            return Files.exists(directory(config).resolve(bucket).resolve(key));
        } catch (InvalidPathException e) {
            return false; // the sink refuses it
        }
    }
}
