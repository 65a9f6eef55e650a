package io.tacet.samples.voicemail.sip;

import javax.sip.InvalidArgumentException;
import javax.sip.ServerTransaction;
import javax.sip.SipException;
import javax.sip.address.SipURI;
import javax.sip.address.URI;
import javax.sip.header.CallIdHeader;
import javax.sip.header.FromHeader;
import javax.sip.header.HeaderAddress;
import javax.sip.header.ToHeader;
import javax.sip.header.ViaHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;

/**
 * One INVITE that waits for its answer, first or later in a call. Repeated INVITEs are the transaction's business and never seen here.
 *
 * <p>Thread: the calls' executor. Source: RFC 3261 section 13.3.
 */
public final class Invite {
    private static final int LONGEST_NAME = 100;

    private final ServerTransaction transaction;
    private final Request request;
    private final Replies replies;
    private final SipDialog dialog;
    private final String tag = Replies.newTag();

    Invite(ServerTransaction transaction, Replies replies, SipDialog dialog) {
        this.transaction = transaction;
        this.replies = replies;
        this.dialog = dialog;
        request = transaction.getRequest();
    }

    /** The call that it makes or changes. */
    public SipDialog dialog() {
        return dialog;
    }

    /** The session description; empty if the caller waits for ours. */
    public byte[] body() {
        return Bodies.of(request);
    }

    /** Who calls, as he says himself: for people, never for a file's name. */
    public String from() {
        return user((HeaderAddress) request.getHeader(FromHeader.NAME));
    }

    /** Whom he called. */
    public String to() {
        return user((HeaderAddress) request.getHeader(ToHeader.NAME));
    }

    /** The call's id in SIP, cut where it is beyond reason. */
    public String callId() {
        return cut(((CallIdHeader) request.getHeader(CallIdHeader.NAME)).getCallId());
    }

    /** It rings. */
    public void ring() {
        send(replies.inDialog(request, Response.RINGING, tag, transport()));
    }

    /** Takes it, with an answer, or an offer if there was none. */
    public void accept(String sdp) {
        send(replies.withSdp(replies.inDialog(request, Response.OK, tag, transport()), sdp));
    }

    /** Refuses it. */
    public void reject(int status) {
        send(replies.of(request, status, tag));
    }

    private void send(Response response) {
        try {
            transaction.sendResponse(response);
        } catch (SipException | InvalidArgumentException e) {
            // The transaction has ended meanwhile; the dialog's end is told by the stack.
        } catch (RuntimeException e) {
            // The stack throws unchecked for some addresses that callers name. Nobody can be told of this call.
            dialog.abandon();
        }
    }

    private String transport() {
        return ((ViaHeader) request.getHeader(ViaHeader.NAME)).getTransport();
    }

    private static String user(HeaderAddress header) {
        URI uri = header.getAddress().getURI();
        String user = uri instanceof SipURI sip ? sip.getUser() : uri.toString();
        return cut(user == null ? "" : user);
    }

    private static String cut(String text) {
        return text.length() <= LONGEST_NAME ? text : text.substring(0, LONGEST_NAME);
    }
}
