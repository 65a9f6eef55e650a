package io.tacet.runtime;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tacet.EngineConfig;
import io.tacet.RecordingEngine;
import io.tacet.spi.Delivery;
import io.tacet.spi.RecordingSink;
import io.tacet.spi.SealedRecording;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An engine that is closed while something below it never answers. */
@Tag("fault")
class CloseDeadlineTest {
    private static final Duration TIMEOUT = Duration.ofMillis(100);

    /** Its close hangs until it is let go. */
    private record HangingSink(CountDownLatch letGo) implements RecordingSink {
        @Override
        public Delivery deliver(SealedRecording recording) {
            return new Delivery.Retry("not now", null);
        }

        @Override
        public void close() {
            boolean interrupted = false;
            while (letGo.getCount() > 0) {
                try {
                    letGo.await();
                } catch (InterruptedException ignored) {
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS)
    void shouldReturnInTimeAndSaySoWhenTheSinkNeverAnswers() {
        CountDownLatch letGo = new CountDownLatch(1);
        RecordingEngine engine = RecordingEngine.launch(EngineConfig.builder(new HangingSink(letGo))
                .closeTimeout(TIMEOUT)
                .build());
        IllegalStateException late = assertThrows(IllegalStateException.class, engine::close);
        assertTrue(
                String.valueOf(late.getMessage()).startsWith("engine did not close within 100 + 5000 ms"),
                late.getMessage());
        engine.close(); // again: at once, without a word
        letGo.countDown();
    }
}
