package io.tacet.sink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class RelativeNameTest {
    @Test
    void shouldAddTheExtensionWhereItIsMissing() {
        assertEquals("a.wav", RelativeName.wav("a"));
        assertEquals("a.wav", RelativeName.wav("a.wav"));
        assertEquals("2026/11/a b..c.wav", RelativeName.wav("2026/11/a b..c"));
        assertEquals("2026/a.json", RelativeName.json("2026/a.wav"));
    }

    @Test
    void shouldRefuseWhatLeavesTheDirectoryOrReadsInTwoWays() {
        String[] names = {
            "",
            "/",
            "/etc/x",
            "..",
            "../x",
            "a/../b",
            "a/..",
            ".",
            "./a",
            "a/./b",
            "a//b",
            "a/",
            "a\\b",
            "a\0b",
            "a\nb",
            ".wav",
            "a/.wav",
            "x".repeat(300),
            "ü".repeat(126)
        };
        for (String name : names) {
            String message =
                    String.valueOf(assertThrows(IllegalArgumentException.class, () -> RelativeName.wav(name), name)
                            .getMessage());
            assertTrue(message.lines().count() == 1 && message.contains("allowed is a relative path"), message);
        }
    }

    @Test
    void shouldTakeNamesAsLongAsTheManifestsNameFits() {
        String longest = "x".repeat(250);
        assertEquals(255, RelativeName.json(RelativeName.wav(longest)).length());
        assertThrows(IllegalArgumentException.class, () -> RelativeName.wav(longest + "x"));
    }
}
