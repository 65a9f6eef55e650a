package io.tacet.samples.voicemail.sip;

import java.text.ParseException;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import javax.sip.InvalidArgumentException;
import javax.sip.SipFactory;
import javax.sip.address.AddressFactory;
import javax.sip.address.SipURI;
import javax.sip.header.HeaderFactory;
import javax.sip.header.ToHeader;
import javax.sip.message.MessageFactory;
import javax.sip.message.Request;
import javax.sip.message.Response;

/**
 * Makes responses. Thread: any.
 *
 * <p>Design note: the stack's checked exceptions mean that a constant of ours is wrong; they become unchecked here, so that nobody else
 * meets them.
 */
final class Replies {
    private static final List<String> METHODS =
            List.of(Request.INVITE, Request.ACK, Request.CANCEL, Request.BYE, Request.OPTIONS);
    private static final int RETRY_SECONDS = 5;

    private final AddressFactory addresses;
    private final HeaderFactory headers;
    private final MessageFactory messages;
    private final SipConfig config;

    Replies(SipFactory factory, SipConfig config) throws javax.sip.PeerUnavailableException {
        addresses = factory.createAddressFactory();
        headers = factory.createHeaderFactory();
        messages = factory.createMessageFactory();
        this.config = config;
    }

    /** A new tag for the To of a dialog. */
    static String newTag() {
        return UUID.randomUUID().toString().substring(0, 13);
    }

    /** A response with what its status wants to be said. */
    Response of(Request request, int status, String tag) {
        try {
            Response response = messages.createResponse(status, request);
            ToHeader to = (ToHeader) response.getHeader(ToHeader.NAME);
            if (status != Response.TRYING && to.getTag() == null) {
                to.setTag(tag);
            }
            response.addHeader(headers.createServerHeader(List.of("Tacet-Voicemail")));
            switch (status) {
                case Response.OK, Response.METHOD_NOT_ALLOWED, Response.NOT_IMPLEMENTED -> {
                    for (String method : METHODS) {
                        response.addHeader(headers.createAllowHeader(method));
                    }
                }
                case Response.BUSY_HERE, Response.SERVICE_UNAVAILABLE ->
                    response.addHeader(headers.createRetryAfterHeader(RETRY_SECONDS));
                case Response.NOT_ACCEPTABLE_HERE -> {
                    String text = "PCMU or PCMA over RTP/AVP, to a numeric address";
                    response.addHeader(headers.createWarningHeader(config.host().getHostAddress(), 304, text));
                }
                case Response.UNSUPPORTED_MEDIA_TYPE ->
                    response.addHeader(headers.createAcceptHeader("application", "sdp"));
                default -> {}
            }
            return response;
        } catch (ParseException | InvalidArgumentException e) {
            throw new IllegalStateException("response " + status + " cannot be made: " + e.getMessage(), e);
        }
    }

    /** A response that tells where we are, which makes or goes on with a dialog. */
    Response inDialog(Request request, int status, String tag, String transport) {
        Response response = of(request, status, tag);
        try {
            SipURI uri = addresses.createSipURI("voicemail", host());
            uri.setPort(config.port());
            if (!transport.equalsIgnoreCase("udp")) {
                uri.setTransportParam(transport.toLowerCase(Locale.ROOT));
            }
            response.addHeader(headers.createContactHeader(addresses.createAddress(uri)));
            return response;
        } catch (ParseException e) {
            throw new IllegalStateException("our own address cannot be told: " + e.getMessage(), e);
        }
    }

    /** Adds a session description. */
    Response withSdp(Response response, String sdp) {
        try {
            response.setContent(sdp, headers.createContentTypeHeader("application", "sdp"));
            return response;
        } catch (ParseException e) {
            throw new IllegalStateException("a session description cannot be added: " + e.getMessage(), e);
        }
    }

    /** What an OPTIONS asks for. */
    Response options(Request request) {
        Response response = of(request, Response.OK, newTag());
        try {
            response.addHeader(headers.createAcceptHeader("application", "sdp"));
            return response;
        } catch (ParseException e) {
            throw new IllegalStateException("an Accept header cannot be made: " + e.getMessage(), e);
        }
    }

    /** Refuses extensions that the request cannot do without. */
    Response unsupported(Request request, List<String> extensions) {
        Response response = of(request, Response.BAD_EXTENSION, newTag());
        try {
            for (String extension : extensions) {
                response.addHeader(headers.createUnsupportedHeader(extension));
            }
            return response;
        } catch (ParseException e) {
            return response;
        }
    }

    private String host() {
        String host = config.host().getHostAddress();
        return host.indexOf(':') >= 0 ? "[" + host + "]" : host;
    }
}
