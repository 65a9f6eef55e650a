package io.tacet.samples.voicemail.rtp;

import io.tacet.samples.voicemail.sdp.AudioSession;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Plays prompts to all calls, a packet at a time, by an absolute schedule.
 *
 * <p>Thread: one of its own; {@link #play} from any.
 */
public final class RtpPlayer implements AutoCloseable {
    private final ScheduledThreadPoolExecutor timer =
            new ScheduledThreadPoolExecutor(1, task -> new Thread(task, "rtp-player"));

    /** A player. */
    public RtpPlayer() {
        timer.setRemoveOnCancelPolicy(true);
        timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /**
     * Plays a prompt.
     *
     * @param session asked before each packet: where to and how; while it may not be sent to, the prompt waits
     * @param finished called on the player's thread when the last packet was due to be heard
     * @return cancelled, it stops, and {@code finished} is not called
     */
    public Future<?> play(Prompt prompt, RtpStream stream, Supplier<AudioSession> session, Runnable finished) {
        Playback playback = new Playback(prompt, stream, session, finished);
        long period = session.get().ptimeMillis();
        playback.self = timer.scheduleAtFixedRate(playback, 0, period, TimeUnit.MILLISECONDS);
        return playback.self;
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }

    private static final class Playback implements Runnable {
        private final Prompt prompt;
        private final RtpStream stream;
        private final Supplier<AudioSession> session;
        private final Runnable finished;
        private final short[] frame;
        private int position;
        private boolean done;
        private volatile Future<?> self = new CompletableFuture<>();

        Playback(Prompt prompt, RtpStream stream, Supplier<AudioSession> session, Runnable finished) {
            this.prompt = prompt;
            this.stream = stream;
            this.session = session;
            this.finished = finished;
            frame = new short[session.get().ptimeMillis() * AudioSession.CLOCK_RATE / 1000];
        }

        @Override
        public void run() {
            if (position >= prompt.length()) {
                self.cancel(false);
                if (!done) {
                    done = true;
                    stream.pause();
                    finished.run();
                }
                return;
            }
            AudioSession now = session.get();
            InetSocketAddress to = now.remote();
            if (to == null || !now.maySend()) {
                stream.pause();
                return;
            }
            prompt.copy(position, frame, frame.length);
            stream.send(frame, 0, frame.length, now, to);
            position += frame.length;
        }
    }
}
