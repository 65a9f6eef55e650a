package io.tacet;

import io.tacet.runtime.RecoveryDelivery;
import io.tacet.spi.RecordingSink;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * Finishes and delivers what dead processes left in a spool. An engine does so at its start, see {@link EngineConfig#recovery()}; this is
 * for doing it without one.
 *
 * <p>Idempotent, and may be killed anywhere and run again: a recording is published once, delivered until the sink has confirmed, and
 * told of until that is done. Folders of living processes are left alone. Thread: any; blocks.
 */
public final class Recovery {
    private Recovery() {}

    /**
     * Recovers a spool and delivers all of it.
     *
     * @param spoolDirectory as {@link EngineConfig#spoolDirectory()} named it to the engines that died
     * @param sink takes the recordings, several at once; it stays open
     * @return what was found, delivered and left
     */
    public static RecoveryReport recover(Path spoolDirectory, RecordingSink sink) {
        return recover(spoolDirectory, sink, result -> {});
    }

    /**
     * The same, telling of each recording as soon as it is delivered.
     *
     * @param spoolDirectory as {@link EngineConfig#spoolDirectory()} named it to the engines that died
     * @param sink takes the recordings, several at once; it stays open
     * @param told called once for each recording that was not told of before, by one thread at a time
     * @return what was found, delivered and left
     */
    public static RecoveryReport recover(Path spoolDirectory, RecordingSink sink, Consumer<RecordingResult> told) {
        return RecoveryDelivery.recover(spoolDirectory, sink, told);
    }
}
