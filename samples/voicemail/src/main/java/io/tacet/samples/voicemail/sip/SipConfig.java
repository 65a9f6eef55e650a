package io.tacet.samples.voicemail.sip;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Where SIP is spoken, and its bounds. Immutable.
 *
 * @param host the address, which is told to callers too: not 0.0.0.0
 * @param port of UDP and TCP
 * @param ackTimeout how long a 200 waits for its ACK; 32 s by RFC 3261 section 13.3.1.4
 */
public record SipConfig(InetAddress host, int port, Duration ackTimeout) {
    private static final AtomicInteger STACKS = new AtomicInteger();

    /** Checks the values. */
    public SipConfig {
        if (host.isAnyLocalAddress()) {
            throw new IllegalArgumentException("sip host is " + host.getHostAddress()
                    + "; allowed is one address of this machine, since callers are told it");
        }
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("sip port is " + port + "; allowed are 1 to 65535");
        }
    }

    /** What the stack is told. Every table, queue and message that a stranger could fill has a bound. */
    Properties properties() {
        Properties stack = new Properties();
        stack.setProperty("javax.sip.STACK_NAME", "voicemail-" + STACKS.incrementAndGet());
        stack.setProperty("javax.sip.AUTOMATIC_DIALOG_SUPPORT", "on");
        String nist = "gov.nist.javax.sip.";
        stack.setProperty(nist + "STACK_LOGGER", SilentStackLogger.class.getName());
        stack.setProperty(nist + "SERVER_LOGGER", SilentServerLogger.class.getName());
        stack.setProperty(nist + "NETWORK_LAYER", BoundedSockets.class.getName());
        stack.setProperty(nist + "THREAD_POOL_SIZE", "2");
        stack.setProperty(nist + "THREAD_PRIORITY", Integer.toString(Thread.NORM_PRIORITY));
        stack.setProperty(nist + "MAX_MESSAGE_SIZE", Integer.toString(BoundedSockets.LARGEST_MESSAGE));
        stack.setProperty(nist + "RECEIVE_UDP_BUFFER_SIZE", Integer.toString(1 << 20));
        stack.setProperty(nist + "SEND_UDP_BUFFER_SIZE", Integer.toString(1 << 18));
        stack.setProperty(nist + "CONGESTION_CONTROL_TIMEOUT", "2000");
        stack.setProperty(nist + "MAX_CONNECTIONS", "256");
        stack.setProperty(nist + "READ_TIMEOUT", "10000");
        stack.setProperty(nist + "CONNECTION_TIMEOUT", "3000");
        stack.setProperty(nist + "MAX_SERVER_TRANSACTIONS", "2000");
        stack.setProperty(nist + "MAX_LISTENER_RESPONSE_TIME", "10");
        return stack;
    }
}
