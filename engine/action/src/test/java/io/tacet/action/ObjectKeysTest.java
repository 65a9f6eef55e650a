package io.tacet.action;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Keys by the contract, and within the limits of S3 and of file systems. */
class ObjectKeysTest {
    private static String key(String prefix, String callId, long counter) {
        return ObjectKeys.key(new RecordingDestination("b", prefix), callId, counter);
    }

    @Test
    void shouldBePrefixCallIdAndCounter() {
        assertEquals("voice/mail/call-1-0.wav", key("voice/mail", "call-1", 0));
        assertEquals("call-1-12.wav", key("", "call-1", 12));
        assertEquals("voice/mail/call-1-0.json", ObjectKeys.manifestKey("voice/mail/call-1-0.wav"));
    }

    @Test
    void shouldReplaceWhatIsNotSafeAndTheSlash() {
        assertEquals("p/a_b_c_d__e-0.wav", key("p", "a/b c\\d\u00e4\ud83d\ude00e", 0));
        assertEquals("p/..-0.wav", key("p", "..", 0));
    }

    @Test
    void shouldFitIntoWhatS3AndFileSystemsAllow() {
        String longest = key("p".repeat(979), "c".repeat(5000), Long.MAX_VALUE);
        assertTrue(longest.length() <= 1024, longest);
        assertTrue(key("", "c".repeat(5000), 0).length() <= 255);
        assertEquals(1024 - 1, key("p".repeat(979), "c".repeat(36), 10).length());
    }

    @Test
    void shouldKeepLongCallIdsApart() {
        assertNotEquals(key("", "c".repeat(500) + "1", 0), key("", "c".repeat(500) + "2", 0));
    }

    @Test
    void shouldRefuseACounterBelowZero() {
        assertThrows(IllegalArgumentException.class, () -> key("", "c", -1));
    }
}
