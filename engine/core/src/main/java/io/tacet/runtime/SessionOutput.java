package io.tacet.runtime;

import io.tacet.AudioEncoding;
import io.tacet.OutputEncoding;
import io.tacet.RecordingManifest.GapReason;
import io.tacet.codec.Decoders;
import io.tacet.codec.Encoders;
import io.tacet.codec.SampleEncoder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Turns accepted samples into the file's bytes, block by block. Thread: recorder.
 *
 * <p>Design note: blocks carry their offset in the data chunk, so a stretch that turns out to be masked is simply written again.
 */
final class SessionOutput {
    private final RecordingSession session;
    private final Shard shard;
    private final SampleEncoder encoder;
    private final OutputEncoding encoding;
    private final byte silence;
    private final int sampleBytes;

    private @Nullable Block block;
    private long blockOffset;
    private int inFlight;

    SessionOutput(RecordingSession session, Shard shard, OutputEncoding encoding) {
        this.session = session;
        this.shard = shard;
        this.encoding = encoding;
        encoder = Encoders.of(encoding);
        silence = Encoders.silenceByte(encoding);
        sampleBytes = encoding.bytesPerSample();
    }

    /** Samples written so far. */
    long samples() {
        Block current = block;
        return (blockOffset + (current == null ? 0 : current.buffer.position())) / sampleBytes;
    }

    /** How many samples can be written without waiting for the writer: what is left of the block, or a new one. */
    int room() {
        Block current = block;
        if (current == null) {
            current = take();
            block = current;
        }
        return current == null ? 0 : current.buffer.remaining() / sampleBytes;
    }

    private @Nullable Block take() {
        Block taken = shard.blocks().take(inFlight, shard.liveRecordings());
        if (taken != null) {
            taken.session = session;
            inFlight++;
        }
        return taken;
    }

    void blockReturned() {
        inFlight--;
    }

    /**
     * Writes samples; {@link #room} must have said that they fit.
     *
     * @param samples decoded, unless they pass through
     * @param raw the same as they came, from {@code rawOffset}
     */
    void write(short[] samples, int offset, int count, AudioEncoding from, byte[] raw, int rawOffset) {
        if (passesThrough(from)) {
            append(raw, rawOffset, count * sampleBytes);
        } else {
            byte[] bytes = shard.encoded();
            encoder.encode(samples, offset, count, bytes, 0);
            append(bytes, 0, count * sampleBytes);
        }
    }

    /** Writes G.711 code words; {@link #room} must have said that they fit. */
    void codes(AudioEncoding from, byte[] codes, int offset, int count) {
        if (passesThrough(from)) {
            append(codes, offset, count);
        } else {
            short[] samples = shard.samples();
            Decoders.of(from).decode(codes, offset, count, samples);
            write(samples, 0, count, from, codes, offset);
        }
    }

    /** Whether samples are written as they came. */
    boolean passesThrough(AudioEncoding from) {
        return switch (encoding) {
            case PCM16 -> from == AudioEncoding.PCM16;
            case MULAW -> from == AudioEncoding.PCMU;
            case ALAW -> from == AudioEncoding.PCMA;
        };
    }

    /** Writes silence; {@link #room} must have said that it fits. */
    void writeSilence(int count) {
        byte[] bytes = shard.encoded();
        int length = count * sampleBytes;
        Arrays.fill(bytes, 0, length, silence);
        append(bytes, 0, length);
    }

    /** Silence up to {@code end}, where nothing came any more; false when no block is free for the rest. */
    boolean fillTo(long end, GapLog gaps) {
        while (samples() < end) {
            int room = (int) Math.min(room(), end - samples());
            if (room == 0) {
                return false;
            }
            gaps.filled(samples(), room, GapReason.NO_PACKETS);
            writeSilence(room);
        }
        return true;
    }

    private void append(byte[] bytes, int offset, int length) {
        int done = 0;
        while (done < length) {
            Block current = current();
            int part = Math.min(length - done, current.buffer.remaining());
            current.buffer.put(bytes, offset + done, part);
            done += part;
            if (!current.buffer.hasRemaining()) {
                handOver(current);
            }
        }
    }

    private Block current() {
        Block current = block;
        if (current == null) {
            throw new IllegalStateException("no block: room() was not asked");
        }
        return current;
    }

    private void handOver(Block full) {
        full.dataOffset = blockOffset;
        blockOffset += full.buffer.position();
        full.buffer.flip();
        shard.writer().hand(full);
        block = null;
    }

    /**
     * Replaces what was written of a stretch by silence, in the block or by writing it again.
     *
     * @return whether it could be done; false when there is no block to spare
     */
    boolean mask(long fromSample, long untilSample) {
        long from = fromSample * sampleBytes;
        long until = Math.min(untilSample, samples()) * sampleBytes;
        Block current = block;
        if (current != null) {
            for (long at = Math.max(from, blockOffset); at < until; at++) {
                current.buffer.put((int) (at - blockOffset), silence);
            }
            if (until > blockOffset) {
                current.changed((int) Math.max(0, from - blockOffset));
            }
        }
        long at = from;
        while (at < Math.min(until, blockOffset)) {
            Block patch = take();
            if (patch == null) {
                return false;
            }
            int length = (int) Math.min(Block.BYTES, Math.min(until, blockOffset) - at);
            for (int i = 0; i < length; i++) {
                patch.buffer.put(silence);
            }
            patch.buffer.flip();
            patch.dataOffset = at;
            shard.writer().hand(patch);
            at += length;
        }
        return true;
    }

    /** Lets the journal have what is in the block so far. */
    void publish() {
        Block current = block;
        if (current != null) {
            current.dataOffset = blockOffset;
            if (current.publish()) {
                shard.writer().hand(current.partial);
            }
        }
    }

    /** Hands over what is left, up to {@code dataBytes} of the whole; the rest was cut. */
    void finish(long dataBytes) {
        Block last = block;
        if (last != null) {
            block = null;
            int keep = (int) Math.max(0, Math.min(last.buffer.position(), dataBytes - blockOffset));
            if (keep > 0 || last.isPublished()) {
                last.buffer.position(keep);
                last.dataOffset = blockOffset;
                last.buffer.flip();
                shard.writer().hand(last);
            } else {
                shard.blocks().giveBack(last);
            }
        }
    }
}
