package io.tacet.runtime;

import io.tacet.AudioEncoding;
import io.tacet.OutputEncoding;
import io.tacet.PacketCounters;
import io.tacet.RecordingManifest;
import io.tacet.RecordingManifest.Condition;
import io.tacet.RecordingManifest.Gap;
import io.tacet.RecordingManifest.GapReason;
import io.tacet.RecordingManifest.Level;
import io.tacet.RecordingManifest.Levels;
import io.tacet.SilencePolicy;
import io.tacet.SilenceThreshold;
import io.tacet.Termination.Cause;
import io.tacet.Terminators;
import io.tacet.codec.Decoders;
import io.tacet.core.LevelStatistics;
import io.tacet.core.RecordingMachine;
import io.tacet.core.RecordingRules;
import io.tacet.spi.AudioDecoder;
import io.tacet.spool.OpenNote;
import io.tacet.spool.Orphan;
import io.tacet.spool.Story;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Tells the story of a recording that nobody ended: cause INTERRUPTED, levels and silence from the audio, presses and gaps from the
 * journal. Thread: one of recovery's.
 */
final class RecoveredStory {
    private static final int CHUNK_BYTES = 1 << 16;

    private final Orphan orphan;
    private final OpenNote note;
    private final SilenceThreshold threshold;
    private final RecordingMachine machine;
    private ByteBuffer bytes = ByteBuffer.allocate(0);
    private short[] decoded = new short[0];

    RecoveredStory(Orphan orphan) throws IOException {
        this.orphan = orphan;
        note = orphan.note();
        SilencePolicy silence = note.silence();
        threshold = silence == null ? SilenceThreshold.DEFAULT : silence.threshold();
        machine = new RecordingMachine(rules());
    }

    /** Rules that listen and never end. */
    private RecordingRules rules() {
        long activity = SilencePolicy.DEFAULT_MINIMUM_ACTIVITY.toMillis();
        SilencePolicy silence = note.silence();
        if (silence != null) {
            activity = silence.minimumActivity().toMillis();
        }
        return new RecordingRules(
                note.sampleRate(),
                Math.max(1, note.sampleRate() / 100),
                RecordingRules.NEVER,
                false,
                RecordingRules.NEVER,
                RecordingRules.NEVER,
                threshold.rms(),
                (int) Math.max(1, (activity + 9) / 10),
                Terminators.NONE,
                0);
    }

    Story tell(long dataBytes) throws IOException {
        bytes = ByteBuffer.allocate((int) Math.min(CHUNK_BYTES, dataBytes));
        decoded = new short[bytes.capacity()];
        long samples = dataBytes / note.encoding().bytesPerSample();
        List<Gap> gaps = orphan.notes().gapsBefore(samples);
        listen(samples, gaps);
        boolean watched = note.silence() != null;
        RecordingManifest manifest = new RecordingManifest(
                note.id(),
                Cause.INTERRUPTED,
                null,
                note.encoding(),
                note.sampleRate(),
                samples,
                samples,
                List.of(new Condition(Cause.INTERRUPTED, samples, 0.0)),
                orphan.notes().digits(),
                levels(watched),
                watched ? (double) machine.longestSilence(samples) / note.sampleRate() : null,
                true,
                gaps,
                orphan.warnings(),
                PacketCounters.NONE,
                null,
                note.labels());
        return new Story(manifest, dataBytes, true, null, null);
    }

    private void listen(long samples, List<Gap> gaps) throws IOException {
        long at = 0;
        for (Gap gap : gaps) {
            hear(at, gap.atSample());
            machine.fill(gap.samples(), gap.reason() == GapReason.LOSS);
            at = gap.atSample() + gap.samples();
        }
        hear(at, samples);
    }

    private void hear(long from, long until) throws IOException {
        int sampleBytes = note.encoding().bytesPerSample();
        AudioDecoder decoder = Decoders.of(source(note.encoding()));
        long at = from * sampleBytes;
        long end = until * sampleBytes;
        while (at < end) {
            bytes.clear().limit((int) Math.min(bytes.capacity(), end - at));
            int count = orphan.read(bytes, at);
            count -= count > 0 ? count % sampleBytes : 0;
            if (count <= 0) {
                return;
            }
            machine.audio(decoded, 0, decoder.decode(bytes.array(), 0, count, decoded));
            at += count;
        }
    }

    private static AudioEncoding source(OutputEncoding encoding) {
        return switch (encoding) {
            case PCM16 -> AudioEncoding.PCM16;
            case MULAW -> AudioEncoding.PCMU;
            case ALAW -> AudioEncoding.PCMA;
        };
    }

    private Levels levels(boolean watched) {
        LevelStatistics heard = machine.statistics();
        boolean any = heard.windows() > 0;
        return new Levels(
                watched ? threshold.value() : null,
                watched ? threshold.dbfs() : null,
                any ? level(heard.percentile(0.10)) : null,
                any ? level(heard.percentile(0.50)) : null,
                any ? level(heard.percentile(0.95)) : null,
                any ? level(heard.peak()) : null);
    }

    private Level level(double rms) {
        return new Level(threshold.scaleOf(rms), SilenceThreshold.dbfs(rms));
    }
}
