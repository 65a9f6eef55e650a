package io.tacet.server.serve;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads settings from YAML: maps of plain values, nothing else. Thread: any. Source: YAML 1.2, as snakeyaml reads it. */
public final class SettingsFile {
    private static final int MOST_BYTES = 1 << 20;
    private static final YAMLMapper MAPPER = new YAMLMapper(YAMLFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(8).build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build());

    private SettingsFile() {}

    /**
     * Puts the settings of a file into others.
     *
     * @throws IllegalArgumentException with one line if it cannot be read or holds what is not a setting
     */
    public static Settings read(Path file, Settings into) {
        JsonNode root;
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw new IllegalArgumentException(file + " is larger than " + MOST_BYTES + " bytes");
            }
            root = MAPPER.readTree(bytes);
        } catch (JacksonException e) {
            String reason = String.valueOf(e.getOriginalMessage()).strip().replaceAll("[\\p{Cntrl}\\s]+", " ");
            String where =
                    e.getLocation() == null ? "" : " at line " + e.getLocation().getLineNr();
            throw new IllegalArgumentException(file + " is not YAML" + where + ": " + reason, e);
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException(file + " does not exist; allowed is a readable YAML file", e);
        } catch (IOException e) {
            throw new IllegalArgumentException(file + " cannot be read: " + e.getMessage(), e);
        }
        if (root == null || root.isMissingNode() || root.isNull()) {
            return into;
        }
        if (!root.isObject()) {
            throw new IllegalArgumentException(file + " is not a map of settings");
        }
        put(root, "", file.toString(), into);
        return into;
    }

    private static void put(JsonNode object, String path, String file, Settings into) {
        object.properties().forEach(member -> {
            String name = path + member.getKey();
            JsonNode value = member.getValue();
            if (value.isObject()) {
                put(value, name + ".", file, into);
            } else if (value.isValueNode() && !value.isNull()) {
                into.put(name, value.asText(), file);
            } else {
                throw new IllegalArgumentException(
                        file + ": " + name + " is " + (value.isNull() ? "empty" : "a list") + "; allowed is one value");
            }
        });
    }
}
