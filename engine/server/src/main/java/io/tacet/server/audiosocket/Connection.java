package io.tacet.server.audiosocket;

import io.tacet.MediaInput;
import io.tacet.Recording;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One call's connection. Thread: selector.
 *
 * <p>Design note: TCP loses nothing, so neither does this: when the recording's ring is full the connection is not read until there is
 * room, and the sender waits. Samples carry a timestamp that counts them, so the engine sees one unbroken stream; when the sender paused,
 * their arrival tells (RULES T3).
 */
final class Connection implements FrameParser.Frames {
    private static final int BUFFER_BYTES = 4096;
    /** How long a far end may take to read that it shall hang up; what it still sends is dropped. */
    private static final long LINGER_NANOS = 2_000_000_000L;

    private static final byte[] HANG_UP_FRAME = {FrameParser.HANG_UP, 0, 0};

    private final SocketChannel channel;
    private final SelectionKey key;
    private final AudioSocketConfig config;
    private final AudioSocketCalls calls;
    private final AudioSocketCounters counters;
    private final FrameParser parser = new FrameParser();
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
    private final long acceptedNanos;
    private long readNanos;
    private @Nullable UUID call;
    private @Nullable Recording recording;
    private @Nullable MediaInput input;
    private int samples;
    private boolean atEnd;
    private boolean stalled;
    private @Nullable Ending ending;
    private long lingersUntil;

    Connection(
            SocketChannel channel,
            SelectionKey key,
            AudioSocketConfig config,
            AudioSocketCalls calls,
            AudioSocketCounters counters) {
        this.channel = channel;
        this.key = key;
        this.config = config;
        this.calls = calls;
        this.counters = counters;
        acceptedNanos = config.nanoClock().getAsLong();
        readNanos = acceptedNanos;
    }

    /** What tells a far end to hang up. */
    static ByteBuffer hangUpFrame() {
        return ByteBuffer.wrap(HANG_UP_FRAME);
    }

    /** Whether it waits for room in its recording's ring: call {@link #resume()} soon. */
    boolean isStalled() {
        return stalled;
    }

    boolean isOpen() {
        return channel.isOpen();
    }

    /** Bytes wait, or the far end has closed. One piece at a time, so that no connection holds up others. */
    void readable() {
        try {
            if (ending != null) {
                discard();
                return;
            }
            int read = channel.read(buffer);
            readNanos = config.nanoClock().getAsLong();
            atEnd = read < 0;
        } catch (IOException e) {
            end(Ending.CONNECTION_LOST);
            close();
            return;
        }
        use();
    }

    /** There may be room again. */
    void resume() {
        use();
    }

    private void use() {
        buffer.flip();
        long before = parser.frames();
        FrameParser.Step step = parser.parse(buffer, this);
        if (step == FrameParser.Step.HUNGRY && atEnd) {
            step = parser.parseLast(buffer, this);
        }
        counters.frames.add(parser.frames() - before);
        buffer.compact();
        stall(step == FrameParser.Step.STALLED);
        if (isRecordingOver()) {
            end(Ending.RECORDING_ENDED);
        } else if (parser.ending() != null) {
            end(parser.ending());
        }
    }

    private void stall(boolean now) {
        if (now != stalled) {
            stalled = now;
            key.interestOps(now ? 0 : SelectionKey.OP_READ);
            if (now) {
                counters.stalls.increment();
            } else {
                readNanos = config.nanoClock().getAsLong();
            }
        }
    }

    /** Looks at the clock and at the recording. */
    void tick(long nowNanos) {
        if (ending != null) {
            if (nowNanos - lingersUntil >= 0) {
                close();
            }
        } else if (isRecordingOver()) {
            end(Ending.RECORDING_ENDED);
        } else if (!parser.identified()
                && nowNanos - acceptedNanos >= config.handshakeTimeout().toNanos()) {
            end(Ending.HANDSHAKE_TIMEOUT);
        } else if (!stalled && nowNanos - readNanos >= config.idleTimeout().toNanos()) {
            end(Ending.IDLE_TIMEOUT);
        }
    }

    private boolean isRecordingOver() {
        return input != null && input.isClosed();
    }

    @Override
    public @Nullable Ending uuid(UUID brought) {
        call = brought;
        return answered(calls.claim(brought));
    }

    @Override
    public @Nullable Ending audioBegins(int sampleRate) {
        Ending refused = opened(sampleRate);
        if (refused != null) {
            return refused;
        }
        return recording != null && recording.sampleRate() == sampleRate ? null : Ending.WRONG_RATE;
    }

    @Override
    public boolean audio(ByteBuffer audio) {
        int bytes = audio.remaining();
        if (input == null || input.isClosed()) {
            return true;
        }
        if (!input.hasRoom(bytes)) {
            return false;
        }
        if (input.onAudio(samples, audio, readNanos)) {
            samples += bytes / 2;
            counters.audioBytes.add(bytes);
        }
        return true;
    }

    @Override
    public @Nullable Ending digit(char digit) {
        Ending refused = opened(FrameParser.LOWEST_RATE);
        char known = Character.toUpperCase(digit);
        if (refused == null && recording != null && "0123456789*#ABCD!".indexOf(known) >= 0 && recording.digit(known)) {
            counters.digits.increment();
        }
        return refused;
    }

    /** An unknown call's recording begins with its first frame, which alone tells the rate. */
    private @Nullable Ending opened(int sampleRate) {
        return recording != null || call == null ? null : answered(calls.open(call, sampleRate));
    }

    private @Nullable Ending answered(AudioSocketCalls.Answer answer) {
        if (answer instanceof AudioSocketCalls.Answer.Joined joined) {
            recording = joined.recording();
            input = joined.input();
        }
        return answer instanceof AudioSocketCalls.Answer.Refused refused ? refused.ending() : null;
    }

    /** Ends the call, once; counted under the first reason. */
    void end(Ending reason) {
        if (ending != null) {
            return;
        }
        ending = reason;
        counters.ended(reason);
        if (recording != null && input != null) {
            if (reason == Ending.HANG_UP) {
                recording.hangUp();
            }
            input.close();
        }
        if (reason.polite()) {
            sayHangUp();
        } else {
            close();
        }
    }

    /** Closing at once would reset the connection when the far end has sent more, and it would never read the hang-up. */
    private void sayHangUp() {
        lingersUntil = config.nanoClock().getAsLong() + LINGER_NANOS;
        try {
            channel.write(hangUpFrame()); // three bytes fit, or the far end does not read
            channel.shutdownOutput();
            if (atEnd) {
                close();
            } else {
                stalled = false;
                key.interestOps(SelectionKey.OP_READ);
            }
        } catch (IOException e) {
            close();
        }
    }

    private void discard() throws IOException {
        buffer.clear();
        if (channel.read(buffer) < 0) {
            close();
        }
    }

    void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // Nothing is left to be said to it.
        }
    }
}
