package io.tacet.server;

import io.tacet.Durability;
import picocli.CommandLine.Option;

/** What a crash may take, for commands that record live calls: by default as little as possible. */
final class LiveDurabilityOptions {
    @Option(
            names = "--durability",
            paramLabel = "LEVEL",
            description = {
                "what a crash may take: none (the last 16 KiB), process (nothing older than 100 ms),",
                "power (nothing older than 250 ms, even in a power cut) (default: power)"
            })
    String durability = "power";

    Durability durability() {
        return LimitOptions.choice("--durability", durability, Durability.class);
    }
}
