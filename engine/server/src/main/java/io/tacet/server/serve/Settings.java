package io.tacet.server.serve;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Settings by name ({@code http.port}), each with where it was said. Command line wins over environment, environment over file. What is
 * wrong is said in one line with the name, the value, where it came from, and what is allowed.
 *
 * <p>Thread: one.
 */
public final class Settings {
    /** Every setting there is; {@code publisher.headers.*} stands for any name below. */
    public static final List<String> NAMES = List.of(
            "http.host",
            "http.port",
            "http.token",
            "http.maxBodyBytes",
            "http.requestsPerSecond",
            "http.burst",
            "http.maxConnections",
            "http.maxEventStreams",
            "http.idleSeconds",
            "rtp.host",
            "rtp.advertise",
            "rtp.ports",
            "rtp.restSeconds",
            "rtp.threads",
            "audioSocket.host",
            "audioSocket.port",
            "audioSocket.unknown",
            "audioSocket.durationSeconds",
            "audioSocket.silenceSeconds",
            "audioSocket.threshold",
            "audioSocket.terminators",
            "out",
            "durability",
            "recordings.maxLive",
            "recordings.remembered",
            "sink.type",
            "sink.directory",
            "sink.bucket",
            "sink.prefix",
            "sink.region",
            "sink.endpoint",
            "sink.acl",
            "sink.checksums",
            "sink.unchunked",
            "sink.encryption",
            "sink.kmsKey",
            "sink.owner",
            "sink.manifest",
            "sink.retryAgeSeconds",
            "publisher.type",
            "publisher.url",
            "publisher.secret",
            "publisher.timeoutSeconds",
            "publisher.headers.*",
            "publisher.function",
            "publisher.qualifier",
            "publisher.region",
            "publisher.endpoint",
            "drain.graceSeconds",
            "drain.deadlineSeconds");

    private static final String HEADERS = "publisher.headers.";
    private static final List<String> SECRETS = List.of("http.token", "publisher.secret");

    private final Map<String, Said> values = new TreeMap<>();

    private record Said(String value, String where) {}

    /** Says a value; an earlier one is overruled. */
    void put(String name, String value, String where) {
        if (!known(name)) {
            throw new IllegalArgumentException(where + ": " + name + " is not known; allowed are " + allowedFor(name));
        }
        values.put(name, new Said(value, where));
    }

    private static boolean known(String name) {
        return NAMES.contains(name) || name.startsWith(HEADERS) && name.length() > HEADERS.length();
    }

    /** The names of the same section, or all sections. */
    private static String allowedFor(String name) {
        int dot = name.indexOf('.');
        String section = dot < 0 ? name + "." : name.substring(0, dot + 1);
        List<String> same = NAMES.stream().filter(n -> n.startsWith(section)).toList();
        List<String> top = NAMES.stream()
                .map(n -> n.indexOf('.') < 0 ? n : n.substring(0, n.indexOf('.')))
                .distinct()
                .toList();
        return String.join(", ", same.isEmpty() ? top : same);
    }

    /** {@code http.maxBodyBytes} is {@code TACET_HTTP_MAX_BODY_BYTES}. */
    public static String variable(String name) {
        return "TACET_"
                + name.replaceAll("([a-z0-9])([A-Z])", "$1_$2")
                        .replace('.', '_')
                        .toUpperCase(Locale.ROOT);
    }

    /**
     * Takes the variables of an environment.
     *
     * @throws IllegalArgumentException for one that begins like a setting's and is none: misspelt, it would do nothing
     */
    public Settings environment(Map<String, String> environment) {
        Map<String, String> byVariable = new TreeMap<>();
        NAMES.stream().filter(name -> !name.endsWith("*")).forEach(name -> byVariable.put(variable(name), name));
        List<String> sections =
                Arrays.asList("HTTP_", "RTP_", "AUDIO_SOCKET_", "RECORDINGS_", "SINK_", "PUBLISHER_", "DRAIN_");
        for (Map.Entry<String, String> entry : new TreeMap<>(environment).entrySet()) {
            String variable = entry.getKey();
            String name = byVariable.get(variable);
            if (name != null) {
                put(name, entry.getValue(), variable);
            } else if (variable.startsWith("TACET_")
                    && sections.stream().anyMatch(s -> variable.startsWith(s, "TACET_".length()))) {
                throw new IllegalArgumentException("environment: " + variable + " is not known; allowed are "
                        + String.join(", ", byVariable.keySet()));
            }
        }
        return this;
    }

    /** Takes an option of the command line, if it was given. */
    public Settings option(String option, String name, @Nullable String value) {
        if (value != null) {
            put(name, value, option);
        }
        return this;
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    @Nullable
    String text(String name) {
        Said said = values.get(name);
        if (said != null && said.value.isEmpty()) {
            throw refused(name, "one or more characters");
        }
        return said == null ? null : said.value;
    }

    String text(String name, String otherwise) {
        String value = text(name);
        return value == null ? otherwise : value;
    }

    boolean flag(String name, boolean otherwise) {
        String value = text(name);
        if (value != null && !value.equals("true") && !value.equals("false")) {
            throw refused(name, "true or false");
        }
        return value == null ? otherwise : value.equals("true");
    }

    int whole(String name, int least, int most, int otherwise) {
        String value = text(name);
        if (value == null) {
            return otherwise;
        }
        if (value.matches("[0-9]{1,10}")) {
            long number = Long.parseLong(value);
            if (number >= least && number <= most) {
                return (int) number;
            }
        }
        throw refused(name, "whole numbers of " + least + " to " + most);
    }

    Duration seconds(String name, int least, int most, Duration otherwise) {
        String value = text(name);
        if (value == null) {
            return otherwise;
        }
        if (value.matches("[0-9]{1,9}(\\.[0-9]{1,9})?")) {
            BigDecimal number = new BigDecimal(value);
            if (number.compareTo(BigDecimal.valueOf(least)) >= 0 && number.compareTo(BigDecimal.valueOf(most)) <= 0) {
                return Duration.ofNanos(number.movePointRight(9).longValueExact());
            }
        }
        throw refused(name, least + " to " + most + " seconds");
    }

    <E extends Enum<E>> E choice(String name, Class<E> type, E otherwise) {
        String value = text(name);
        if (value == null) {
            return otherwise;
        }
        List<String> allowed = new ArrayList<>();
        for (E constant : type.getEnumConstants()) {
            String text = constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
            if (text.equals(value.toLowerCase(Locale.ROOT))) {
                return constant;
            }
            allowed.add(text);
        }
        throw refused(name, String.join(", ", allowed));
    }

    Map<String, String> headers() {
        Map<String, String> headers = new TreeMap<>();
        values.forEach((name, said) -> {
            if (name.startsWith(HEADERS)) {
                headers.put(name.substring(HEADERS.length()), said.value);
            }
        });
        return headers;
    }

    /** Settings that another one makes meaningless are errors too: somebody believes that they do something. */
    void refuseBeside(String prefix, String type, List<String> meaningful) {
        for (Map.Entry<String, Said> entry : values.entrySet()) {
            String name = entry.getKey();
            if (name.startsWith(prefix)
                    && meaningful.stream().noneMatch(m -> name.equals(prefix + m))
                    && !(meaningful.contains("headers") && name.startsWith(HEADERS))) {
                throw new IllegalArgumentException(entry.getValue().where + ": " + name + " means nothing with "
                        + prefix + "type " + type + "; allowed are " + String.join(", ", meaningful));
            }
        }
    }

    IllegalArgumentException refused(String name, String allowed) {
        Said said = values.get(name);
        String value = said == null ? "missing" : SECRETS.contains(name) ? "not usable" : "'" + said.value + "'";
        String where = said == null || said.where.equals(name) ? "" : " (" + said.where + ")";
        return new IllegalArgumentException(
                (name + " is " + value + where + "; allowed are " + allowed).replaceAll("\\p{Cntrl}+", " "));
    }
}
