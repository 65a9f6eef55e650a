package io.tacet.samples.generator.audio;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Where and why a recording of a track ends.
 *
 * <p>Design note: this follows from how the track was built, segment by segment; no sample is looked at.
 *
 * @param cause SILENCE, DURATION or ENDED
 * @param atSample exclusive end
 */
record End(String cause, int atSample) {
    private record Span(int start, int end) {}

    static End of(Track track, Limits limits) {
        int total = track.samples().length;
        int silent = silenceAt(track, limits);
        int duration = (int) Math.round(limits.durationSeconds() * track.rate());
        boolean hasDuration = duration > 0 && duration <= total;
        if (silent >= 0 && (!hasDuration || silent < duration)) {
            return new End("SILENCE", silent);
        }
        return hasDuration ? new End("DURATION", duration) : new End("ENDED", total);
    }

    /** The end of the first silent window in which the run spans the limit, or −1. */
    private static int silenceAt(Track track, Limits limits) {
        int window = track.rate() / 100;
        int judged = track.samples().length / window * window;
        int limit = (int) Math.ceil(limits.silenceSeconds() * track.rate() / window) * window;
        int run = 0;
        List<Span> spans = activity(track, limits);
        spans.add(new Span(judged, judged));
        for (Span span : spans) {
            int end = run + limit;
            while (end <= span.start && isClick(track, end - window, end)) {
                end += window;
            }
            if (end <= span.start) {
                return end;
            }
            run = Math.max(run, span.end);
        }
        return -1;
    }

    private static List<Span> activity(Track track, Limits limits) {
        int window = track.rate() / 100;
        List<Span> spans = new ArrayList<>();
        for (Segment segment : track.segments()) {
            if (segment.isActive(limits.thresholdRms())) {
                spans.add(new Span(segment.start(), segment.end()));
            }
        }
        if (limits.minimumActivityMs() <= 10) {
            for (Click click : track.clicks()) {
                int start = click.start() / window * window;
                spans.add(new Span(start, (click.end() + window - 1) / window * window));
            }
        }
        spans.sort(Comparator.comparingInt(Span::start));
        return spans;
    }

    private static boolean isClick(Track track, int start, int end) {
        return track.clicks().stream().anyMatch(click -> click.start() < end && click.end() > start);
    }
}
