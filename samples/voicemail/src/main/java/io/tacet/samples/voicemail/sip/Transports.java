package io.tacet.samples.voicemail.sip;

import javax.sip.ListeningPoint;
import javax.sip.SipException;
import javax.sip.SipProvider;
import javax.sip.SipStack;

/** Opens UDP and TCP on one port. Thread: any; no state. */
final class Transports {
    private Transports() {}

    static SipProvider listen(SipStack stack, SipConfig config) throws SipException {
        String host = config.host().getHostAddress();
        try {
            SipProvider provider = stack.createSipProvider(stack.createListeningPoint(host, config.port(), "udp"));
            ListeningPoint tcp = stack.createListeningPoint(host, config.port(), "tcp");
            provider.addListeningPoint(tcp);
            return provider;
        } catch (SipException | javax.sip.InvalidArgumentException e) {
            stop(stack);
            throw e instanceof SipException sip ? sip : new SipException(reason(e), e);
        }
    }

    private static void stop(SipStack stack) {
        try {
            stack.stop();
        } catch (NullPointerException neverBound) {
            // JAIN-SIP closes the TCP socket that it did not get, when that port is taken; UDP is closed by then.
        }
    }

    /** The innermost reason, which is the operating system's. */
    static String reason(Throwable thrown) {
        Throwable innermost = thrown;
        while (innermost.getCause() != null) {
            innermost = innermost.getCause();
        }
        return String.valueOf(innermost.getMessage());
    }
}
