package io.tacet.server;

import io.tacet.action.ActionOutcome;
import io.tacet.action.ActionParser;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Splits a file into actions: the whole text, or one a line. A text or line that is longer than an action may be is read past, not
 * into memory. Thread: one.
 */
final class ActionTexts {
    /** One byte more than an action may have: enough for the parser to refuse it. */
    private static final int MOST = (1 << 20) + 1;

    private final ActionParser parser;

    ActionTexts(ActionParser parser) {
        this.parser = parser;
    }

    /** Takes each action with the line where it begins. */
    interface Consumer {
        void accept(long line, ActionOutcome outcome);
    }

    /** The whole stream is one action. */
    void single(InputStream in, Consumer consumer) throws IOException {
        consumer.accept(1, parser.parse(in.readNBytes(MOST)));
    }

    /** Every line that is not blank is an action. */
    void lines(InputStream stream, Consumer consumer) throws IOException {
        InputStream in = new BufferedInputStream(stream, 1 << 16);
        long number = 0;
        for (byte[] line = line(in); line != null; line = line(in)) {
            number++;
            if (!blank(line)) {
                consumer.accept(number, parser.parse(line));
            }
        }
    }

    /** One action, or one a line if the first line holds a whole object and is not the only one. */
    void either(InputStream in, Consumer consumer) throws IOException {
        BufferedInputStream buffered = new BufferedInputStream(in, MOST);
        buffered.mark(MOST);
        byte[] start = buffered.readNBytes(MOST);
        buffered.reset();
        String[] lines = new String(start, StandardCharsets.UTF_8).strip().split("\\R", 2);
        String first = lines[0].strip();
        if (lines.length == 2 && first.startsWith("{") && first.endsWith("}")) {
            lines(buffered, consumer);
        } else {
            single(buffered, consumer);
        }
    }

    private static byte @Nullable [] line(InputStream in) throws IOException {
        int b = in.read();
        if (b < 0) {
            return null;
        }
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (; b >= 0 && b != '\n'; b = in.read()) {
            if (line.size() < MOST) {
                line.write(b);
            }
        }
        return line.toByteArray();
    }

    private static boolean blank(byte[] line) {
        for (byte b : line) {
            if (b != ' ' && b != '\t' && b != '\r') {
                return false;
            }
        }
        return true;
    }
}
