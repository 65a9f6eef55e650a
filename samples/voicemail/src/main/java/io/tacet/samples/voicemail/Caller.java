package io.tacet.samples.voicemail;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tacet.action.CallDetails;
import io.tacet.samples.voicemail.sip.Invite;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.UUID;

/**
 * Who called whom. Immutable.
 *
 * @param id of the call, ours: it names the file, so nothing of it comes from the caller
 * @param sipCallId as SIP has it
 * @param from who calls, as he says
 * @param to whom he called
 */
record Caller(String id, String sipCallId, String from, String to) {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");

    static Caller of(Invite invite) {
        String id = LocalDateTime.now().format(TIME) + "-"
                + UUID.randomUUID().toString().substring(0, 8);
        return new Caller(id, invite.callId(), invite.from(), invite.to());
    }

    /** As the message's event tells it. */
    CallDetails details() {
        ObjectNode call = JsonNodeFactory.instance.objectNode().put("TransactionId", sipCallId);
        call.putArray("Participants")
                .addObject()
                .put("CallId", id)
                .put("ParticipantTag", "LEG-A")
                .put("From", from)
                .put("To", to)
                .put("Direction", "Inbound")
                .put("Status", "Connected");
        return CallDetails.parse(call.toString());
    }
}
