package io.tacet.action.outbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tacet.OutputEncoding;
import io.tacet.PacketCounters;
import io.tacet.RecordingListener;
import io.tacet.RecordingManifest;
import io.tacet.RecordingResult;
import io.tacet.Termination.Cause;
import io.tacet.action.ActionError;
import io.tacet.action.ActionEvent;
import io.tacet.action.CallDetails;
import io.tacet.action.PendingAction;
import io.tacet.action.outbox.ActionEventPublisher.Answer;
import io.tacet.spi.Delivery;
import io.tacet.spi.RecordingSink;
import io.tacet.spi.SealedRecording;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Events at the sink and at the engine's callback: one an action, whoever comes first. */
@Timeout(60)
class ActionSinkTest {
    private static final RecordingManifest MANIFEST = new RecordingManifest(
            "a",
            Cause.TERMINATOR,
            '#',
            OutputEncoding.PCM16,
            8000,
            0,
            0,
            List.of(),
            List.of(),
            new RecordingManifest.Levels(null, null, null, null, null, null),
            null,
            false,
            List.of(),
            List.of(),
            PacketCounters.NONE,
            null,
            Map.of());
    private static final PendingAction ACTION = new PendingAction("a", 1, null, "b", "k", CallDetails.NONE, false);
    private static final SealedRecording RECORDING = new SealedRecording() {
        @Override
        public RecordingManifest manifest() {
            return MANIFEST;
        }

        @Override
        public long size() {
            return 0;
        }

        @Override
        public InputStream open() {
            return new ByteArrayInputStream(new byte[0]);
        }

        @Override
        public @Nullable Path path() {
            return null;
        }
    };

    @TempDir
    Path directory;

    private final ConcurrentLinkedQueue<ActionEvent> events = new ConcurrentLinkedQueue<>();
    private ActionOutbox outbox;

    @BeforeEach
    void open() throws Exception {
        outbox = new ActionOutbox(OutboxConfig.of(directory), event -> {
            events.add(event);
            return new Answer.Acknowledged("");
        });
        outbox.begin(ACTION);
    }

    @AfterEach
    void close() throws Exception {
        outbox.close();
    }

    private void deliver(Delivery delivery) throws Exception {
        RecordingSink inner = new RecordingSink() {
            @Override
            public Delivery deliver(SealedRecording recording) {
                return delivery;
            }

            @Override
            public String toString() {
                return "inner";
            }
        };
        try (ActionSink sink = new ActionSink(inner, outbox)) {
            assertEquals(delivery, sink.deliver(RECORDING));
            assertEquals("inner", sink.toString());
        }
    }

    private List<ActionEvent> events() throws InterruptedException {
        while (outbox.unsent() > 0) {
            Thread.sleep(1);
        }
        return List.copyOf(events);
    }

    @Test
    void shouldAnnounceAConfirmedRecordingOnce() throws Exception {
        deliver(new Delivery.Confirmed("s3://b/k"));
        deliver(new Delivery.Confirmed("s3://b/k"));
        new ActionListener(outbox).onCompleted(new RecordingResult.Completed(MANIFEST, "s3://b/k"));
        assertEquals(List.of(ACTION.successful('#')), events());
    }

    @Test
    void shouldAnnounceARefusedRecordingAtOnce() throws Exception {
        deliver(new Delivery.Refused("403"));
        new ActionListener(outbox)
                .onCompleted(new RecordingResult.Failed(MANIFEST, RecordingResult.FailureKind.DELIVERY, "403"));
        assertEquals(List.of(ACTION.failed(ActionError.UPLOAD)), events());
    }

    @Test
    void shouldSayNothingWhileTheSinkRetries() throws Exception {
        deliver(new Delivery.Retry("503", null));
        assertEquals(List.of(), events());
        assertEquals(1, outbox.pending().size());
    }

    @Test
    void shouldAnnounceWhatNoSinkSaw() throws Exception {
        new ActionListener(outbox)
                .onCompleted(new RecordingResult.Failed(MANIFEST, RecordingResult.FailureKind.STORAGE, "disk full"));
        assertEquals(List.of(ACTION.failed(ActionError.SYSTEM)), events());
    }

    @Test
    void shouldSayNothingOfAnAbortedRecording() throws Exception {
        new ActionListener(outbox).onCompleted(new RecordingResult.Aborted("a"));
        assertEquals(List.of(), events());
        assertEquals(0, outbox.pending().size());
    }

    @Test
    void shouldSendTheEventEvenIfTheHostsListenerThrows() throws Exception {
        RecordingListener host = new RecordingListener() {
            @Override
            public void onCompleted(RecordingResult result) {
                throw new IllegalStateException("host");
            }
        };
        ActionListener listener = new ActionListener(outbox, host);
        RecordingResult result = new RecordingResult.Completed(MANIFEST, null);
        assertThrows(IllegalStateException.class, () -> listener.onCompleted(result));
        assertEquals(List.of(ACTION.successful('#')), events());
    }
}
