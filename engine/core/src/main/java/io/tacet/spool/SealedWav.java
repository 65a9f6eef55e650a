package io.tacet.spool;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * A sealed recording in a folder: {@code <id>.wav} and {@code <id>.story}; once the sink has it, its receipt alone, until the event is
 * sent.
 */
record SealedWav(ProcessFolder folder, String id, long size, Receipt receipt) implements SealedFile {
    @Override
    public Path path() {
        return folder.wav(id);
    }

    @Override
    public InputStream open() throws IOException {
        return Files.newInputStream(path(), LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    public Story story() throws IOException {
        Story story = StoryFile.read(folder.story(id));
        if (story == null) {
            throw new IOException(folder.story(id) + " is damaged or gone");
        }
        return story;
    }

    @Override
    public void confirmed(Story story) throws IOException {
        if (folder.isClosed()) {
            throw new IOException("the spool is closed: whoever opens it next delivers " + id + " once more");
        }
        receipt.confirmed(story);
        folder.files().delete(folder.wav(id));
        folder.files().delete(folder.story(id));
    }

    @Override
    public void eventSent() {
        if (folder.isClosed()) {
            return;
        }
        try {
            receipt.eventSent();
        } catch (IOException stays) {
            // Recovery would tell of it once more, which hosts must bear after a crash anyway.
        }
    }
}
