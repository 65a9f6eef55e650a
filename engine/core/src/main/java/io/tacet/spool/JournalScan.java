package io.tacet.spool;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the journals of a folder know of its recordings: for each what it is, and where in which segment its bytes lie. Thread: one.
 */
final class JournalScan {
    private final Map<String, Known> byId = new HashMap<>();
    private final List<Path> damaged = new ArrayList<>();

    /** A recording as the journal knows it. */
    static final class Known {
        private static final int FIELDS = 3;

        /** The higher one of two recordings of one id began later; who was let begin, was so because all was told of the earlier one. */
        final int number;

        @Nullable
        OpenNote note;

        final Notes notes = new Notes();
        final List<Path> segments;

        @Nullable
        Story decided;

        /** Its id as a later record says, for when the opening is gone. */
        @Nullable
        String id;

        boolean sealed;

        @Nullable
        Story confirmed;

        boolean told;

        long base;
        private long[] spans = new long[FIELDS * 8];
        private int count;

        Known(int number, List<Path> segments) {
            this.number = number;
            this.segments = segments;
        }

        void span(int segment, int at, int length, long offset) {
            if (count * FIELDS == spans.length) {
                spans = Arrays.copyOf(spans, spans.length * 2);
            }
            spans[count * FIELDS] = (long) segment << 32 | at;
            spans[count * FIELDS + 1] = length;
            spans[count * FIELDS + 2] = offset;
            count++;
        }

        int spans() {
            return count;
        }

        int segment(int i) {
            return (int) (spans[i * FIELDS] >>> 32);
        }

        int at(int i) {
            return (int) spans[i * FIELDS];
        }

        int length(int i) {
            return (int) spans[i * FIELDS + 1];
        }

        long offset(int i) {
            return spans[i * FIELDS + 2];
        }
    }

    static JournalScan of(Path folder) throws IOException {
        JournalScan scan = new JournalScan();
        Map<Integer, List<SegmentHead>> journals = new HashMap<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "journal-*.log")) {
            for (Path file : files) {
                SegmentScan segment = SegmentScan.read(file);
                if (segment.damaged()) {
                    scan.damaged.add(file);
                } else if (segment.generation() > 0) {
                    journals.computeIfAbsent(segment.shard(), shard -> new ArrayList<>())
                            .add(new SegmentHead(file, segment.generation(), segment.oldest()));
                }
            }
        }
        for (List<SegmentHead> journal : journals.values()) {
            long oldest = 0;
            for (SegmentHead head : journal) {
                oldest = Math.max(oldest, head.oldest());
            }
            long first = oldest;
            journal.removeIf(head -> head.generation() < first);
            journal.sort(Comparator.comparingLong(SegmentHead::generation));
            scan.journal(journal);
        }
        return scan;
    }

    private record SegmentHead(Path file, long generation, long oldest) {}

    private void journal(List<SegmentHead> journal) throws IOException {
        Map<Integer, Known> known = new HashMap<>();
        List<Path> segments = new ArrayList<>();
        for (SegmentHead head : journal) {
            segments.add(head.file());
        }
        for (int i = 0; i < segments.size(); i++) {
            SegmentScan segment = SegmentScan.read(segments.get(i));
            int index = i;
            segment.forEach((number, kind, offset, bytes, at, length) -> {
                Known recording = known.computeIfAbsent(number, n -> new Known(n, segments));
                take(recording, kind, offset, bytes, at, length, index);
            });
            if (segment.damaged()) {
                damaged.add(segments.get(i));
            }
        }
        for (Known recording : known.values()) {
            OpenNote note = recording.note;
            String id = note != null ? note.id() : recording.id;
            if (id != null) {
                byId.merge(id, recording, (one, other) -> one.number > other.number ? one : other);
            }
        }
    }

    private void take(Known recording, int kind, long offset, ByteBuffer bytes, int at, int length, int segment) {
        try {
            switch (kind) {
                case JournalRecord.OPEN -> {
                    recording.note = OpenNote.of(copy(bytes, at, length));
                    recording.base = Math.max(recording.base, offset);
                }
                case JournalRecord.DATA -> recording.span(segment, at, length, offset);
                case JournalRecord.NOTES -> recording.notes.add(ByteBuffer.wrap(copy(bytes, at, length)));
                case JournalRecord.DECIDED -> recording.decided = Story.of(copy(bytes, at, length));
                case JournalRecord.SEALED -> {
                    recording.id = new String(copy(bytes, at, length), StandardCharsets.US_ASCII);
                    recording.sealed = true;
                }
                case JournalRecord.CONFIRMED -> {
                    try (DataInputStream in = ByteForm.reader(copy(bytes, at, length))) {
                        recording.id = ByteForm.text(in);
                        recording.confirmed = Story.of(in.readAllBytes());
                    }
                }
                case JournalRecord.EVENT_SENT -> {
                    recording.id = new String(copy(bytes, at, length), StandardCharsets.US_ASCII);
                    recording.told = true;
                }
                default -> {
                    // A later version's: of no use here.
                }
            }
        } catch (IOException unreadable) {
            // Whole by its checksum and yet unreadable: of another version. Without it the recording is told as
            // interrupted.
        }
    }

    private static byte[] copy(ByteBuffer bytes, int at, int length) {
        byte[] copy = new byte[length];
        bytes.get(at, copy);
        return copy;
    }

    /** Recordings by their ids; one that began anew under the id of another that is done with counts alone. */
    Map<String, Known> known() {
        return byId;
    }

    /** Segments with damage that is no torn tail. */
    List<Path> damaged() {
        return damaged;
    }
}
