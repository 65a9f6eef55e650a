package io.tacet.server.serve;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/** How much the spool holds, looked up at most every five seconds by whoever asks. Thread: any. */
final class SpoolSize {
    private static final long KEEP_NANOS = 5_000_000_000L;

    private final Path spool;
    private long lookedAt;
    private boolean looked;
    private long bytes;

    SpoolSize(Path spool) {
        this.spool = spool;
    }

    synchronized long bytes() {
        long now = System.nanoTime();
        if (!looked || now - lookedAt > KEEP_NANOS) {
            looked = true;
            lookedAt = now;
            bytes = sum();
        }
        return bytes;
    }

    private long sum() {
        long[] sum = new long[1];
        try {
            Files.walkFileTree(spool, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    sum[0] += attributes.size();
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException gone) {
                    return FileVisitResult.CONTINUE; // moved or delivered since the folder was read
                }
            });
        } catch (IOException e) {
            return sum[0];
        }
        return sum[0];
    }
}
