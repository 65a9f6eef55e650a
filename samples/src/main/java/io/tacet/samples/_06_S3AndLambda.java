package io.tacet.samples;

import io.tacet.EngineConfig;
import io.tacet.RecordingEngine;
import io.tacet.RecordingRequest;
import io.tacet.action.ActionContext;
import io.tacet.action.ActionEvent;
import io.tacet.action.ActionParser;
import io.tacet.action.ActionSettings;
import io.tacet.action.CallDetails;
import io.tacet.action.outbox.ActionListener;
import io.tacet.action.outbox.ActionOutbox;
import io.tacet.action.outbox.ActionRunner;
import io.tacet.action.outbox.ActionSink;
import io.tacet.action.outbox.OutboxConfig;
import io.tacet.action.outbox.OutboxListener;
import io.tacet.s3.LambdaConfig;
import io.tacet.s3.LambdaPublisher;
import io.tacet.s3.S3Config;
import io.tacet.s3.S3Sink;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Recordings to a bucket, events to a Lambda function whose response says what the call does next: {@code _06_S3AndLambda DIR BUCKET
 * FUNCTION [ENDPOINT]}. Credentials come as for every AWS tool; an endpoint is a store that is not AWS.
 */
public final class _06_S3AndLambda {
    private static final String ACTION = """
            {"Type": "RecordAudio", "Parameters": {
                "DurationInSeconds": 1, "RecordingTerminators": ["#"],
                "RecordingDestination": {"Type": "S3", "BucketName": "%s", "Prefix": "voicemail"}}}""";

    private _06_S3AndLambda() {}

    /** Prints what the function answered. */
    public static void main(String[] args) throws Exception {
        URI endpoint = args.length > 3 ? URI.create(args[3]) : null;
        System.out.println(run(Path.of(args[0]), args[1], args[2], endpoint));
    }

    static String run(Path directory, String bucket, String function, @Nullable URI endpoint) throws Exception {
        CompletableFuture<String> response = new CompletableFuture<>();
        OutboxListener listener = new OutboxListener() {
            @Override
            public void onAcknowledged(ActionEvent event, String answer) {
                response.complete(answer);
            }
        };
        LambdaConfig lambda = new LambdaConfig(function, null, null, endpoint, null, Duration.ofSeconds(20));
        OutboxConfig outboxConfig = OutboxConfig.of(directory.resolve("outbox")).withListener(listener);
        S3Sink s3 = new S3Sink(S3Config.builder()
                .endpoint(endpoint)
                .chunkedEncoding(endpoint == null)
                .build());
        s3.probe(bucket, "voicemail").checks().forEach(System.out::println); // before the first caller speaks
        try (ActionOutbox outbox = new ActionOutbox(outboxConfig, new LambdaPublisher(lambda))) {
            EngineConfig config = EngineConfig.builder(new ActionSink(s3, outbox))
                    .spoolDirectory(directory.resolve("spool"))
                    .recoveryListener(new ActionListener(outbox))
                    .build();
            try (RecordingEngine engine = RecordingEngine.launch(config)) {
                ActionRunner runner = new ActionRunner(engine, outbox, new ActionParser(), ActionSettings.DEFAULT);
                ActionRunner.Run run = runner.run(
                        ACTION.formatted(bucket), ActionContext.of(1, 0, CallDetails.NONE), RecordingRequest.builder());
                if (run instanceof ActionRunner.Run.Running call) {
                    call.input().onAudio(0, new byte[160], 0, 160, System.nanoTime());
                    call.input().close(); // the caller hangs up
                }
                return response.get(30, TimeUnit.SECONDS);
            }
        }
    }
}
