package io.tacet.runtime;

import io.tacet.EngineConfig;
import io.tacet.OpenResult.Reason;
import io.tacet.OpenResult.Refused;
import io.tacet.spool.Spool;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Whether one more recording may start, by what is left of the disk and of the process' file handles. Thread: any; what it judges by is at
 * most a second old, so that {@code open} hardly ever waits for the system.
 */
final class Admission {
    private static final long CHECK_NANOS = 1_000_000_000L;
    private static final long SOON_NANOS = 10_000_000L;
    private static final Path OPEN_FILES = Path.of("/proc/self/fd");
    private static final Path LIMITS = Path.of("/proc/self/limits");
    private static final String LIMIT = "Max open files";

    private final EngineConfig config;
    private final Spool spool;
    private final boolean files;
    private final long mostHandles;
    private final AtomicInteger openedSince = new AtomicInteger();
    private volatile long checkedNanos;
    private volatile long freeBytes;
    private volatile long handles;

    Admission(EngineConfig config, Spool spool) {
        this.config = config;
        this.spool = spool;
        files = config.spoolDirectory() != null;
        mostHandles = files ? mostHandles() : Long.MAX_VALUE;
        check();
    }

    /** Why not, or null; a recording that is admitted is counted. */
    @Nullable
    Refused refusal() {
        if (System.nanoTime() - checkedNanos > CHECK_NANOS) {
            check();
        }
        if (freeBytes < config.freeSpaceFloorBytes()) {
            return new Refused(
                    Reason.NO_SPACE,
                    freeBytes + " bytes are free in " + spool + ", the floor is " + config.freeSpaceFloorBytes());
        }
        long most = mostHandles - mostHandles / 20;
        long used = handles + openedSince.get();
        if (used >= most && System.nanoTime() - checkedNanos > SOON_NANOS) {
            check();
            used = handles;
        }
        if (used >= most) {
            return new Refused(
                    Reason.NO_HANDLES, used + " of " + mostHandles + " file handles are in use; 5 % are kept free");
        }
        openedSince.incrementAndGet();
        return null;
    }

    long freeBytes() {
        return freeBytes;
    }

    long handles() {
        return handles;
    }

    private void check() {
        checkedNanos = System.nanoTime();
        freeBytes = spool.freeBytes();
        if (mostHandles != Long.MAX_VALUE) {
            openedSince.set(0);
            handles = countHandles();
        }
    }

    private static long countHandles() {
        long count = 0;
        try (DirectoryStream<Path> open = Files.newDirectoryStream(OPEN_FILES)) {
            for (Path ignored : open) {
                count++;
            }
        } catch (IOException unknown) {
            return 0;
        }
        return count;
    }

    private static long mostHandles() {
        try {
            for (String line : Files.readAllLines(LIMITS)) {
                if (line.startsWith(LIMIT)) {
                    String soft = line.substring(LIMIT.length()).trim().split(" +", 2)[0];
                    return soft.equals("unlimited") ? Long.MAX_VALUE : Long.parseLong(soft);
                }
            }
        } catch (IOException | NumberFormatException unknown) {
            // Not Linux: the system itself refuses then.
        }
        return Long.MAX_VALUE;
    }
}
