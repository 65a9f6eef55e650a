package io.tacet.spool;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Receipt} in the journal: no file is made, and one sync serves all recordings that are confirmed meanwhile. When the journal was
 * given up, or a story is too large for a record, a file takes its place. Thread: any, one at a time.
 */
final class JournalReceipt implements Receipt {
    private final ProcessFolder folder;
    private final String id;
    private final Journal journal;
    private final int number;
    private final InFile instead;
    private @Nullable JournalEntry confirmed;
    private boolean inFile;

    JournalReceipt(ProcessFolder folder, String id, JournalEntry entry) {
        this.folder = folder;
        this.id = id;
        journal = entry.journal;
        number = entry.number;
        instead = new InFile(folder, id);
    }

    @Override
    public synchronized void confirmed(Story story) throws IOException {
        folder.untold(id);
        JournalEntry noted = journal.confirmed(number, id, story);
        confirmed = noted;
        if (noted == null) {
            inFile = true;
            instead.confirmed(story);
        }
    }

    @Override
    public synchronized void eventSent() throws IOException {
        JournalEntry noted = confirmed;
        if (noted == null && !inFile) {
            return;
        }
        boolean journalled = noted != null && journal.eventSent(noted, id);
        if (!journalled && journal.degraded()) {
            new Tombstones(folder.files(), folder.path()).told(id);
        }
        if (inFile) {
            instead.eventSent(); // removes what says that it was confirmed: only when it is known that it was told
        }
        folder.told(id);
    }
}
