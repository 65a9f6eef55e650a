package io.tacet.samples;

import io.tacet.EngineConfig;
import io.tacet.MediaInput;
import io.tacet.MediaSource;
import io.tacet.OpenResult;
import io.tacet.RecordingEngine;
import io.tacet.RecordingRequest;
import io.tacet.RecordingResult;
import io.tacet.SilencePolicy;
import io.tacet.Terminators;
import io.tacet.sink.DirectorySink;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * The engine behind a UDP socket: {@code _04_RtpOverUdp PORT OUTDIR} records one call of PCMU or PCMA until the key #, three seconds of
 * silence or a minute. A caller to try it with: {@code ffmpeg -re -i audio.wav -c:a pcm_mulaw -f rtp rtp://127.0.0.1:PORT}.
 */
public final class _04_RtpOverUdp {
    private _04_RtpOverUdp() {}

    /** Prints what became of the call. */
    public static void main(String[] args) throws Exception {
        InetSocketAddress local = new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(args[0]));
        try (DatagramChannel channel = DatagramChannel.open().bind(local)) {
            System.out.println("listening on " + channel.getLocalAddress());
            System.out.println(record(channel, Path.of(args[1])));
        }
    }

    static RecordingResult record(DatagramChannel channel, Path directory) throws Exception {
        EngineConfig config = EngineConfig.builder(new DirectorySink(directory))
                .spoolDirectory(directory.resolve(".spool"))
                .build();
        try (RecordingEngine engine = RecordingEngine.launch(config)) {
            OpenResult.Opened call = engine.open(RecordingRequest.builder()
                            .terminators(Terminators.of("#"))
                            .silence(SilencePolicy.after(Duration.ofSeconds(3)))
                            .duration(Duration.ofMinutes(1))
                            .build())
                    .orThrow();
            receive(channel, call.input());
            return call.recording().completion().toCompletableFuture().get(10, TimeUnit.SECONDS);
        }
    }

    /** Gives every datagram to the engine as it is, until the recording wants no more: what is RTP, and whose, is the engine's to say. */
    private static void receive(DatagramChannel channel, MediaInput input) throws IOException {
        channel.configureBlocking(false);
        try (Selector selector = Selector.open()) {
            channel.register(selector, SelectionKey.OP_READ);
            ByteBuffer buffer = ByteBuffer.allocateDirect(2048);
            SocketAddress peer = null;
            long source = MediaSource.UNCHECKED;
            while (!input.isClosed()) {
                selector.select(key -> {}, 20);
                for (SocketAddress from = channel.receive(buffer); from != null; from = channel.receive(buffer)) {
                    long arrivalNanos = System.nanoTime();
                    if (!from.equals(peer)) {
                        peer = from;
                        source = MediaSource.of((InetSocketAddress) from);
                    }
                    input.onRtp(buffer.flip(), arrivalNanos, source);
                    buffer.clear();
                }
            }
        }
    }
}
