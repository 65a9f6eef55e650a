package io.tacet.spool;

import io.tacet.OutputEncoding;
import io.tacet.RecordingRequest;
import io.tacet.SilencePolicy;
import io.tacet.SilenceThreshold;
import io.tacet.ThresholdScale;
import java.io.DataInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What recovery must know of a recording that never ended. Immutable.
 *
 * @param id of the recording
 * @param encoding of its file
 * @param sampleRate of its file in Hz
 * @param silence the policy, null if silence was not watched
 * @param labels for the sink
 */
public record OpenNote(
        String id,
        OutputEncoding encoding,
        int sampleRate,
        @Nullable SilencePolicy silence,
        Map<String, String> labels) {
    private static final byte VERSION = 1;

    /** The note of a request. */
    public static OpenNote of(RecordingRequest request) {
        return new OpenNote(
                request.id(),
                request.outputEncoding(),
                request.payloadTypes().primary().clockRate(),
                request.silence(),
                request.labels());
    }

    byte[] bytes() {
        return ByteForm.bytes(out -> {
            out.writeByte(VERSION);
            ByteForm.text(out, id);
            out.writeByte(encoding.ordinal());
            out.writeInt(sampleRate);
            out.writeBoolean(silence != null);
            if (silence != null) {
                out.writeLong(silence.initialSilence().toNanos());
                out.writeLong(silence.finalSilence().toNanos());
                out.writeLong(silence.minimumActivity().toNanos());
                out.writeDouble(silence.threshold().value());
                out.writeByte(silence.threshold().scale().ordinal());
                out.writeDouble(silence.threshold().calibrationDb());
            }
            ByteForm.labels(out, labels);
        });
    }

    /** Reads what {@link #bytes} wrote. */
    static OpenNote of(byte[] bytes) throws IOException {
        try (DataInputStream in = ByteForm.reader(bytes)) {
            byte version = in.readByte();
            if (version != VERSION) {
                throw new IOException("an opening's version is " + version + "; known is " + VERSION);
            }
            return new OpenNote(
                    ByteForm.text(in),
                    ByteForm.constant(in, OutputEncoding.values()),
                    in.readInt(),
                    in.readBoolean() ? policy(in) : null,
                    ByteForm.labels(in));
        } catch (IllegalArgumentException outOfRange) {
            throw new IOException("an opening is unreadable: " + outOfRange.getMessage(), outOfRange);
        }
    }

    private static SilencePolicy policy(DataInputStream in) throws IOException {
        Duration initial = Duration.ofNanos(in.readLong());
        Duration last = Duration.ofNanos(in.readLong());
        Duration activity = Duration.ofNanos(in.readLong());
        SilenceThreshold threshold =
                new SilenceThreshold(in.readDouble(), ByteForm.constant(in, ThresholdScale.values()), in.readDouble());
        return new SilencePolicy(initial, last, threshold, activity);
    }
}
