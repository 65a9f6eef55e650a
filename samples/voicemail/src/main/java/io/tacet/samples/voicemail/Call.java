package io.tacet.samples.voicemail;

import io.tacet.Recording;
import io.tacet.RecordingListener;
import io.tacet.Termination;
import io.tacet.action.outbox.ActionRunner;
import io.tacet.samples.voicemail.rtp.Prompt;
import io.tacet.samples.voicemail.rtp.RtpSocket;
import io.tacet.samples.voicemail.sdp.MalformedSdpException;
import io.tacet.samples.voicemail.sip.DialogListener;
import io.tacet.samples.voicemail.sip.Invite;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.sip.message.Response;
import org.jspecify.annotations.Nullable;

/**
 * One call: it rings, greets, takes the message, says goodbye and hangs up.
 *
 * <p>Thread: the calls' executor; what other threads have to say is passed to it. Design note: each step begins only in the state before
 * it, so that a caller who hangs up in between ends the chain, whatever is still on its way.
 */
final class Call implements DialogListener {
    /** The life of a call: straight down, with leaps to the end. */
    private enum State {
        RINGING,
        ANSWERED,
        GREETING,
        RECORDING,
        GOODBYE,
        ENDED
    }

    /** No prompt is longer; a caller who holds the line while one plays is not waited for. */
    private static final long LONGEST_PROMPT_SECONDS = 120;

    private final Invite invite;
    private final CallServices services;
    private final CallMedia media;
    private final Consumer<Call> onEnd;
    private final Caller caller;
    private State state = State.RINGING;
    private @Nullable Recording recording;
    private Future<?> next = CompletableFuture.completedFuture(null);
    private Future<?> ackTimer = next;
    private Future<?> promptTimer = next;

    Call(Invite invite, RtpSocket socket, CallServices services, Consumer<Call> onEnd) {
        this.invite = invite;
        this.services = services;
        this.onEnd = onEnd;
        caller = Caller.of(invite);
        media = new CallMedia(socket, services.config().sip().host());
    }

    /** Looks at the offer, and rings. */
    void begin() {
        String sdp = respond(invite);
        if (sdp == null) {
            end(Recording::hangUp);
            return;
        }
        long millis = services.config().ringing().toMillis();
        if (millis > 0) {
            invite.ring();
        }
        next = services.executor().schedule(() -> answer(sdp), millis, TimeUnit.MILLISECONDS);
    }

    /** What to accept an INVITE with; null if it was rejected. */
    private @Nullable String respond(Invite asked) {
        try {
            String sdp = media.respond(asked.body());
            if (sdp == null) {
                asked.reject(Response.NOT_ACCEPTABLE_HERE);
            }
            return sdp;
        } catch (MalformedSdpException e) {
            asked.reject(Response.BAD_REQUEST);
            return null;
        }
    }

    private void answer(String sdp) {
        if (state == State.RINGING) {
            state = State.ANSWERED;
            accept(invite, sdp);
        }
    }

    /** An answer that is never acknowledged ends the call. */
    private void accept(Invite asked, String sdp) {
        asked.accept(sdp);
        ackTimer.cancel(false);
        long millis = services.config().sip().ackTimeout().toMillis();
        ackTimer = services.executor().schedule(this::hangUp, millis, TimeUnit.MILLISECONDS);
    }

    @Override
    public void onAck(byte[] body) {
        ackTimer.cancel(false);
        boolean agreed = media.acknowledge(body);
        if (state == State.ANSWERED && agreed) {
            services.receiver().add(media.socket(), media.packets());
            say(State.GREETING, services.config().greeting(), this::record);
        } else if (state == State.ANSWERED) {
            hangUp();
        } else {
            followHold();
        }
    }

    /** Plays a prompt, then goes on; a caller who takes no audio hears nothing and need not wait. */
    private void say(State saying, Prompt prompt, Runnable then) {
        state = saying;
        Runnable goOn = () -> services.executor().execute(() -> {
            if (state == saying) {
                next.cancel(false);
                promptTimer.cancel(false);
                then.run();
            }
        });
        if (media.session().maySend()) {
            next = services.player().play(prompt, media.stream(), media::session, goOn);
            promptTimer = services.executor().schedule(() -> giveUp(saying), LONGEST_PROMPT_SECONDS, TimeUnit.SECONDS);
        } else {
            goOn.run();
        }
    }

    private void giveUp(State saying) {
        if (state == saying) {
            hangUp();
        }
    }

    private void record() {
        state = State.RECORDING;
        RecordingListener listener = new RecordingListener() {
            @Override
            public void onEnded(Recording ended, Termination termination) {
                services.executor().execute(() -> ended(termination));
            }
        };
        services.messages()
                .record(caller, media.record(), listener)
                .whenCompleteAsync(this::recording, services.executor());
    }

    private void recording(ActionRunner.@Nullable Run run, @Nullable Throwable failure) {
        if (!(run instanceof ActionRunner.Run.Running running)) {
            services.errors().accept(caller.id() + ": not recorded: " + (failure == null ? run : failure.getMessage()));
            hangUp();
        } else if (state == State.RECORDING) {
            recording = running.recording();
            media.packets().input(running.input());
            followHold();
        } else {
            running.recording().abort(); // the caller hung up before he could speak
        }
    }

    /** The engine has decided: the caller pressed a key, fell silent, or the time is up. */
    private void ended(Termination termination) {
        if (state == State.RECORDING && termination.success()) {
            say(State.GOODBYE, services.config().goodbye(), this::hangUp);
        } else if (state == State.RECORDING) {
            hangUp();
        }
    }

    @Override
    public void onReInvite(Invite asked) {
        if (state == State.ENDED) {
            asked.reject(Response.CALL_OR_TRANSACTION_DOES_NOT_EXIST);
            return;
        }
        String sdp = respond(asked);
        if (sdp != null) {
            accept(asked, sdp);
            followHold();
        }
    }

    /** What is said on hold, or played by the caller's exchange, is not part of the message. */
    private void followHold() {
        Recording message = recording;
        if (message != null && media.isHeld()) {
            message.pause();
        } else if (message != null) {
            message.resume();
        }
    }

    @Override
    public void onCancel() {
        if (state == State.RINGING) {
            invite.reject(Response.REQUEST_TERMINATED);
            end(Recording::hangUp);
        }
    }

    @Override
    public void onBye() {
        if (state == State.RINGING) {
            invite.reject(Response.REQUEST_TERMINATED);
        }
        end(Recording::hangUp);
    }

    @Override
    public void onGone() {
        end(Recording::hangUp);
    }

    /** The voicemail closes: what was said is kept. */
    void shutDown() {
        if (state == State.RINGING) {
            invite.reject(Response.SERVICE_UNAVAILABLE);
        } else {
            invite.dialog().bye();
        }
        end(Recording::stop);
    }

    private void hangUp() {
        invite.dialog().bye();
        end(Recording::hangUp);
    }

    /** Lets everything go. What has arrived until now is still recorded: it came before the end. */
    private void end(Consumer<Recording> how) {
        if (state == State.ENDED) {
            return;
        }
        state = State.ENDED;
        next.cancel(false);
        ackTimer.cancel(false);
        promptTimer.cancel(false);
        Recording message = recording;
        services.receiver().whenDrained(() -> {
            if (message != null) {
                how.accept(message);
            }
            media.socket().close();
        });
        onEnd.accept(this);
    }
}
