package io.tacet.samples.voicemail;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A phone of text: one call over UDP on loopback, with a socket for RTP. Thread: one. */
final class Phone implements AutoCloseable {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
    private static final int PATIENCE_MILLIS = 5000;

    private final DatagramSocket sip = new DatagramSocket(0, LOOPBACK);
    final String callId = UUID.randomUUID().toString();
    private final int server;
    private DatagramSocket rtp = new DatagramSocket(0, LOOPBACK);
    private int cseq;
    private String branch = "";
    private String toTag = "";
    private int voicemailRtp;
    private short sequence = (short) 65_500;
    private int timestamp = 160_000;

    Phone(int server) throws IOException {
        this.server = server;
    }

    int rtpPort() {
        return rtp.getLocalPort();
    }

    /** Everything from another port from now on. */
    void moveRtp() throws IOException {
        rtp.close();
        rtp = new DatagramSocket(0, LOOPBACK);
    }

    /** A plain offer: PCMU and telephone events on 96. */
    String offer(String direction) {
        return offer("0 96", "a=rtpmap:96 telephone-event/8000\r\na=" + direction);
    }

    String offer(String formats, String attributes) {
        return "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio " + rtpPort()
                + " RTP/AVP " + formats + "\r\n" + attributes + "\r\n";
    }

    /** A request of this call with its next number. */
    String request(String method, String moreHeaders, String body) {
        cseq++;
        branch = "z9hG4bK" + UUID.randomUUID();
        return request(method, cseq, branch, moreHeaders, body);
    }

    String request(String method, int number, String withBranch, String moreHeaders, String body) {
        String type = body.isEmpty() || moreHeaders.contains("Content-Type") ? "" : "Content-Type: application/sdp\r\n";
        String us = "127.0.0.1:" + sip.getLocalPort();
        return method + " sip:voicemail@127.0.0.1:" + server + " SIP/2.0\r\n"
                + "Via: SIP/2.0/UDP " + us + ";branch=" + withBranch + "\r\n"
                + "From: \"Ann\" <sip:ann@" + us + ">;tag=ann\r\n"
                + "To: <sip:voicemail@127.0.0.1:" + server + ">" + (toTag.isEmpty() ? "" : ";tag=" + toTag) + "\r\n"
                + "Call-ID: " + callId + "\r\nCSeq: " + number + " " + method + "\r\n"
                + "Contact: <sip:ann@" + us + ">\r\nMax-Forwards: 70\r\n" + moreHeaders + type
                + "Content-Length: " + body.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n" + body;
    }

    String send(String message) throws IOException {
        byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
        sip.send(new DatagramPacket(bytes, bytes.length, LOOPBACK, server));
        return message;
    }

    /** Sends an INVITE; returns it, to be sent again. */
    String invite(String sdp) throws IOException {
        return send(request("INVITE", "", sdp));
    }

    /** The next message, or null. */
    @Nullable
    SipText receive(int millis) throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[65_535], 65_535);
        sip.setSoTimeout(millis);
        try {
            sip.receive(packet);
        } catch (SocketTimeoutException e) {
            return null;
        }
        return new SipText(new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8));
    }

    /** The next final response to a method; others are passed over. */
    SipText await(int status, String method) throws IOException {
        long deadline = System.nanoTime() + PATIENCE_MILLIS * 1_000_000L;
        String seen = "";
        while (System.nanoTime() < deadline) {
            SipText message = receive(PATIENCE_MILLIS);
            if (message != null
                    && message.status() == status
                    && message.method().equals(method)) {
                String to = message.header("To");
                if (to.contains(";tag=") && status > 100 && status < 300 && method.equals("INVITE")) {
                    toTag = to.substring(to.indexOf(";tag=") + 5);
                }
                return message;
            }
            seen += message == null ? "" : message.firstLine() + " | ";
        }
        return fail("no " + status + " to " + method + "; seen: " + seen);
    }

    /** The next request of the voicemail; answers it. */
    SipText awaitRequest(String method) throws IOException {
        String seen = "";
        for (SipText message = receive(PATIENCE_MILLIS); message != null; message = receive(PATIENCE_MILLIS)) {
            if (message.status() == 0 && message.method().equals(method)) {
                send("SIP/2.0 200 OK\r\nVia: " + message.header("Via") + "\r\nFrom: " + message.header("From")
                        + "\r\nTo: "
                        + message.header("To") + "\r\nCall-ID: " + message.header("Call-ID") + "\r\nCSeq: "
                        + message.header("CSeq") + "\r\nContent-Length: 0\r\n\r\n");
                return message;
            }
            seen += message.firstLine() + " | ";
        }
        return fail("no " + method + " came; seen: " + seen);
    }

    /** Acknowledges the last INVITE. */
    void ack(String body) throws IOException {
        send(request("ACK", cseq, "z9hG4bK" + UUID.randomUUID(), "", body));
    }

    /** An ACK to a refusal belongs to the INVITE's transaction. */
    void ackRefusal() throws IOException {
        send(request("ACK", cseq, branch, "", ""));
    }

    void cancel() throws IOException {
        send(request("CANCEL", cseq, branch, "", ""));
    }

    /** Calls, until the greeting is heard to its end. */
    SipText call() throws IOException {
        invite(offer("sendrecv"));
        SipText answer = await(200, "INVITE");
        voicemailRtp = answer.audioPort();
        ack("");
        hear();
        return answer;
    }

    /** Hangs up. */
    void bye() throws IOException {
        send(request("BYE", "", ""));
        await(200, "BYE");
    }

    void talkTo(int port) {
        voicemailRtp = port;
    }

    /** Waits until the voicemail speaks, and is silent again; returns how many packets of audio it sent. */
    int hear() throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[2000], 2000);
        int heard = 0;
        try {
            while (true) {
                rtp.setSoTimeout(heard == 0 ? PATIENCE_MILLIS : 150);
                rtp.receive(packet);
                heard++;
            }
        } catch (SocketTimeoutException silent) {
            return heard;
        }
    }

    /** Sends packets of 20 ms, each of them filled with one byte. */
    void talk(int packets, int value) throws IOException, InterruptedException {
        byte[] audio = new byte[160];
        Arrays.fill(audio, (byte) value);
        for (int i = 0; i < packets; i++) {
            rtp(0, false, timestamp, audio);
            timestamp += audio.length;
            Thread.sleep(2);
        }
    }

    /** Presses a key: telephone events on payload type 96. */
    void press(int event) throws IOException {
        for (int i = 1; i <= 3; i++) {
            int end = i == 3 ? 0x80 : 0;
            byte[] payload = {(byte) event, (byte) (end | 10), (byte) (i * 160 >> 8), (byte) (i * 160)};
            rtp(96, i == 1, timestamp, payload);
        }
        timestamp += 480;
    }

    private void rtp(int type, boolean marker, int at, byte[] payload) throws IOException {
        ByteBuffer packet = ByteBuffer.allocate(12 + payload.length);
        packet.put((byte) 0x80)
                .put((byte) (type | (marker ? 0x80 : 0)))
                .putShort(sequence++)
                .putInt(at);
        packet.putInt(0xA11).put(payload);
        rtp.send(new DatagramPacket(packet.array(), packet.capacity(), new InetSocketAddress(LOOPBACK, voicemailRtp)));
    }

    @Override
    public void close() {
        sip.close();
        rtp.close();
    }
}
