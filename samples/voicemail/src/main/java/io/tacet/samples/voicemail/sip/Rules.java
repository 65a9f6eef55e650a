package io.tacet.samples.voicemail.sip;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.sip.address.SipURI;
import javax.sip.header.ContactHeader;
import javax.sip.header.ContentEncodingHeader;
import javax.sip.header.ContentTypeHeader;
import javax.sip.header.HeaderAddress;
import javax.sip.header.RecordRouteHeader;
import javax.sip.header.RequireHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.jspecify.annotations.Nullable;

/**
 * What an INVITE must be like before anybody looks at what it wants. Thread: any; no state.
 *
 * <p>Source: RFC 3261 sections 8.2.1 to 8.2.3.
 */
final class Rules {
    /** Methods that exist, and are not for us; all others are unknown. */
    private static final Set<String> KNOWN_METHODS = Set.of(
            Request.REGISTER,
            Request.INFO,
            Request.PRACK,
            Request.UPDATE,
            Request.SUBSCRIBE,
            Request.NOTIFY,
            Request.MESSAGE,
            Request.REFER,
            Request.PUBLISH);

    private Rules() {}

    static int statusOfUnknown(Request request) {
        return KNOWN_METHODS.contains(request.getMethod()) ? Response.METHOD_NOT_ALLOWED : Response.NOT_IMPLEMENTED;
    }

    /** Why an INVITE is refused; null if it is not. */
    static @Nullable Response refusal(Request invite, Replies replies) {
        List<String> required = new ArrayList<>();
        for (Iterator<?> i = invite.getHeaders(RequireHeader.NAME); i.hasNext(); ) {
            required.add(((RequireHeader) i.next()).getOptionTag());
        }
        if (!required.isEmpty()) {
            return replies.unsupported(invite, required);
        }
        ContactHeader contact = (ContactHeader) invite.getHeader(ContactHeader.NAME);
        if (contact == null || contact.isWildCard() || !isSip(contact) || !isRouteUsable(invite)) {
            return replies.of(invite, Response.BAD_REQUEST, Replies.newTag());
        }
        if (Bodies.of(invite).length > 0 && !isSdp(invite)) {
            return replies.of(invite, Response.UNSUPPORTED_MEDIA_TYPE, Replies.newTag());
        }
        return null;
    }

    /** Whether a message can go to a port that a peer named; -1 stands for none named. */
    static boolean isPort(int port) {
        return port == -1 || port >= 1 && port <= 65_535;
    }

    /** Where our requests will go, if not to the Contact (RFC 3261 section 12.1.1). */
    private static boolean isRouteUsable(Request invite) {
        for (Iterator<?> i = invite.getHeaders(RecordRouteHeader.NAME); i.hasNext(); ) {
            if (!isSip((RecordRouteHeader) i.next())) {
                return false;
            }
        }
        return true;
    }

    private static boolean isSip(HeaderAddress header) {
        return header.getAddress().getURI() instanceof SipURI uri && isPort(uri.getPort());
    }

    private static boolean isSdp(Request request) {
        ContentTypeHeader type = (ContentTypeHeader) request.getHeader(ContentTypeHeader.NAME);
        if (type == null || request.getHeader(ContentEncodingHeader.NAME) != null) {
            return false;
        }
        return (type.getContentType() + "/" + type.getContentSubType())
                .toLowerCase(Locale.ROOT)
                .equals("application/sdp");
    }
}
