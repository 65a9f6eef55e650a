package io.tacet.spool;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A sealed recording; its bytes never change. Any thread, one at a time for what changes its state: {@link #confirmed}, then
 * {@link #eventSent}.
 */
public interface SealedFile {
    /** Size of the WAV in bytes. */
    long size();

    /** The file, or null if it lies in memory. */
    @Nullable
    Path path();

    /** The WAV from its first byte. */
    InputStream open() throws IOException;

    /** How it ended; read again from where it lies, so that those who wait need not keep it. */
    Story story() throws IOException;

    /** The sink has it: notes that, durably, then the local copy goes. */
    void confirmed(Story story) throws IOException;

    /** The one event is sent: nothing of a confirmed recording stays. */
    void eventSent();
}
