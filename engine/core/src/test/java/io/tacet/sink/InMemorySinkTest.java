package io.tacet.sink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tacet.spi.RecordingSink;
import io.tacet.spi.RecordingSinkContract;
import io.tacet.spi.SampleRecording;
import java.io.IOException;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

class InMemorySinkTest extends RecordingSinkContract {
    private InMemorySink sink = new InMemorySink();

    @Override
    protected RecordingSink newSink() {
        sink = new InMemorySink();
        return sink;
    }

    @Override
    protected byte[] stored(String location) {
        assertTrue(location.startsWith("memory:"));
        return sink.wav(location.substring("memory:".length()));
    }

    @Override
    protected int storedRecordings() {
        return sink.ids().size();
    }

    @Test
    void shouldKeepManifestsBesideTheBytesAndListTheIdsInOrder() throws IOException {
        SampleRecording recording = SampleRecording.of("b", 10, 1);
        sink.deliver(recording);
        sink.deliver(SampleRecording.of("a", 10, 1));
        assertSame(recording.manifest(), sink.manifest("b"));
        assertEquals(List.of("a", "b"), List.copyOf(sink.ids()));
    }

    @Test
    void shouldSayWhichRecordingsThereAreWhenAskedForAnother() throws IOException {
        sink.deliver(SampleRecording.of("a", 10, 1));
        assertEquals(
                "no recording 'z'; there are [a]",
                assertThrows(NoSuchElementException.class, () -> sink.wav("z")).getMessage());
    }
}
