package io.tacet.samples.generator.captures;

import io.tacet.samples.generator.TruthFile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * What a receiver must make of a call (RULES T and D).
 *
 * <p>Thread: one. Design note: a position is the moment at which media was due, since senders here keep perfect time; what arrived
 * decides only whether something is known at all.
 */
final class CallTruth {
    private final Call call;
    private final long originMicros;
    private final List<Event> events = new ArrayList<>();

    /** A press that must be reported. */
    record Event(char digit, long atSample, double durationMillis, boolean beganBefore) {}

    CallTruth(Call call) {
        this.call = call;
        originMicros = call.originMicros >= 0 ? call.originMicros : firstArrived().dueMicros;
        for (Press press : call.presses) {
            long duration = longestTold(press);
            if (press.expected && duration > 0 && press.digit != 0) {
                double millis = duration * 1000.0 / call.styles().get(0).clockRate;
                events.add(new Event(press.digit, position(press), millis, press.beganBefore));
            }
        }
        events.sort(Comparator.comparingLong(Event::atSample));
    }

    private Packet firstArrived() {
        return call.packets.stream()
                .filter(packet -> packet.accepted)
                .min(Comparator.comparingLong(packet -> packet.arrivalMicros))
                .orElseThrow();
    }

    private long longestTold(Press press) {
        long longest = 0;
        for (Packet packet : call.packets) {
            for (Packet.Told told : packet.told) {
                longest = told.press() == press ? Math.max(longest, told.duration()) : longest;
            }
        }
        return longest;
    }

    private long position(Press press) {
        return position(press.micros) + press.correction;
    }

    private long position(long dueMicros) {
        return Math.floorDiv((dueMicros - originMicros) * call.rate(), 1_000_000);
    }

    String digits() {
        StringBuilder digits = new StringBuilder();
        events.forEach(event -> digits.append(event.digit));
        return digits.toString();
    }

    List<Event> events() {
        return events;
    }

    /** The length of the timeline at the end of the input. */
    long samples() {
        long end = 0;
        for (Packet packet : call.packets) {
            if (packet.accepted && packet.isAudio()) {
                end = Math.max(end, position(packet.dueMicros) + packet.samples);
            }
        }
        for (Event event : events) {
            end = Math.max(end, event.atSample + Math.round(event.durationMillis * call.rate() / 1000));
        }
        return end;
    }

    TruthFile json(String file, int packets) {
        List<Map<String, Object>> list = new ArrayList<>();
        for (Event event : events) {
            Map<String, Object> row = TruthFile.object(
                    "digit",
                    String.valueOf(event.digit),
                    "atSample",
                    event.atSample,
                    "durationMs",
                    TruthFile.decimal(event.durationMillis, 1));
            if (event.beganBefore) {
                row.put("beganBefore", true);
            }
            list.add(row);
        }
        return new TruthFile()
                .put("name", call.name)
                .put("description", call.situation)
                .put("rules", call.rules)
                .put("file", file)
                .put("packets", packets)
                .put("port", call.recorder.port())
                .put("payloadTypes", payloadTypes())
                .put("sampleRate", call.rate())
                .put("digits", digits())
                .put("events", list)
                .put("samples", samples())
                .put("limits", call.limits.stream().map(Limit::json).toList());
    }

    private Map<String, Object> payloadTypes() {
        List<Map<String, Object>> audio = new ArrayList<>();
        for (Format format : call.formats) {
            audio.add(TruthFile.object(
                    "payloadType",
                    format.payloadType(),
                    "encoding",
                    format.encoding().name(),
                    "clockRate",
                    format.rate()));
        }
        EventStyle style = call.styles().get(0);
        Map<String, Object> types = TruthFile.object("audio", audio);
        types.put("events", TruthFile.object("payloadType", style.payloadType, "clockRate", style.clockRate));
        if (style.redundantType > 0) {
            types.put("redundancy", style.redundantType);
        }
        return types;
    }
}
