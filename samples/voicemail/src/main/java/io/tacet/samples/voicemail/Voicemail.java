package io.tacet.samples.voicemail;

import io.tacet.samples.voicemail.rtp.RtpPlayer;
import io.tacet.samples.voicemail.rtp.RtpPorts;
import io.tacet.samples.voicemail.rtp.RtpReceiver;
import io.tacet.samples.voicemail.sip.SipServer;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * The voicemail: puts the parts together.
 *
 * <pre>
 * SIP ─▶ SipServer ─▶ Calls ─▶ Call ──▶ Messages: engine ─▶ WAV + manifest, event
 * RTP ─▶ RtpReceiver ────────────┴──▶ its recording's input
 * RTP ◀─ RtpPlayer ◀── prompts
 * </pre>
 *
 * <p>Thread: {@link #start} and {@link #close} from any.
 */
public final class Voicemail implements AutoCloseable {
    private final CallThread executor;
    private final RtpPlayer player = new RtpPlayer();
    private final RtpReceiver receiver;
    private final Messages messages;
    private final Calls calls;
    private final SipServer server;
    private final AtomicBoolean closed = new AtomicBoolean();

    private Voicemail(
            VoicemailConfig config, RtpPorts ports, RtpReceiver receiver, Messages messages, Consumer<String> errors)
            throws IOException {
        this.receiver = receiver;
        this.messages = messages;
        executor = new CallThread(errors);
        calls = new Calls(new CallServices(config, messages, ports, receiver, player, executor, errors));
        server = SipServer.listen(config.sip(), executor, calls);
    }

    /**
     * Starts; calls are taken when this returns.
     *
     * @param events takes one line of JSON for each message
     * @param errors takes one line for people where something failed
     * @throws IOException with one line that says what cannot be used; nothing stays open
     */
    public static Voicemail start(VoicemailConfig config, Consumer<String> events, Consumer<String> errors)
            throws IOException {
        RtpPorts ports = new RtpPorts(config.sip().host(), config.firstRtpPort(), config.lastRtpPort());
        // Twice as many as calls: a message outlives its call while it is sealed and delivered.
        Messages messages = new Messages(config.out(), config.action(), 2 * config.maxCalls() + 100, events);
        RtpReceiver receiver = RtpReceiver.start();
        try {
            return new Voicemail(config, ports, receiver, messages, errors);
        } catch (IOException e) {
            receiver.close();
            messages.close();
            throw e;
        }
    }

    /** Hangs up on everybody, seals and delivers all messages, tells their events, and stops. Idempotent. */
    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        try {
            calls.close();
            CountDownLatch drained = new CountDownLatch(1);
            receiver.whenDrained(drained::countDown);
            drained.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        server.close();
        messages.close();
        player.close();
        receiver.close();
        executor.shutdown();
    }
}
