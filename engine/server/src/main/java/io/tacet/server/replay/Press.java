package io.tacet.server.replay;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A key pressed while a WAV is recorded. Immutable.
 *
 * @param digit one of {@code 0–9 * # A–D !}
 * @param seconds into the file, exact
 */
public record Press(char digit, BigDecimal seconds) {
    private static final Pattern FORM = Pattern.compile("([0-9*#A-D!])@([0-9]{1,12}(?:\\.[0-9]{1,20})?)");

    /**
     * A press written as {@code KEY@SECONDS}, for example {@code #@4.2}.
     *
     * @throws IllegalArgumentException if it has another form
     */
    public static Press parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("no press: " + text);
        }
        return new Press(text.charAt(0), new BigDecimal(matcher.group(2)));
    }

    /** Its position at a rate in Hz, rounded to the nearest sample. */
    public long sample(int sampleRate) {
        return seconds.multiply(BigDecimal.valueOf(sampleRate))
                .setScale(0, RoundingMode.HALF_UP)
                .longValue();
    }

    @Override
    public String toString() {
        return digit + "@" + seconds.toPlainString();
    }
}
