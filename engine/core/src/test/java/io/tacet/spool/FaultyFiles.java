package io.tacet.spool;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BiPredicate;

/**
 * The disk, but the k-th operation of those that a test picks fails, once or with all that follow. Operations are open, write, force,
 * truncate, move, delete, mkdir and sync-dir. Thread: any.
 */
public final class FaultyFiles implements FileOperations {
    private static final String BY = " by ";

    private final BiPredicate<String, Path> picked;
    private final long failing;
    private final boolean forEver;
    private final List<String> trace = Collections.synchronizedList(new ArrayList<>());
    private long count;
    private volatile boolean failed;

    /**
     * A disk with a fault.
     *
     * @param picked which operations, by name and file, count
     * @param failing the number of the one that fails, from 1; 0 for none
     * @param forEver whether all picked ones fail from then on
     */
    public FaultyFiles(BiPredicate<String, Path> picked, long failing, boolean forEver) {
        this.picked = picked;
        this.failing = failing;
        this.forEver = forEver;
    }

    /** The journal's writes fail for ever, from the 60th on: some recordings are in it by then. */
    public static FaultyFiles journalFailsForEver() {
        return new FaultyFiles(
                (op, file) ->
                        op.equals("write") && file.getFileName().toString().startsWith("journal"),
                60,
                true);
    }

    /** Whether it has failed. */
    public boolean failed() {
        return failed;
    }

    /** How many operations were counted. */
    public synchronized long count() {
        return count;
    }

    /** Whether a thread did something that worked after the first {@code since} operations. */
    public synchronized boolean worked(String thread, long since) {
        long until = failed ? failing - 1 : count;
        for (long i = since; i < until; i++) {
            if (trace.get((int) i).endsWith(BY + thread)) {
                return true;
            }
        }
        return false;
    }

    /** What was done, for a test that failed. */
    public List<String> trace() {
        return trace;
    }

    void step(String operation, Path file) throws IOException {
        if (picked.test(operation, file)) { // may hold this operation up, but no other
            count(operation, file);
        }
    }

    private synchronized void count(String operation, Path file) throws IOException {
        count++;
        trace.add(operation + " " + file.getFileName() + BY
                + Thread.currentThread().getName());
        if (failing > 0 && (count == failing || forEver && count > failing)) {
            failed = true;
            throw new IOException("Input/output error (injected into " + operation + " " + count + ")");
        }
    }

    @Override
    public FileChannel open(Path file, StandardOpenOption... options) throws IOException {
        step("open", file);
        return new FaultyChannel(FileOperations.super.open(file, options), this, file);
    }

    @Override
    public void move(Path from, Path to) throws IOException {
        step("move", from);
        FileOperations.super.move(from, to);
    }

    @Override
    public void delete(Path file) throws IOException {
        step("delete", file);
        FileOperations.super.delete(file);
    }

    @Override
    public void createDirectory(Path directory) throws IOException {
        step("mkdir", directory);
        FileOperations.super.createDirectory(directory);
    }

    @Override
    public void syncDirectory(Path directory) throws IOException {
        step("sync-dir", directory);
        FileOperations.super.syncDirectory(directory);
    }
}
