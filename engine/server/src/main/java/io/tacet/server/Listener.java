package io.tacet.server;

import io.tacet.Durability;
import io.tacet.MediaInput;
import io.tacet.OpenResult;
import io.tacet.Recording;
import io.tacet.RecordingEngine;
import io.tacet.RecordingListener;
import io.tacet.RecordingRequest;
import io.tacet.RecordingResult;
import io.tacet.Termination;
import io.tacet.ThreadingMode;
import io.tacet.server.listen.LevelMeter;
import io.tacet.server.listen.RtpSocket;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Records one call from a socket and says what became of it. Thread: main, which receives; the recorder is the engine's own, and wakes
 * main at the end.
 */
final class Listener {
    /** One recording has memory to spare: a network that delivers seconds at once loses nothing here. */
    private static final Duration STALL_BUDGET = Duration.ofSeconds(10);

    private final Path directory;
    private final Durability durability;
    private final Interruption interruption;
    private final PrintStream out;
    private final PrintStream err;

    Listener(Path directory, Durability durability, Interruption interruption, PrintStream out, PrintStream err) {
        this.directory = directory;
        this.durability = durability;
        this.interruption = interruption;
        this.out = out;
        this.err = err;
    }

    /**
     * Records until the end of the call.
     *
     * @param patience how long a first packet is waited for before the recording, and with it its limits, begins
     * @return the exit code
     */
    int record(RtpSocket socket, RecordingRequest.Builder builder, Duration patience) throws IOException {
        RecordingRequest request = builder.listener(new RecordingListener() {
                    @Override
                    public void onEnded(Recording recording, Termination termination) {
                        socket.wakeup();
                    }
                })
                .build();
        try (RecordingEngine engine = RecordingEngine.launch(Recorder.engineInto(directory)
                .durability(durability)
                .threading(ThreadingMode.SHARED)
                .stallBudget(STALL_BUDGET)
                .build())) {
            err.println(
                    "listening on " + NetworkAddress.text(socket.localAddress()) + " for " + request.payloadTypes());
            interruption.current(socket::wakeup);
            socket.await(patience, () -> !interruption.requested());
            OpenResult opened = engine.open(request);
            if (opened instanceof OpenResult.Refused refused) {
                err.println("tacet listen: not started, " + refused.reason() + ": " + refused.detail());
                return TacetCommand.FAILED;
            }
            return record(socket, request, opened.orThrow());
        } catch (UncheckedIOException e) {
            err.println("tacet listen: --out is " + directory + ": " + TacetCommand.oneLine(e));
            return TacetCommand.UNUSABLE;
        }
    }

    private int record(RtpSocket socket, RecordingRequest request, OpenResult.Opened opened) throws IOException {
        Recording recording = opened.recording();
        String address = NetworkAddress.text(socket.localAddress());
        interruption.current(() -> {
            recording.stop();
            socket.wakeup();
        });
        boolean broken = false;
        try (LevelMeter meter = meter(request)) {
            receive(socket, recording, opened.input(), meter);
        } catch (IOException e) {
            err.println("tacet listen: " + address + " receives no more: " + TacetCommand.oneLine(e));
            broken = true;
        } finally {
            opened.input().close();
        }
        RecordingResult result = recording.completion().toCompletableFuture().join();
        interruption.current(null);
        int code = new Report("tacet listen", out, err).of(address, request, result);
        return broken ? TacetCommand.FAILED : code;
    }

    private static void receive(RtpSocket socket, Recording recording, MediaInput input, @Nullable LevelMeter meter)
            throws IOException {
        socket.receive(input, () -> {
            if (meter != null) {
                meter.show(recording, System.nanoTime());
            }
            return recording.termination() == null;
        });
    }

    private @Nullable LevelMeter meter(RecordingRequest request) {
        return "1".equals(System.getProperty("tacet.tty")) ? new LevelMeter(err, request, System.nanoTime()) : null;
    }
}
