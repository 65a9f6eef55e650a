package io.tacet.spool;

import java.io.IOException;

/**
 * Where it is written down that the sink has a recording, and that its event was sent. Thread: any, one at a time.
 */
interface Receipt {
    /** The sink has it, or nothing of it is kept; durable when this returns. */
    void confirmed(Story story) throws IOException;

    /** The event is sent; survives the process when this returns. Nothing if {@link #confirmed} was not. */
    void eventSent() throws IOException;

    /** In a file of its own, {@code <id>.confirmed}: where there is no journal. */
    record InFile(ProcessFolder folder, String id) implements Receipt {
        @Override
        public void confirmed(Story story) throws IOException {
            StoryFile.write(folder.files(), folder.confirmed(id), story, folder.syncs());
            if (folder.syncs()) {
                folder.files().syncDirectory(folder.path());
            }
        }

        @Override
        public void eventSent() throws IOException {
            folder.files().delete(folder.confirmed(id));
        }
    }

    /** In the folder of a dead process, whose journal says that the recording is confirmed. */
    record OfOrphan(ProcessFolder folder, String id) implements Receipt {
        @Override
        public void confirmed(Story story) throws IOException {
            throw new IOException(id + " is confirmed already");
        }

        @Override
        public void eventSent() throws IOException {
            new Tombstones(folder.files(), folder.path()).told(id);
            folder.told(id);
        }
    }
}
