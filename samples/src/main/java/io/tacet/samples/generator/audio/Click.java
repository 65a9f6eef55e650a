package io.tacet.samples.generator.audio;

/**
 * A click on the line: too short to be activity.
 *
 * @param start first sample
 * @param end exclusive
 * @param peak its largest sample
 */
record Click(int start, int end, int peak) {}
