package io.tacet.samples.voicemail.sip;

import gov.nist.javax.sip.SipStackImpl;
import java.io.IOException;
import java.util.TooManyListenersException;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javax.sip.Dialog;
import javax.sip.DialogTerminatedEvent;
import javax.sip.IOExceptionEvent;
import javax.sip.RequestEvent;
import javax.sip.ResponseEvent;
import javax.sip.ServerTransaction;
import javax.sip.SipException;
import javax.sip.SipFactory;
import javax.sip.SipListener;
import javax.sip.SipProvider;
import javax.sip.SipStack;
import javax.sip.TimeoutEvent;
import javax.sip.Transaction;
import javax.sip.TransactionTerminatedEvent;
import javax.sip.header.ToHeader;
import javax.sip.header.ViaHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.jspecify.annotations.Nullable;

/**
 * Speaks SIP: finds each request's call, and answers what needs none.
 *
 * <p>Thread: the stack's; whatever concerns a call is passed to the calls' executor in the order in which it came. Design note: with
 * "automatic dialog support" the stack repeats a 200 until its ACK comes, answers 481 to what belongs to no dialog, 482 to merged
 * requests, 491 and 500 to re-INVITEs at the wrong time, and drops repeated requests. Source: RFC 3261 sections 8.2, 12.2.2, 13.3.
 */
public final class SipServer implements SipListener, AutoCloseable {
    private final Executor calls;
    private final InviteHandler handler;
    private final SipStack stack;
    private final SipProvider provider;
    private final Replies replies;
    private final HangUps hangUps;

    private SipServer(SipConfig config, Executor calls, InviteHandler handler) throws SipException {
        this.calls = calls;
        this.handler = handler;
        SipFactory factory = SipFactory.getInstance();
        factory.setPathName("gov.nist");
        stack = factory.createSipStack(config.properties());
        replies = new Replies(factory, config);
        provider = Transports.listen(stack, config);
        hangUps = new HangUps(provider);
    }

    /**
     * Listens.
     *
     * @param calls runs what concerns calls, one after the other
     * @throws IOException with one line if it cannot: the port is taken, or the address is not ours
     */
    public static SipServer listen(SipConfig config, Executor calls, InviteHandler handler) throws IOException {
        try {
            SipServer server = new SipServer(config, calls, handler);
            server.provider.addSipListener(server);
            return server;
        } catch (SipException | TooManyListenersException e) {
            throw new IOException(
                    "SIP cannot listen on " + config.host().getHostAddress() + ":" + config.port() + ": "
                            + Transports.reason(e),
                    e);
        }
    }

    @Override
    public void processRequest(RequestEvent event) {
        Request request = event.getRequest();
        if (!isAnswerable(request)) {
            return;
        }
        switch (request.getMethod()) {
            case Request.INVITE -> invite(event, request);
            case Request.ACK -> tell(event.getDialog(), call -> call.onAck(Bodies.of(request)));
            case Request.CANCEL -> {
                answer(event, replies.of(request, Response.OK, Replies.newTag()));
                tell(event.getDialog(), DialogListener::onCancel);
            }
            case Request.BYE -> {
                answer(event, replies.of(request, Response.OK, Replies.newTag()));
                tell(event.getDialog(), DialogListener::onBye);
            }
            case Request.OPTIONS -> answer(event, replies.options(request));
            default -> answer(event, replies.of(request, Rules.statusOfUnknown(request), Replies.newTag()));
        }
    }

    /**
     * Answers go by the transport and to the port that the request names (RFC 3261 section 18.2.2), whichever it came by; the stack
     * fails for those that do not exist.
     */
    private boolean isAnswerable(Request request) {
        ViaHeader via = (ViaHeader) request.getHeader(ViaHeader.NAME);
        return via != null
                && via.getTransport() != null
                && provider.getListeningPoint(via.getTransport()) != null
                && Rules.isPort(via.getPort())
                && Rules.isPort(via.getRPort());
    }

    private void invite(RequestEvent event, Request request) {
        Response refusal = Rules.refusal(request, replies);
        ToHeader to = (ToHeader) request.getHeader(ToHeader.NAME);
        Dialog known = event.getDialog();
        if (refusal == null && to.getTag() != null && (known == null || known.getApplicationData() == null)) {
            refusal = replies.of(request, Response.CALL_OR_TRANSACTION_DOES_NOT_EXIST, Replies.newTag());
        }
        if (refusal != null) {
            answer(event, refusal);
            return;
        }
        ServerTransaction transaction = event.getServerTransaction();
        try {
            if (transaction == null) {
                transaction = provider.getNewServerTransaction(request);
            }
        } catch (SipException | RuntimeException repeated) {
            // Or nothing that a call can be made of.
            return;
        }
        SipDialog dialog = dialog(transaction.getDialog());
        Invite invite = new Invite(transaction, replies, dialog);
        calls.execute(() -> {
            DialogListener call = dialog.listener();
            if (to.getTag() == null) {
                handler.onInvite(invite);
            } else if (call == null) {
                invite.reject(Response.CALL_OR_TRANSACTION_DOES_NOT_EXIST);
            } else {
                call.onReInvite(invite);
            }
        });
    }

    private SipDialog dialog(Dialog dialog) {
        if (dialog.getApplicationData() instanceof SipDialog known) {
            return known;
        }
        SipDialog made = new SipDialog(dialog, hangUps);
        dialog.setApplicationData(made);
        return made;
    }

    private void tell(@Nullable Dialog dialog, Consumer<DialogListener> what) {
        if (dialog != null && dialog.getApplicationData() instanceof SipDialog known) {
            calls.execute(() -> {
                DialogListener listener = known.listener();
                if (listener != null) {
                    what.accept(listener);
                }
            });
        }
    }

    /** By the transaction if there is one, else without: strangers' requests are to cost no memory. */
    private void answer(RequestEvent event, Response response) {
        try {
            ServerTransaction transaction = event.getServerTransaction();
            if (transaction == null) {
                provider.sendResponse(response);
            } else {
                transaction.sendResponse(response);
            }
        } catch (SipException | javax.sip.InvalidArgumentException | RuntimeException e) {
            // Whoever asked is gone, or cannot be answered where he says: the stack throws unchecked for some
            // addresses.
        }
    }

    @Override
    public void processResponse(ResponseEvent event) {
        hangUps.ended(event.getClientTransaction());
    }

    @Override
    public void processTimeout(TimeoutEvent event) {
        Transaction transaction = event.getClientTransaction();
        if (transaction != null) {
            hangUps.ended(transaction);
            tell(transaction.getDialog(), DialogListener::onGone);
        }
    }

    @Override
    public void processTransactionTerminated(TransactionTerminatedEvent event) {
        hangUps.ended(event.getClientTransaction());
    }

    @Override
    public void processDialogTerminated(DialogTerminatedEvent event) {
        tell(event.getDialog(), DialogListener::onGone);
    }

    @Override
    public void processIOException(IOExceptionEvent event) {
        // A connection broke; what depends on it times out.
    }

    /** Waits until those who were hung up on have heard it, for a while; then stops. */
    @Override
    public void close() {
        hangUps.close();
        if (((SipStackImpl) stack).getNetworkLayer() instanceof BoundedSockets sockets) {
            sockets.deafen();
        }
        stack.stop();
    }
}
