package io.tacet.samples.voicemail.sip;

import gov.nist.core.net.NetworkLayer;
import gov.nist.javax.sip.SipStackImpl;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

/**
 * The stack's sockets, with the bounds that the stack has no option for: so many datagrams a second (its queue has no end), and TCP
 * connections that say nothing are closed (its threads wait for ever).
 *
 * <p>Thread: as the stack calls. The stack makes it by name, hence public.
 */
public final class BoundedSockets implements NetworkLayer {
    /** In bytes; a SIP message is about one kilobyte. */
    static final int LARGEST_MESSAGE = 16 * 1024;

    /** What is more is dropped unread, as by any network; the sender repeats it. */
    static final int DATAGRAMS_EACH_SECOND = 2000;

    /** How long the stack's threads may take for what they have begun, before they are stopped. */
    private static final int SETTLE_MILLIS = 50;

    private static final int IDLE_MILLIS = 120_000;
    private static final int CONNECT_MILLIS = 3000;

    private volatile boolean deaf;

    /** For the stack. */
    public BoundedSockets() {}

    /** Takes no datagram any more: the stack prints a stack trace for each message that its stop cuts short. */
    void deafen() {
        deaf = true;
        try {
            Thread.sleep(SETTLE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public DatagramSocket createDatagramSocket(int port, InetAddress host) throws SocketException {
        return new DatagramSocket(new InetSocketAddress(host, port)) {
            private long secondBegan = System.nanoTime();
            private int taken;

            @Override
            public void receive(DatagramPacket packet) throws IOException {
                do {
                    super.receive(packet);
                    long now = System.nanoTime();
                    if (now - secondBegan > 1_000_000_000) {
                        secondBegan = now;
                        taken = 0;
                    }
                } while (++taken > DATAGRAMS_EACH_SECOND || deaf);
            }
        };
    }

    @Override
    public ServerSocket createServerSocket(int port, int backlog, InetAddress host) throws IOException {
        return new ServerSocket(port, backlog, host) {
            @Override
            public Socket accept() throws IOException {
                Socket socket = super.accept();
                socket.setSoTimeout(IDLE_MILLIS);
                return socket;
            }
        };
    }

    @Override
    public DatagramSocket createDatagramSocket() throws SocketException {
        return new DatagramSocket();
    }

    @Override
    public Socket createSocket(InetAddress address, int port) throws IOException {
        return connect(new Socket(), address, port);
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress localAddress) throws IOException {
        return createSocket(address, port, localAddress, 0);
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort)
            throws IOException {
        Socket socket = new Socket();
        socket.bind(new InetSocketAddress(localAddress, localPort));
        return connect(socket, address, port);
    }

    private static Socket connect(Socket socket, InetAddress address, int port) throws IOException {
        try {
            socket.connect(new InetSocketAddress(address, port), CONNECT_MILLIS);
            socket.setSoTimeout(IDLE_MILLIS);
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    @Override
    public SSLServerSocket createSSLServerSocket(int port, int backlog, InetAddress host) throws IOException {
        throw noTls();
    }

    @Override
    public SSLSocket createSSLSocket(InetAddress address, int port) throws IOException {
        throw noTls();
    }

    @Override
    public SSLSocket createSSLSocket(InetAddress address, int port, InetAddress localAddress) throws IOException {
        throw noTls();
    }

    private static IOException noTls() {
        return new IOException("this voicemail speaks SIP over UDP and TCP only");
    }

    @Override
    public void setSipStack(SipStackImpl stack) {}
}
