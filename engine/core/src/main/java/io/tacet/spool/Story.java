package io.tacet.spool;

import io.tacet.OutputEncoding;
import io.tacet.PacketCounters;
import io.tacet.RecordingManifest;
import io.tacet.RecordingManifest.Condition;
import io.tacet.RecordingManifest.Digit;
import io.tacet.RecordingManifest.Gap;
import io.tacet.RecordingManifest.GapReason;
import io.tacet.RecordingManifest.Level;
import io.tacet.RecordingManifest.Levels;
import io.tacet.RecordingManifest.Reception;
import io.tacet.Termination.Cause;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a recording ended, as it survives the process: its manifest and what became of it. Immutable.
 *
 * @param manifest the full story
 * @param dataBytes of the file's data chunk
 * @param kept whether there is a file at all
 * @param failure a storage fault that ended it, or null
 * @param location where the sink has it, once it confirmed
 */
public record Story(
        RecordingManifest manifest,
        long dataBytes,
        boolean kept,
        @Nullable String failure,
        @Nullable String location) {
    private static final byte VERSION = 1;

    /** The same, confirmed. */
    public Story at(@Nullable String where) {
        return new Story(manifest, dataBytes, kept, failure, where);
    }

    /** The bytes, with a version. */
    public byte[] bytes() {
        return ByteForm.bytes(this::write);
    }

    private void write(DataOutputStream out) throws IOException {
        out.writeByte(VERSION);
        out.writeLong(dataBytes);
        out.writeBoolean(kept);
        ByteForm.text(out, failure);
        ByteForm.text(out, location);
        RecordingManifest m = manifest;
        ByteForm.text(out, m.recordingId());
        out.writeByte(m.cause().ordinal());
        Character key = m.terminator();
        out.writeChar(key == null ? '\0' : key);
        out.writeByte(m.encoding().ordinal());
        out.writeInt(m.sampleRate());
        out.writeLong(m.samples());
        out.writeLong(m.endedAtSample());
        out.writeInt(m.conditions().size());
        for (Condition c : m.conditions()) {
            out.writeByte(c.cause().ordinal());
            ByteForm.whole(out, c.atSample());
            ByteForm.number(out, c.marginSeconds());
        }
        out.writeInt(m.digits().size());
        for (Digit d : m.digits()) {
            out.writeChar(d.digit());
            out.writeLong(d.atSample());
            out.writeLong(d.durationSamples());
        }
        levels(out, m.levels());
        ByteForm.number(out, m.longestSilenceSeconds());
        out.writeBoolean(m.recovered());
        out.writeInt(m.gaps().size());
        for (Gap g : m.gaps()) {
            out.writeLong(g.atSample());
            out.writeLong(g.samples());
            out.writeByte(g.reason().ordinal());
        }
        out.writeInt(m.warnings().size());
        for (String warning : m.warnings()) {
            ByteForm.text(out, warning);
        }
        counters(out, m.counters());
        reception(out, m.reception());
        ByteForm.labels(out, m.labels());
        ByteForm.text(out, m.durability());
    }

    private static void levels(DataOutputStream out, Levels levels) throws IOException {
        ByteForm.number(out, levels.threshold());
        ByteForm.number(out, levels.thresholdDbfs());
        for (Level level : new @Nullable Level[] {levels.noiseFloor(), levels.median(), levels.p95(), levels.peak()}) {
            out.writeBoolean(level != null);
            if (level != null) {
                out.writeDouble(level.scale());
                out.writeDouble(level.dbfs());
            }
        }
    }

    private static void counters(DataOutputStream out, PacketCounters c) throws IOException {
        long[] all = {
            c.received(), c.written(), c.events(), c.comfortNoise(), c.paused(), c.duplicate(), c.late(),
            c.malformed(), c.payloadType(), c.rtcp(), c.source(), c.ssrc(), c.overflow(), c.afterEnd()
        };
        for (long count : all) {
            out.writeLong(count);
        }
    }

    private static void reception(DataOutputStream out, @Nullable Reception r) throws IOException {
        out.writeBoolean(r != null);
        if (r != null) {
            out.writeLong(r.ssrc());
            out.writeLong(r.expected());
            out.writeLong(r.lost());
            out.writeDouble(r.jitterMillis());
            out.writeDouble(r.maxJitterMillis());
        }
    }

    /**
     * Reads what {@link #bytes()} wrote.
     *
     * @throws IOException if it is something else
     */
    public static Story of(byte[] bytes) throws IOException {
        try (DataInputStream in = ByteForm.reader(bytes)) {
            byte version = in.readByte();
            if (version != VERSION) {
                throw new IOException("a story's version is " + version + "; known is " + VERSION);
            }
            long dataBytes = in.readLong();
            boolean kept = in.readBoolean();
            String failure = ByteForm.textOrNull(in);
            String location = ByteForm.textOrNull(in);
            return new Story(manifest(in), dataBytes, kept, failure, location);
        }
    }

    private static RecordingManifest manifest(DataInputStream in) throws IOException {
        String id = ByteForm.text(in);
        Cause cause = ByteForm.constant(in, Cause.values());
        char key = in.readChar();
        OutputEncoding encoding = ByteForm.constant(in, OutputEncoding.values());
        int rate = in.readInt();
        long samples = in.readLong();
        long end = in.readLong();
        List<Condition> conditions = new ArrayList<>();
        for (int i = ByteForm.count(in.readInt()); i > 0; i--) {
            conditions.add(
                    new Condition(ByteForm.constant(in, Cause.values()), ByteForm.whole(in), ByteForm.number(in)));
        }
        List<Digit> digits = new ArrayList<>();
        for (int i = ByteForm.count(in.readInt()); i > 0; i--) {
            digits.add(new Digit(in.readChar(), in.readLong(), in.readLong()));
        }
        Levels levels =
                new Levels(ByteForm.number(in), ByteForm.number(in), level(in), level(in), level(in), level(in));
        Double longest = ByteForm.number(in);
        boolean recovered = in.readBoolean();
        List<Gap> gaps = new ArrayList<>();
        for (int i = ByteForm.count(in.readInt()); i > 0; i--) {
            gaps.add(new Gap(in.readLong(), in.readLong(), ByteForm.constant(in, GapReason.values())));
        }
        List<String> warnings = new ArrayList<>();
        for (int i = ByteForm.count(in.readInt()); i > 0; i--) {
            warnings.add(ByteForm.text(in));
        }
        PacketCounters counters = counters(in);
        Reception reception = in.readBoolean()
                ? new Reception(in.readLong(), in.readLong(), in.readLong(), in.readDouble(), in.readDouble())
                : null;
        Map<String, String> labels = ByteForm.labels(in);
        return new RecordingManifest(
                id,
                cause,
                key == '\0' ? null : key,
                encoding,
                rate,
                samples,
                end,
                conditions,
                digits,
                levels,
                longest,
                recovered,
                gaps,
                warnings,
                counters,
                reception,
                labels,
                ByteForm.textOrNull(in));
    }

    private static @Nullable Level level(DataInputStream in) throws IOException {
        return in.readBoolean() ? new Level(in.readDouble(), in.readDouble()) : null;
    }

    private static PacketCounters counters(DataInputStream in) throws IOException {
        long[] c = new long[14];
        for (int i = 0; i < c.length; i++) {
            c[i] = in.readLong();
        }
        return new PacketCounters(
                c[0], c[1], c[2], c[3], c[4], c[5], c[6], c[7], c[8], c[9], c[10], c[11], c[12], c[13]);
    }
}
