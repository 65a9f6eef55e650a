package io.tacet.wav;

/**
 * Where the audio of a file lies. Immutable.
 *
 * @param format checked
 * @param dataOffset of the first sample, in bytes
 * @param dataBytes that are there, whatever the file claims
 * @param streamed whether the file does not know its size, so that it was taken from its length
 * @param truncated whether the file ends before the size that it claims
 */
record WavLayout(WavFormat format, long dataOffset, long dataBytes, boolean streamed, boolean truncated) {}
