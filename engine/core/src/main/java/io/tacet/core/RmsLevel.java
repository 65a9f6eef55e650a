package io.tacet.core;

import io.tacet.spi.LevelDetector;
import java.nio.ByteBuffer;

/**
 * RMS of a window after removal of the line's DC offset, in 16-bit units (RULES L2).
 *
 * <p>Thread: recorder. Design note: sums are integers and exact, so a level does not depend on how packets cut the window;
 * Σ(x−d)² = Σx² − 2dΣx + nd² needs no second pass, and no root is taken before somebody asks for a level ({@link Powers}). The offset d is the mean of the first second, then follows with a time constant
 * of 1 s; {@link StrictMath} keeps it the same on every JVM.
 */
public final class RmsLevel implements LevelDetector {
    private final int sampleRate;
    private final int windowSamples;
    private final double fullWindowWeight;

    private long windowSum;
    private long windowSquares;
    private int windowReceived;
    private long totalSum;
    private long totalReceived;
    private double offset;

    /**
     * A level of windows of 10 ms.
     *
     * @param sampleRate 8000 to 48000 Hz
     */
    public RmsLevel(int sampleRate) {
        this.sampleRate = sampleRate;
        windowSamples = sampleRate / 100;
        fullWindowWeight = weight(windowSamples);
    }

    @Override
    public void samples(short[] samples, int offset, int length) {
        long sum = 0;
        long squares = 0;
        int end = offset + length;
        for (int i = offset; i < end; i++) {
            int x = samples[i];
            sum += x;
            squares += x * x;
        }
        windowSum += sum;
        windowSquares += squares;
        windowReceived += length;
    }

    /** As {@link #samples}, from the words of an 8-bit code. */
    void encoded(PowerTable table, byte[] bytes, int offset, int length) {
        int done = 0;
        while (done < length) {
            int part = Math.min(length - done, PowerTable.MOST);
            long sums = table.add(bytes, offset + done, part);
            windowSum += PowerTable.sum(sums, part);
            windowSquares += PowerTable.squares(sums);
            done += part;
        }
        windowReceived += length;
    }

    @Override
    public double endOfWindow(int windowSamples) {
        return Math.sqrt(endOfWindowPower(windowSamples));
    }

    @Override
    public double peek(int windowSamples) {
        return Math.sqrt(peekPower(windowSamples));
    }

    /** As {@link #endOfWindow}, but the square of the level: no root is taken. */
    double endOfWindowPower(int windowSamples) {
        offset = nextOffset();
        totalSum += windowSum;
        totalReceived += windowReceived;
        double power = power(windowSamples, offset);
        windowSum = 0;
        windowSquares = 0;
        windowReceived = 0;
        return power;
    }

    /** As {@link #peek}, but the square of the level. */
    double peekPower(int windowSamples) {
        return power(windowSamples, nextOffset());
    }

    /** {@return the estimated DC offset in 16-bit units} */
    public double offset() {
        return offset;
    }

    private double power(int windowSamples, double d) {
        double energy = windowSquares - 2 * d * windowSum + windowReceived * d * d;
        double power = energy > 0 ? energy / windowSamples : 0;
        return power < Powers.FULL_SCALE ? power : Powers.FULL_SCALE;
    }

    private double nextOffset() {
        if (windowReceived == 0) {
            return offset;
        }
        long received = totalReceived + windowReceived;
        if (received <= sampleRate) {
            return (double) (totalSum + windowSum) / received;
        }
        double weight = windowReceived == windowSamples ? fullWindowWeight : weight(windowReceived);
        return offset + weight * ((double) windowSum / windowReceived - offset);
    }

    private double weight(int received) {
        return 1 - StrictMath.exp(-(double) received / sampleRate);
    }

    void save(ByteBuffer state) {
        state.putLong(windowSum).putLong(windowSquares).putInt(windowReceived);
        state.putLong(totalSum).putLong(totalReceived).putDouble(offset);
    }

    void restore(ByteBuffer state) {
        windowSum = state.getLong();
        windowSquares = state.getLong();
        windowReceived = state.getInt();
        totalSum = state.getLong();
        totalReceived = state.getLong();
        offset = state.getDouble();
    }
}
