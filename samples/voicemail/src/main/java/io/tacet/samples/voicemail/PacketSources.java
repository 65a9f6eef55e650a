package io.tacet.samples.voicemail;

import io.tacet.MediaInput;
import io.tacet.MediaSource;
import io.tacet.samples.voicemail.rtp.PacketHandler;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Gives one call's packets to its recording, once there is one; what comes before is not the message.
 *
 * <p>Thread: the receiver's; the setters from the calls' executor. Design note: whose packets are taken is the engine's to decide, by
 * the source that it is told. The address that signalling named is one source even when a re-INVITE moves it; all others, as those of
 * phones behind a NAT, are told as they are.
 */
final class PacketSources implements PacketHandler {
    /** No packet comes from port 0. */
    private static final long SIGNALLED = MediaSource.of(new InetSocketAddress(0));

    private volatile @Nullable MediaInput input;
    private volatile @Nullable InetSocketAddress signalled;
    private @Nullable InetSocketAddress lastFrom;
    private @Nullable InetSocketAddress lastSignalled;
    private long lastSource;

    /** From now on it is recorded. */
    void input(MediaInput value) {
        input = value;
    }

    /** Where the caller says that he sends from. */
    void signalled(@Nullable InetSocketAddress value) {
        signalled = value;
    }

    @Override
    public void onPacket(ByteBuffer packet, long arrivalNanos, InetSocketAddress from) {
        MediaInput recording = input;
        if (recording != null) {
            recording.onRtp(packet, arrivalNanos, sourceOf(from));
        }
    }

    private long sourceOf(InetSocketAddress from) {
        InetSocketAddress named = signalled;
        if (from != lastFrom || named != lastSignalled) {
            lastFrom = from;
            lastSignalled = named;
            lastSource = from.equals(named) ? SIGNALLED : MediaSource.of(from);
        }
        return lastSource;
    }
}
