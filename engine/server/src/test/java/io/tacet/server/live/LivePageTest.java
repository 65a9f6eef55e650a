package io.tacet.server.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LivePageTest {
    static String page() throws IOException {
        try (InputStream in = Objects.requireNonNull(LivePageTest.class.getResourceAsStream("/live/index.html"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String only(String tag, String page) {
        Matcher part = Pattern.compile("<" + tag + ">(.*?)</" + tag + ">", Pattern.DOTALL)
                .matcher(page);
        assertTrue(part.find(), tag);
        String text = part.group(1);
        assertFalse(part.find(), "more than one " + tag);
        return text;
    }

    /** Only this very script and style may run, whatever a server's text may look like. */
    @ParameterizedTest
    @ValueSource(strings = {"script", "style"})
    void shouldAllowByItsPolicyNothingButItsOwn(String tag) throws Exception {
        String page = page();
        byte[] digest =
                MessageDigest.getInstance("SHA-256").digest(only(tag, page).getBytes(StandardCharsets.UTF_8));
        String wanted = tag + "-src 'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
        String policy = page.lines()
                .filter(line -> line.contains("Content-Security-Policy"))
                .findFirst()
                .orElse("");
        assertTrue(policy.contains(wanted), "the policy must say " + wanted + ", but is " + policy);
        assertFalse(policy.contains("unsafe"), policy);
    }

    @Test
    void shouldAskNoOtherServerAndMakeNoMarkupOfText() throws IOException {
        String page = page();
        for (String forbidden : new String[] {
            "http:",
            "https:",
            "src=",
            "@import",
            "url(",
            "innerHTML",
            "outerHTML",
            "insertAdjacent",
            "eval(",
            "document.write",
            " style="
        }) {
            assertEquals(-1, page.indexOf(forbidden), forbidden);
        }
    }
}
