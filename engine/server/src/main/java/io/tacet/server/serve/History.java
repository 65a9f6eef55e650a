package io.tacet.server.serve;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The last recordings that are over: bounded in number and in memory. Thread: any. */
final class History {
    private static final long MOST_BYTES = 32 << 20;

    private final int most;
    private final LinkedHashMap<String, FinishedRecording> recordings = new LinkedHashMap<>();
    private long bytes;

    History(int most) {
        this.most = most;
    }

    synchronized void add(FinishedRecording recording) {
        recordings.put(recording.id(), recording);
        bytes += recording.cost();
        var oldest = recordings.entrySet().iterator();
        while ((recordings.size() > most || bytes > MOST_BYTES) && oldest.hasNext()) {
            Map.Entry<String, FinishedRecording> gone = oldest.next();
            bytes -= gone.getValue().cost();
            oldest.remove();
        }
    }

    synchronized @Nullable FinishedRecording find(String id) {
        return recordings.get(id);
    }

    /** The newest first. */
    synchronized List<FinishedRecording> newest(int limit) {
        List<FinishedRecording> all = new ArrayList<>(recordings.values());
        List<FinishedRecording> last = all.subList(Math.max(0, all.size() - limit), all.size());
        Collections.reverse(last);
        return List.copyOf(last);
    }
}
