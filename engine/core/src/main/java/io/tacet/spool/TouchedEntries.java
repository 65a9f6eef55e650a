package io.tacet.spool;

import java.util.ArrayList;

/** Recordings that have records in the group which a journal collects now. Thread: under the journal's lock. */
final class TouchedEntries {
    private final ArrayList<JournalEntry> entries = new ArrayList<>();

    void add(JournalEntry entry) {
        if (!entry.touched) {
            entry.touched = true;
            entries.add(entry);
        }
    }

    /** What they were given lies below {@code position}. */
    void note(long position, long durable) {
        for (int i = 0; i < entries.size(); i++) {
            JournalEntry entry = entries.get(i);
            entry.touched = false;
            entry.trail.note(position, entry.end, durable);
        }
        entries.clear();
    }
}
