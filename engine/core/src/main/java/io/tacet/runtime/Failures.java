package io.tacet.runtime;

import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;

/** Exceptions in one line for people. */
final class Failures {
    private Failures() {}

    static String text(Throwable failure) {
        if (failure instanceof FileAlreadyExistsException exists) {
            return exists.getFile() + " exists already";
        }
        if (failure instanceof FileSystemException file && file.getReason() != null) {
            return file.getFile() + ": " + file.getReason();
        }
        String message = failure.getMessage();
        String name = failure.getClass().getSimpleName();
        return message == null
                ? name
                : name + ": " + message.lines().findFirst().orElse("");
    }
}
