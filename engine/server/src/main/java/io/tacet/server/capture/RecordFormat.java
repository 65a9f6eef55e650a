package io.tacet.server.capture;

import java.io.IOException;

/** A container of captured frames: pcap or pcapng. */
interface RecordFormat {
    /** The largest frame that is read; the largest snap length that capture programs write. */
    int MAXIMUM_LENGTH = 256 << 10;

    /**
     * Moves on to the next frame.
     *
     * @return false at the end of the file, or where it is cut (then {@link #cut()} tells)
     * @throws CaptureFormatException where the file cannot be read on
     */
    boolean next(CaptureRecord into) throws IOException;

    /** The offset of the record inside which the file ends, or −1. */
    long cut();

    /** Refuses a frame that no capture program would write. */
    static int checkLength(long length, long offset) throws CaptureFormatException {
        if (length > MAXIMUM_LENGTH) {
            throw new CaptureFormatException(
                    "a record claims " + length + " bytes; allowed are 0 to " + MAXIMUM_LENGTH, offset);
        }
        return (int) length;
    }
}
