package io.tacet.server.live;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Sends WAVs of 8000 Hz as RTP in real time, again and again, as L16 of payload type 96. Thread: its own. */
final class RtpFeeder implements AutoCloseable {
    /** What to ask for. */
    static final String MEDIA = "\"media\":{\"payloadTypes\":{\"96\":\"L16/8000\"}}";

    private static final int WAV_HEADER = 44;
    private static final int SAMPLES = 160;

    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final List<Stream> streams = new ArrayList<>();

    RtpFeeder() {
        clock.scheduleAtFixedRate(this::tick, 20, 20, TimeUnit.MILLISECONDS);
    }

    synchronized void feed(int port, Path wav) throws IOException {
        streams.add(new Stream(
                DatagramChannel.open().connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port)),
                Files.readAllBytes(wav),
                streams.size()));
    }

    private synchronized void tick() {
        streams.forEach(Stream::send);
    }

    @Override
    public void close() throws IOException {
        clock.shutdownNow();
        synchronized (this) {
            for (Stream stream : streams) {
                stream.channel.close();
            }
        }
    }

    /** One call. */
    private static final class Stream {
        private final DatagramChannel channel;
        private final byte[] wav;
        private final int ssrc;
        private final ByteBuffer packet = ByteBuffer.allocate(12 + 2 * SAMPLES);
        private int count;
        private int at = WAV_HEADER;

        Stream(DatagramChannel channel, byte[] wav, int number) {
            this.channel = channel;
            this.wav = wav;
            ssrc = 1000 + number;
        }

        void send() {
            packet.clear();
            packet.put((byte) 0x80)
                    .put((byte) 96)
                    .putShort((short) count)
                    .putInt(count * SAMPLES)
                    .putInt(ssrc);
            for (int i = 0; i < SAMPLES; i++) {
                at = at + 2 > wav.length ? WAV_HEADER : at;
                packet.put(wav[at + 1]).put(wav[at]);
                at += 2;
            }
            count++;
            try {
                channel.write(packet.flip());
            } catch (IOException e) {
                // The port is closed: the recording is over.
            }
        }
    }
}
