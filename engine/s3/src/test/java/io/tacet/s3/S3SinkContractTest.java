package io.tacet.s3;

import io.tacet.spi.RecordingSink;
import io.tacet.spi.RecordingSinkContract;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** The S3 sink is a sink like every other. */
class S3SinkContractTest extends RecordingSinkContract {
    @TempDir
    Path directory;

    private @Nullable S3Server server;

    @Override
    protected RecordingSink newSink() throws Exception {
        server = new S3Server(directory);
        return new S3Sink(S3Server.config(server().endpoint()).manifest(true).build());
    }

    private S3Server server() {
        return Objects.requireNonNull(server);
    }

    @AfterEach
    void stop() {
        server().close();
    }

    @Override
    protected byte[] stored(String location) {
        return server().get(location.substring(("s3://" + S3Server.BUCKET + "/").length()));
    }

    @Override
    protected int storedRecordings() {
        return (int) server().keys().stream().filter(k -> k.endsWith(".wav")).count();
    }
}
