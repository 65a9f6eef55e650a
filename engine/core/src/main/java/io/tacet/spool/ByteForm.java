package io.tacet.spool;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Helps values into bytes and back: a nullable value is preceded by a flag, a string by its length. Thread: any; no state. */
final class ByteForm {
    private static final int LONGEST = 1 << 24;

    private ByteForm() {}

    /** Writes a value. */
    interface Writer {
        void write(DataOutputStream out) throws IOException;
    }

    static byte[] bytes(Writer writer) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            writer.write(out);
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
        return bytes.toByteArray();
    }

    static DataInputStream reader(byte[] bytes) {
        return new DataInputStream(new ByteArrayInputStream(bytes));
    }

    static void text(DataOutputStream out, @Nullable String text) throws IOException {
        if (text == null) {
            out.writeInt(-1);
            return;
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    static @Nullable String textOrNull(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0) {
            return null;
        }
        return new String(in.readNBytes(count(length)), StandardCharsets.UTF_8);
    }

    static String text(DataInputStream in) throws IOException {
        String text = textOrNull(in);
        if (text == null) {
            throw new IOException("a text is missing");
        }
        return text;
    }

    static void number(DataOutputStream out, @Nullable Double value) throws IOException {
        out.writeBoolean(value != null);
        if (value != null) {
            out.writeDouble(value);
        }
    }

    static @Nullable Double number(DataInputStream in) throws IOException {
        return in.readBoolean() ? in.readDouble() : null;
    }

    static void whole(DataOutputStream out, @Nullable Long value) throws IOException {
        out.writeBoolean(value != null);
        if (value != null) {
            out.writeLong(value);
        }
    }

    static @Nullable Long whole(DataInputStream in) throws IOException {
        return in.readBoolean() ? in.readLong() : null;
    }

    static void labels(DataOutputStream out, Map<String, String> labels) throws IOException {
        out.writeInt(labels.size());
        for (Map.Entry<String, String> label : labels.entrySet()) {
            text(out, label.getKey());
            text(out, label.getValue());
        }
    }

    static Map<String, String> labels(DataInputStream in) throws IOException {
        int count = count(in.readInt());
        Map<String, String> labels = new HashMap<>();
        for (int i = 0; i < count; i++) {
            labels.put(text(in), text(in));
        }
        return labels;
    }

    /** A count or length that is not absurd. */
    static int count(int value) throws IOException {
        if (value < 0 || value > LONGEST) {
            throw new IOException("a length is " + value + "; allowed are 0 to " + LONGEST);
        }
        return value;
    }

    static <E extends Enum<E>> E constant(DataInputStream in, E[] values) throws IOException {
        int ordinal = in.readUnsignedByte();
        if (ordinal >= values.length) {
            throw new IOException("a choice is " + ordinal + "; allowed are 0 to " + (values.length - 1));
        }
        return values[ordinal];
    }
}
