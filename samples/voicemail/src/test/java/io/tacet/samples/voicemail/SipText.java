package io.tacet.samples.voicemail;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A SIP message as text. Immutable. */
record SipText(String text) {
    String firstLine() {
        return text.substring(0, text.indexOf("\r\n"));
    }

    int status() {
        return firstLine().startsWith("SIP/2.0 ") ? Integer.parseInt(firstLine().split(" ")[1]) : 0;
    }

    String method() {
        return status() == 0 ? firstLine().split(" ")[0] : header("CSeq").split(" +")[1];
    }

    /** The first header of a name, empty if there is none. */
    String header(String name) {
        List<String> all = headers(name);
        return all.isEmpty() ? "" : all.get(0);
    }

    List<String> headers(String name) {
        List<String> found = new ArrayList<>();
        for (String line : text.substring(0, end()).split("\r\n")) {
            if (line.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT) + ":")) {
                found.add(line.substring(name.length() + 1).strip());
            }
        }
        return found;
    }

    String body() {
        return text.substring(end() + 4);
    }

    /** The port of the first audio line. */
    int audioPort() {
        String line = body().substring(body().indexOf("m=audio "));
        return Integer.parseInt(line.split(" ")[1]);
    }

    private int end() {
        return text.indexOf("\r\n\r\n");
    }
}
