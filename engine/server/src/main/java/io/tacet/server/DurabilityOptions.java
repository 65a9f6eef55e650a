package io.tacet.server;

import io.tacet.Durability;
import picocli.CommandLine.Option;

/** What a crash may take, for {@code tacet record}, whose input is still there: by default nothing is done about it. */
final class DurabilityOptions {
    @Option(
            names = "--durability",
            paramLabel = "LEVEL",
            description = {
                "what a crash may take: none (the last 16 KiB), process (nothing older than 100 ms),",
                "power (nothing older than 250 ms, even in a power cut) (default: none)"
            })
    String durability = "none";

    Durability durability() {
        return LimitOptions.choice("--durability", durability, Durability.class);
    }
}
