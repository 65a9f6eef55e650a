package io.tacet.server.http;

import io.tacet.RecordingState;
import io.tacet.server.serve.AudioSocketStarter;
import io.tacet.server.serve.FinishedRecording;
import io.tacet.server.serve.LiveRecording;
import io.tacet.server.serve.RecordingRegistry;
import io.tacet.server.serve.RtpStarter;
import io.tacet.server.serve.StartOutcome;
import io.tacet.server.serve.StartRequest;
import io.tacet.server.serve.Totals;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What the API does with recordings. Thread: the HTTP server's pool. */
final class RecordingsApi {
    private static final int MOST_LISTED = 10_000;
    private static final int LISTED = 1000;
    /** Reports decode whole recordings: one at a time leaves the processors to the calls. */
    private static final Semaphore REPORTS = new Semaphore(1);

    private final RecordingRegistry registry;
    private final RtpStarter rtp;
    private final @Nullable AudioSocketStarter audioSocket;
    private final Supplier<Totals> totals;
    private final ReportMaker reports;

    RecordingsApi(
            RecordingRegistry registry,
            RtpStarter rtp,
            @Nullable AudioSocketStarter audioSocket,
            Supplier<Totals> totals,
            ReportMaker reports) {
        this.registry = registry;
        this.rtp = rtp;
        this.audioSocket = audioSocket;
        this.totals = totals;
        this.reports = reports;
    }

    Reply start(Call call) {
        StartRequest request = RequestReader.start(call.body());
        if (request.audioSocket() && audioSocket == null) {
            throw ApiException.invalid(
                    "media.type is audiosocket; allowed is rtp, for this server's audioSocket.port is not set");
        }
        StartOutcome outcome =
                request.audioSocket() && audioSocket != null ? audioSocket.start(request) : rtp.start(request);
        if (outcome instanceof StartOutcome.Started started) {
            LiveRecording recording = started.recording();
            return Reply.json(201, json -> RecordingJson.live(json, recording))
                    .with("Location", "/v1/recordings/" + recording.id());
        }
        StartOutcome.Refused refused = (StartOutcome.Refused) outcome;
        Duration after = refused.retryAfter();
        return switch (refused.reason()) {
            case INVALID -> Reply.error(400, "InvalidParameter", refused.message(), after);
            case INVALID_ACTION -> Reply.error(400, "InvalidActionParameter", refused.message(), after);
            case TOO_MANY_RECORDINGS -> Reply.error(429, "TooManyRecordings", refused.message(), after);
            case PORTS_EXHAUSTED -> Reply.error(503, "PortsExhausted", refused.message(), after);
            case NO_CAPACITY -> Reply.error(503, "NoCapacity", refused.message(), after);
            case DRAINING -> Reply.error(503, "Draining", refused.message(), after);
        };
    }

    Reply list(Call call) {
        String state = call.query().getOrDefault("state", "all");
        int limit = limit(call.query());
        if (!List.of("all", "live", "finished").contains(state)) {
            throw ApiException.invalid("state is " + Fields.cut(state) + "; allowed: all, live, finished");
        }
        List<LiveRecording> live = state.equals("finished") ? List.of() : registry.live(limit);
        List<FinishedRecording> over = state.equals("live") ? List.of() : registry.finished(limit - live.size());
        return Reply.json(200, json -> {
            json.writeStartObject();
            json.writeArrayFieldStart("recordings");
            for (LiveRecording recording : live) {
                RecordingJson.live(json, recording);
            }
            for (FinishedRecording recording : over) {
                RecordingJson.finished(json, recording);
            }
            json.writeEndArray();
            json.writeFieldName("totals");
            RecordingJson.totals(json, totals.get());
            json.writeEndObject();
        });
    }

    private static int limit(Map<String, String> query) {
        String text = query.getOrDefault("limit", Integer.toString(LISTED));
        if (!text.matches("[0-9]{1,6}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > MOST_LISTED) {
            throw ApiException.invalid("limit is " + Fields.cut(text) + "; allowed: 1 to " + MOST_LISTED);
        }
        return Integer.parseInt(text);
    }

    Reply get(Call call) {
        LiveRecording live = registry.live(call.id());
        if (live != null) {
            return Reply.json(200, json -> RecordingJson.live(json, live));
        }
        FinishedRecording over = finished(call.id());
        return Reply.json(200, json -> RecordingJson.finished(json, over));
    }

    Reply stop(Call call) throws IOException {
        Fields fields = RequestReader.object(call.body());
        fields.allow(new String[] {"interrupt"});
        LiveRecording recording = undecided(call.id());
        if (fields.flag("interrupt")) {
            registry.interrupt(recording);
        } else {
            recording.recording().stop();
        }
        return accepted(recording);
    }

    Reply digits(Call call) {
        Fields fields = RequestReader.object(call.body());
        fields.allow(new String[] {"digits"});
        String digits = fields.text("digits", 64);
        if (digits == null || !digits.matches("[0-9*#A-D!]+")) {
            throw fields.refused("digits", fields.json().get("digits"), "1 to 64 of 0123456789*#ABCD!");
        }
        LiveRecording recording = undecided(call.id());
        for (int i = 0; i < digits.length(); i++) {
            if (!recording.recording().digit(digits.charAt(i))) {
                throw ApiException.conflict("digits are taken up to the first " + i + "; the recording "
                        + (recording.live() ? "has too many waiting" : "has ended"));
            }
        }
        return accepted(recording);
    }

    Reply abort(Call call) {
        LiveRecording recording = undecided(call.id());
        recording.recording().abort();
        return accepted(recording);
    }

    Reply manifest(Call call) {
        FinishedRecording over = over(call.id());
        String manifest = over.manifest();
        if (manifest == null) {
            throw ApiException.notFound("recording " + over.id() + " was aborted: there is no manifest");
        }
        return Reply.text(200, Reply.JSON, manifest);
    }

    Reply audio(Call call) {
        return new Reply.File(file(over(call.id())), "audio/wav");
    }

    Reply report(Call call) throws IOException {
        Path file = file(over(call.id()));
        if (!REPORTS.tryAcquire()) {
            throw new ApiException(503, "Busy", "another report is being made", Duration.ofSeconds(1));
        }
        try {
            return Reply.text(200, "text/html; charset=utf-8", reports.html(file));
        } finally {
            REPORTS.release();
        }
    }

    private static Path file(FinishedRecording recording) {
        Path path = RecordingFiles.path(recording);
        if (path == null) {
            throw ApiException.notFound("recording " + recording.id() + " has no file here"
                    + (recording.location() == null ? "" : "; it lies at " + recording.location()));
        }
        return path;
    }

    private static Reply accepted(LiveRecording recording) {
        return Reply.json(202, json -> RecordingJson.live(json, recording));
    }

    /** A recording whose end is not decided. */
    private LiveRecording undecided(String id) {
        LiveRecording live = registry.live(id);
        if (live == null) {
            finished(id);
            throw ApiException.conflict("recording " + id + " is over");
        }
        if (!live.live()) {
            throw ApiException.conflict("recording " + id + " has ended");
        }
        return live;
    }

    /** A recording that is over; one that is not yet is a conflict. */
    private FinishedRecording over(String id) {
        LiveRecording live = registry.live(id);
        if (live != null) {
            RecordingState state = live.recording().state();
            throw ApiException.conflict("recording " + id + " is " + state + "; wait until it is COMPLETED or FAILED");
        }
        return finished(id);
    }

    private FinishedRecording finished(String id) {
        FinishedRecording over = registry.finished(id);
        if (over == null) {
            throw ApiException.notFound("there is no recording of this id, or it is too long over");
        }
        return over;
    }
}
