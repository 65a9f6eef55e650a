package io.tacet.runtime;

import static org.junit.jupiter.api.Assertions.assertFalse;

import io.tacet.spool.FaultyFiles;
import java.util.ArrayList;
import java.util.List;

/**
 * Who was told of what, by processes that die. A telling is noted when the thread that told did something to the disk afterwards that
 * worked: after that no recovery may tell again. A death between telling and note cannot be seen from the disk: then it may. Thread: any.
 */
final class Tellings {
    private final List<Telling> all = new ArrayList<>();

    private record Telling(String id, FaultyFiles process, long operations, String thread) {
        boolean noted() {
            return process.worked(thread, operations);
        }
    }

    /** Someone is told now; by a process that is dead nobody is. */
    synchronized void tell(String id, FaultyFiles process) {
        if (!process.failed()) {
            all.add(new Telling(
                    id, process, process.count(), Thread.currentThread().getName()));
        }
    }

    synchronized int count(String id) {
        return (int) all.stream().filter(telling -> telling.id.equals(id)).count();
    }

    /** How many were told again because death came between telling and note; fails where there was a note. */
    synchronized int again(String what) {
        int again = 0;
        for (int i = 0; i < all.size(); i++) {
            String id = all.get(i).id;
            for (Telling later : all.subList(i + 1, all.size())) {
                if (later.id.equals(id)) {
                    assertFalse(all.get(i).noted(), what + ": " + id + " was told of again although that was noted");
                    again++;
                }
            }
        }
        return again;
    }
}
