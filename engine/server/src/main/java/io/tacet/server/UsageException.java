package io.tacet.server;

/** Wrong usage of the command. The message is one line: which field, what it is, what is allowed. */
final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1;

    UsageException(String message) {
        super(message);
    }
}
