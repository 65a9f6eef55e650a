package io.tacet.samples;

import io.tacet.EngineConfig;
import io.tacet.PayloadFormat;
import io.tacet.PayloadTypes;
import io.tacet.RecordingEngine;
import io.tacet.RecordingRequest;
import io.tacet.action.ActionContext;
import io.tacet.action.ActionParser;
import io.tacet.action.ActionSettings;
import io.tacet.action.CallDetails;
import io.tacet.action.outbox.ActionEventPublisher;
import io.tacet.action.outbox.ActionListener;
import io.tacet.action.outbox.ActionOutbox;
import io.tacet.action.outbox.ActionRunner;
import io.tacet.action.outbox.ActionSink;
import io.tacet.action.outbox.OutboxConfig;
import io.tacet.sink.DirectorySink;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A RecordAudio action in JSON goes in, an object and one event come out: {@code _05_RecordAudioAction DIR}. The outbox keeps the event
 * until it is acknowledged, also when the process dies in between.
 */
public final class _05_RecordAudioAction {
    private static final String ACTION = """
            {"Type": "RecordAudio", "Parameters": {
                "CallId": "call-id-1", "DurationInSeconds": "10", "SilenceDurationInSeconds": 3,
                "RecordingTerminators": ["#"],
                "RecordingDestination": {"Type": "S3", "BucketName": "recordings", "Prefix": "voicemail"}}}""";
    private static final String CALL = """
            {"TransactionId": "t-1", "Participants": [
                {"CallId": "call-id-1", "ParticipantTag": "LEG-A", "Direction": "Inbound", "Status": "Connected"}]}""";

    private _05_RecordAudioAction() {}

    /** Prints the event. */
    public static void main(String[] args) throws Exception {
        System.out.println(run(Path.of(args[0])));
    }

    static String run(Path directory) throws Exception {
        BlockingQueue<String> events = new LinkedBlockingQueue<>();
        ActionEventPublisher publisher = event -> {
            events.add(event.json()); // yours: a webhook, a queue, a Lambda function
            return new ActionEventPublisher.Answer.Acknowledged("");
        };
        DirectorySink objects = new DirectorySink(
                directory, m -> m.labels().get("bucket") + "/" + m.labels().get("key"));
        try (ActionOutbox outbox = new ActionOutbox(OutboxConfig.of(directory.resolve(".outbox")), publisher)) {
            EngineConfig config = EngineConfig.builder(new ActionSink(objects, outbox))
                    .spoolDirectory(directory.resolve(".spool"))
                    .recoveryListener(new ActionListener(outbox))
                    .build();
            try (RecordingEngine engine = RecordingEngine.launch(config)) {
                ActionRunner runner = new ActionRunner(engine, outbox, new ActionParser(), ActionSettings.DEFAULT);
                ActionRunner.Run run = runner.run(
                        ACTION,
                        ActionContext.of(5, 0, CallDetails.parse(CALL)),
                        RecordingRequest.builder().payloadTypes(PayloadTypes.of(PayloadFormat.PCMU)));
                if (run instanceof ActionRunner.Run.Running call) {
                    System.out.println("recording to " + call.plan().key()); // known before the first packet
                    speak(call);
                }
                return String.valueOf(events.poll(10, TimeUnit.SECONDS));
            }
        }
    }

    /** Two seconds of a caller, then the pound key. */
    private static void speak(ActionRunner.Run.Running call) throws InterruptedException {
        byte[] frame = new byte[160];
        long start = System.nanoTime();
        for (int i = 0; i < 100; i++) {
            while (!call.input().hasRoom(frame.length) && !call.input().isClosed()) {
                Thread.sleep(1); // a live call never waits; this one speaks faster than a person
            }
            call.input().onAudio(i * frame.length, frame, 0, frame.length, start + i * 20_000_000L);
        }
        call.recording().digit('#');
    }
}
