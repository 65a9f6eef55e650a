package io.tacet.server.live;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.DatagramChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Sends WAVs of 8000 Hz as RTP in real time, again and again: PCMU and PCMA as they are, PCM as L16 of payload type 96. Thread: its own. */
final class RtpFeeder implements AutoCloseable {
    /** What to ask for. */
    static final String MEDIA = "\"media\":{\"payloadTypes\":{\"0\":\"PCMU\",\"8\":\"PCMA\",\"96\":\"L16/8000\"}}";

    private static final int SAMPLES = 160;
    private static final int PCM = 1;
    private static final int A_LAW = 6;
    private static final int DATA = 0x61746164;

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
        private final ByteBuffer samples;
        private final boolean linear;
        private final int payloadType;
        private final int ssrc;
        private final ByteBuffer packet = ByteBuffer.allocate(12 + 2 * SAMPLES);
        private int count;

        Stream(DatagramChannel channel, byte[] wav, int number) {
            this.channel = channel;
            ssrc = 1000 + number;
            ByteBuffer chunks = ByteBuffer.wrap(wav).order(ByteOrder.LITTLE_ENDIAN);
            int format = chunks.getShort(20); // the samples begin with the chunk "fmt "
            int at = 12;
            while (chunks.getInt(at) != DATA) {
                at += 8 + chunks.getInt(at + 4);
            }
            samples = chunks.slice(at + 8, chunks.getInt(at + 4));
            linear = format == PCM;
            payloadType = linear ? 96 : format == A_LAW ? 8 : 0;
        }

        void send() {
            packet.clear();
            packet.put((byte) 0x80)
                    .put((byte) payloadType)
                    .putShort((short) count)
                    .putInt(count * SAMPLES)
                    .putInt(ssrc);
            for (int i = 0; i < SAMPLES; i++) {
                if (samples.remaining() < 2) {
                    samples.rewind();
                }
                byte first = samples.get();
                if (linear) {
                    packet.put(samples.get());
                }
                packet.put(first);
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
