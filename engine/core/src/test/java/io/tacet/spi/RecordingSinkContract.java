package io.tacet.spi;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every {@link RecordingSink} keeps. Extend it, and give a new sink and a look at what it stored. */
public abstract class RecordingSinkContract {
    private static final int CONCURRENT = 24;
    private static final int ATTEMPTS = 5;
    private static final int THREADS = 8;

    @TempDir
    Path spool;

    private RecordingSink sink;

    /** For those who extend it. */
    protected RecordingSinkContract() {}

    /** A new sink on an empty store; called once before each test. */
    protected abstract RecordingSink newSink() throws Exception;

    /** The WAV that lies at a confirmed location. */
    protected abstract byte[] stored(String location) throws Exception;

    /** How many recordings (not files) the store holds. */
    protected abstract int storedRecordings() throws Exception;

    /** Starts from an empty store. */
    @BeforeEach
    void open() throws Exception {
        sink = newSink();
    }

    /** Ends the sink as the engine does. */
    @AfterEach
    void close() throws Exception {
        sink.close();
    }

    @Test
    void shouldKeepTheBytesAndReportWhere() throws Exception {
        SampleRecording recording = SampleRecording.of("call-1", 8000, 1);
        String location = deliver(recording);
        assertFalse(location.isBlank());
        assertArrayEquals(recording.wav(), stored(location));
        assertEquals(1, storedRecordings());
    }

    @Test
    void shouldTakeARecordingFromAFileAndNotNeedItAfterwards() throws Exception {
        Path file = spool.resolve("sealed.wav");
        SampleRecording recording = SampleRecording.of("call-1", 8000, 1).in(file);
        String location = deliver(recording);
        Files.delete(file);
        assertArrayEquals(recording.wav(), stored(location));
    }

    @Test
    void shouldEndAsOneRecordingHoweverOftenItIsDelivered() throws Exception {
        SampleRecording recording = SampleRecording.of("call-1", 8000, 1);
        String location = deliver(recording);
        assertEquals(location, deliver(recording));
        assertEquals(location, deliver(recording.in(spool.resolve("sealed.wav"))));
        assertArrayEquals(recording.wav(), stored(location));
        assertEquals(1, storedRecordings());
    }

    @Test
    void shouldNeverOverwriteOtherBytes() throws Exception {
        SampleRecording first = SampleRecording.of("call-1", 8000, 1);
        String location = deliver(first);
        SampleRecording sameLength = SampleRecording.of("call-1", 8000, 2);
        SampleRecording longer = SampleRecording.of("call-1", 8001, 1);
        for (SampleRecording other : List.of(sameLength, longer, sameLength.in(spool.resolve("sealed.wav")))) {
            Delivery.Refused refused = assertInstanceOf(Delivery.Refused.class, answer(other));
            assertEquals(1, refused.reason().lines().count(), refused.reason());
        }
        assertArrayEquals(first.wav(), stored(location));
        assertEquals(1, storedRecordings());
    }

    @Test
    void shouldTakeARecordingWithoutSamples() throws Exception {
        SampleRecording empty = SampleRecording.of("call-1", 0, 1);
        assertArrayEquals(empty.wav(), stored(deliver(empty)));
    }

    @Test
    void shouldTakeARecordingThatIsLargerThanItsBuffers() throws Exception {
        SampleRecording large = SampleRecording.of("call-1", 2_000_000, 1);
        String location = deliver(large);
        assertArrayEquals(large.wav(), stored(location));
        assertEquals(location, deliver(large));
    }

    @Test
    void shouldKeepDifferentRecordingsApartWhenTheyComeAtOnce() throws Exception {
        List<SampleRecording> recordings = new ArrayList<>();
        for (int i = 0; i < CONCURRENT; i++) {
            SampleRecording recording = SampleRecording.of("call-" + i, 4000, i);
            recordings.add(i % 2 == 0 ? recording : recording.in(spool.resolve(i + ".wav")));
        }
        CountDownLatch start = new CountDownLatch(1);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<String>> locations = new ArrayList<>();
            for (SampleRecording recording : recordings) {
                locations.add(threads.submit(() -> {
                    start.await();
                    return deliver(recording);
                }));
            }
            start.countDown();
            for (int i = 0; i < CONCURRENT; i++) {
                assertArrayEquals(
                        recordings.get(i).wav(), stored(locations.get(i).get()), "call-" + i);
            }
        } finally {
            threads.shutdownNow();
        }
        assertEquals(CONCURRENT, storedRecordings());
    }

    @Test
    void shouldNameItselfForTheChain() {
        assertFalse(sink.toString().isBlank());
    }

    private String deliver(SampleRecording recording) throws Exception {
        Delivery delivery = answer(recording);
        return assertInstanceOf(Delivery.Confirmed.class, delivery, delivery.toString())
                .location();
    }

    /** As the engine does: what is to be tried again is tried again, here a few times. */
    private Delivery answer(SampleRecording recording) throws Exception {
        Delivery delivery = sink.deliver(recording);
        for (int i = 1; i < ATTEMPTS && delivery instanceof Delivery.Retry; i++) {
            Thread.sleep(100L * i);
            delivery = sink.deliver(recording);
        }
        return delivery;
    }
}
