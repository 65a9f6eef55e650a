package io.tacet.samples.generator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A JSON object for people and programs: one line for each field, and for each element of a list. Thread: one. */
public final class TruthFile {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Map<String, Object> fields = new LinkedHashMap<>();

    /** Adds a field. */
    public TruthFile put(String name, Object value) {
        fields.put(name, value);
        return this;
    }

    /** Keys and values in turn, in this order. */
    public static Map<String, Object> object(Object... keysAndValues) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            object.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return object;
    }

    /** A number with decimals, written the same by every JVM. */
    public static BigDecimal decimal(double value, int places) {
        BigDecimal rounded = BigDecimal.valueOf(value).setScale(places, RoundingMode.HALF_EVEN);
        BigDecimal stripped = rounded.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    /** Writes the file. */
    public void write(Path file) throws IOException {
        List<String> lines = new ArrayList<>();
        for (Map.Entry<String, Object> field : fields.entrySet()) {
            lines.add("  " + json(field.getKey()) + ": " + value(field.getValue()));
        }
        String text = "{\n" + String.join(",\n", lines) + "\n}\n";
        Files.write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    private static String value(Object value) throws JsonProcessingException {
        if (!(value instanceof List<?> list) || list.isEmpty()) {
            return json(value);
        }
        List<String> lines = new ArrayList<>();
        for (Object element : list) {
            lines.add("    " + json(element));
        }
        return "[\n" + String.join(",\n", lines) + "\n  ]";
    }

    private static String json(Object value) throws JsonProcessingException {
        return MAPPER.writeValueAsString(value);
    }
}
