package io.tacet;

/** What a crash may take from a recording that is still running. Sealed recordings are durable at every level. */
public enum Durability {
    /** No journal: a killed process loses the last block of each live recording, at most 16 KiB. Costs nothing. */
    NONE,
    /** Survives the process: at most the last 100 ms are lost. Costs one write of all new bytes every 50 ms. */
    PROCESS,
    /** Survives a power cut: at most the last 250 ms are lost. Costs the same and one sync every 200 ms for a whole shard. */
    POWER
}
