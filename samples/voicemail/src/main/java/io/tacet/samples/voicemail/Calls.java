package io.tacet.samples.voicemail;

import io.tacet.samples.voicemail.rtp.RtpSocket;
import io.tacet.samples.voicemail.sip.Invite;
import io.tacet.samples.voicemail.sip.InviteHandler;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import javax.sip.message.Response;

/**
 * All calls. Thread: one, the executor of {@link CallServices}, for all that happens in all calls: no call needs a lock, and none may
 * block.
 */
final class Calls implements InviteHandler {
    private final CallServices services;
    private final Set<Call> active = new HashSet<>();
    private boolean closing;

    Calls(CallServices services) {
        this.services = services;
    }

    @Override
    public void onInvite(Invite invite) {
        if (closing) {
            invite.reject(Response.SERVICE_UNAVAILABLE);
        } else if (active.size() >= services.config().maxCalls()) {
            invite.reject(Response.BUSY_HERE);
        } else {
            RtpSocket socket = services.ports().open();
            if (socket == null) {
                invite.reject(Response.SERVICE_UNAVAILABLE);
                return;
            }
            Call call = new Call(invite, socket, services, active::remove);
            active.add(call);
            invite.dialog().listener(call);
            call.begin();
        }
    }

    /** Refuses further calls and ends those that are; from any thread but the calls'. */
    void close() throws InterruptedException {
        Future<?> closed = services.executor().submit(() -> {
            closing = true;
            List.copyOf(active).forEach(Call::shutDown);
        });
        try {
            closed.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a call cannot be ended: " + e.getCause(), e);
        }
    }
}
