package io.tacet.samples.voicemail;

import io.tacet.PayloadTypes;
import io.tacet.samples.voicemail.rtp.RtpSocket;
import io.tacet.samples.voicemail.rtp.RtpStream;
import io.tacet.samples.voicemail.sdp.AudioSession;
import io.tacet.samples.voicemail.sdp.Direction;
import io.tacet.samples.voicemail.sdp.MalformedSdpException;
import io.tacet.samples.voicemail.sdp.MediaLine;
import io.tacet.samples.voicemail.sdp.Negotiation;
import io.tacet.samples.voicemail.sdp.SdpReader;
import io.tacet.samples.voicemail.sdp.SdpWriter;
import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The media of one call: its socket, and what was agreed about it.
 *
 * <p>Thread: the calls' executor; {@link #session} from any. Source: RFC 3264 sections 5, 6 and 8.
 */
final class CallMedia {
    private final RtpSocket socket;
    private final RtpStream stream;
    private final SdpWriter writer;
    private final PacketSources packets = new PacketSources();
    private volatile @Nullable AudioSession session;
    private @Nullable PayloadTypes recorded;
    private boolean everSent;
    private boolean offered;

    CallMedia(RtpSocket socket, InetAddress host) {
        this.socket = socket;
        stream = new RtpStream(socket);
        writer = new SdpWriter(host, System.currentTimeMillis());
    }

    RtpSocket socket() {
        return socket;
    }

    RtpStream stream() {
        return stream;
    }

    PacketSources packets() {
        return packets;
    }

    /** What is agreed; asked only once something is. */
    AudioSession session() {
        AudioSession agreed = session;
        if (agreed == null) {
            throw new IllegalStateException("nothing is agreed yet");
        }
        return agreed;
    }

    /**
     * What an INVITE is answered with: an answer to its offer, or an offer if it has none.
     *
     * @return null if nothing fits: all stays as it was
     */
    @Nullable
    String respond(byte[] body) throws MalformedSdpException {
        if (body.length == 0) {
            offered = true;
            return writer.offer(socket.port(), Direction.SENDRECV);
        }
        List<MediaLine> offer = SdpReader.read(body);
        AudioSession agreed = Negotiation.of(offer);
        if (agreed == null || !agree(agreed)) {
            return null;
        }
        return writer.answer(offer, agreed, socket.port());
    }

    /** What came with the ACK: an answer, if we made an offer. False if nothing is agreed. */
    boolean acknowledge(byte[] body) {
        if (!offered) {
            return session != null;
        }
        offered = false;
        try {
            AudioSession agreed = Negotiation.of(SdpReader.read(body));
            return agreed != null && agree(agreed);
        } catch (MalformedSdpException e) {
            return false;
        }
    }

    /** From now on packets are recorded, and understood as agreed now: their payload types can change no more. */
    PayloadTypes record() {
        PayloadTypes types = session().payloadTypes();
        recorded = types;
        return types;
    }

    /** Whether the caller has put us on hold: he took audio before, and wants none now. */
    boolean isHeld() {
        return everSent && !session().maySend();
    }

    private boolean agree(AudioSession agreed) {
        if (recorded != null && !agreed.understoodBy(recorded)) {
            return false;
        }
        session = agreed;
        everSent |= agreed.maySend();
        packets.signalled(agreed.remote());
        return true;
    }
}
