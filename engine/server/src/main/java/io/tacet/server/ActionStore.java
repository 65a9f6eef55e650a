package io.tacet.server;

import io.tacet.EngineConfig;
import io.tacet.s3.S3Credentials;
import io.tacet.s3.S3Sink;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where the objects of actions go: a bucket, or a directory that stands for all buckets. Thread: main.
 *
 * @param objects the directory; null for S3
 * @param spool directory of the spool
 */
record ActionStore(@Nullable Path objects, Path spool, S3Options s3, PrintStream err) {
    private static final String DIRECTORY = "dir:";

    /** What {@code --sink} says; without it S3 where credentials are set up, so that everything works offline. */
    static ActionStore of(@Nullable String sink, Path out, S3Options s3, PrintStream err) {
        if (sink == null) {
            return new ActionStore(S3Credentials.configured() ? null : out, out, s3, err);
        }
        if (sink.equals("s3")) {
            return new ActionStore(null, out, s3, err);
        }
        if (!sink.startsWith(DIRECTORY) || sink.length() == DIRECTORY.length()) {
            throw PlainNumber.refused("--sink", sink, "s3 and dir:PATH");
        }
        Path path = Path.of(sink.substring(DIRECTORY.length()));
        OutputDirectory.check("--sink", path);
        return new ActionStore(path, path, s3, err);
    }

    /** An engine that delivers there. */
    EngineConfig.Builder engine() {
        if (objects == null) {
            return Recorder.engineInto(spool, Places.buckets(s3.sink(err), spool))
                    .retry(Duration.ofSeconds(1), s3.retryMost(), s3.retryAge());
        }
        return Recorder.engineInto(spool, Places.directory(objects));
    }

    /** Whether an object is there already. */
    boolean exists(String bucket, String key) throws IOException {
        if (objects == null) {
            try (S3Sink sink = s3.sink(err)) {
                return sink.exists(bucket, key);
            }
        }
        try {
            return Files.exists(objects.resolve(bucket).resolve(key));
        } catch (InvalidPathException e) {
            return false;
        }
    }
}
