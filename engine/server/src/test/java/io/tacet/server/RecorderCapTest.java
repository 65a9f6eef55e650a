package io.tacet.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tacet.OutputEncoding;
import io.tacet.PayloadFormat;
import io.tacet.PayloadTypes;
import io.tacet.RecordingRequest;
import io.tacet.server.replay.MediaReplay;
import io.tacet.server.replay.ReplayTarget;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecorderCapTest {
    private static Duration cap(long hours, PayloadFormat format, OutputEncoding encoding) {
        return Recorder.cap(
                new Silent(Duration.ofHours(hours), PayloadTypes.of(format)),
                RecordingRequest.builder().outputEncoding(encoding).build());
    }

    @Test
    void shouldRecordLongInputsToTheirEnd() {
        assertEquals(Duration.ofHours(4), cap(1, PayloadFormat.PCMU, OutputEncoding.PCM16));
        assertEquals(Duration.ofHours(30).plusSeconds(1), cap(30, PayloadFormat.PCMU, OutputEncoding.PCM16));
    }

    @Test
    void shouldNotRecordMoreThanAWavCanHold() {
        assertEquals(268_431, cap(100, PayloadFormat.PCMU, OutputEncoding.PCM16).toSeconds());
        assertEquals(536_862, cap(200, PayloadFormat.PCMA, OutputEncoding.MULAW).toSeconds());
    }

    private record Silent(Duration length, PayloadTypes payloadTypes) implements MediaReplay {
        @Override
        public List<String> notes() {
            return List.of();
        }

        @Override
        public long durationNanos() {
            return length.toNanos();
        }

        @Override
        public void play(ReplayTarget target) {
            // Silent.
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }
}
