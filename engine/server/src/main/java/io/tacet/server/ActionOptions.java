package io.tacet.server;

import io.tacet.action.ActionOutcome;
import io.tacet.action.ActionParser;
import io.tacet.action.ActionParser.BothTargets;
import io.tacet.action.CallDetails;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A RecordAudio action and what its host would know. */
final class ActionOptions {
    /** One byte more than an action may have. */
    private static final int MOST = (1 << 20) + 1;

    @Option(
            names = "--action",
            paramLabel = "FILE",
            description = "a RecordAudio action in JSON: it says when the recording ends and where it goes")
    @Nullable
    Path file;

    @Option(
            names = "--call-details",
            paramLabel = "FILE",
            description = "action: the call's CallDetails in JSON, passed through to the event")
    @Nullable
    Path callDetails;

    @Option(
            names = "--sink",
            paramLabel = "SINK",
            description = {
                "action: dir:PATH puts the object at PATH/BUCKET/KEY, s3 into the bucket",
                "(default: s3 where credentials are set up, else dir: and --out)"
            })
    @Nullable
    String sink;

    @Option(
            names = "--counter",
            paramLabel = "N",
            description = "action: number of the call's recording, in the key (default: the smallest that is free)")
    @Nullable
    String counter;

    @Option(names = "--sequence", paramLabel = "N", description = "action: Sequence of the event (default: 1)")
    String sequence = "1";

    @Option(
            names = "--call-id-wins",
            description = "action: with CallId and ParticipantTag the tag is ignored (default: it is invalid)")
    boolean callIdWins;

    @Mixin
    S3Options s3 = new S3Options();

    /** The action, valid or not; what is not one is wrong usage. */
    ActionOutcome read(Path action) {
        BothTargets both = callIdWins ? BothTargets.CALL_ID_WINS : BothTargets.INVALID;
        ActionOutcome outcome = new ActionParser(both).parse(bytes("--action", action));
        if (outcome instanceof ActionOutcome.Foreign foreign) {
            throw new UsageException("--action is " + action + ": " + foreign.reason());
        }
        return outcome;
    }

    /** The call as the host would describe it. */
    CallDetails call() {
        if (callDetails == null) {
            return CallDetails.NONE;
        }
        try {
            return CallDetails.parse(new String(bytes("--call-details", callDetails), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            throw new UsageException("--call-details is " + callDetails + ": " + TacetCommand.oneLine(e));
        }
    }

    /** The counter, or −1 for the smallest that is free. */
    int counter() {
        return counter == null ? -1 : PlainNumber.whole("--counter", counter, 0, Integer.MAX_VALUE);
    }

    int sequence() {
        return PlainNumber.whole("--sequence", sequence, 0, Integer.MAX_VALUE);
    }

    private static byte[] bytes(String option, Path path) {
        try (InputStream in = Files.newInputStream(path)) {
            return in.readNBytes(MOST);
        } catch (IOException e) {
            String reason = e instanceof NoSuchFileException ? "there is no such file" : TacetCommand.oneLine(e);
            throw new UsageException(option + " is " + path + ": " + reason + "; allowed is a readable JSON file");
        }
    }
}
