package io.tacet.samples.voicemail;

import java.util.List;
import java.util.Random;

/** Messages that nearly are SIP, each from a random place in the space between right and noise. */
final class SipMutations {
    private static final List<String> METHODS = List.of(
            "INVITE", "ACK", "BYE", "CANCEL", "OPTIONS", "INFO", "UPDATE", "PRACK", "REFER", "NOTIFY", "REGISTER", "X");
    private static final List<String> PIECES = List.of(
            "",
            "\r\n",
            "\r\n\r\n",
            "\0",
            "%00%ff%",
            "<>\"<;;==,,",
            ";tag=",
            "sip:",
            "sips:@[::1]:99999",
            ":4353552",
            ":0",
            ";rport=4353552",
            ";received=x..y",
            ";maddr=[::",
            ";transport=tls",
            ";transport=tcp",
            "\r\nContact: <sip:x@127.0.0.1:4353552>",
            "SIP/2.0 200 OK",
            "999999999999999999999",
            "-1",
            "ü\u0001\ud83d\ude00",
            "(".repeat(2000),
            "a".repeat(9000),
            "Via: SIP/2.0/UDP x;branch=z9hG4bK\r\n".repeat(150),
            "Require: 100rel\r\n",
            "P-Preferred-Service: urn:x\r\n",
            "P-Asserted-Service: urn:urn-7:3gpp-service.x\r\n",
            "P-Charging-Vector: icid-value=\r\n",
            "P-Served-User: <sip:x>;sescase=y;regstate=z\r\n",
            "Contact: *\r\n",
            "Route: <tel:1>\r\n",
            "Record-Route: <sip:;lr>\r\n",
            "Record-Route: <sip:127.0.0.1:4353552;lr>\r\n",
            "Record-Route: <sip:127.0.0.1:9;transport=tcp>\r\n",
            "Record-Route: <tel:1>\r\n",
            "Replaces: x\r\n",
            "Session-Expires: x\r\n");

    private SipMutations() {}

    static String of(Phone phone, Random random) {
        String method = METHODS.get(random.nextInt(METHODS.size()));
        String sdp = random.nextInt(3) == 0 ? "" : phone.offer("sendrecv");
        String message = phone.request(method, "", sdp).replace(phone.callId, "fuzz-" + random.nextInt(1 << 20));
        if (random.nextInt(8) == 0) {
            message = message.replaceFirst("^[^\r]*", "SIP/2.0 " + random.nextInt(700) + " x");
        }
        StringBuilder text = new StringBuilder(message);
        int changes = random.nextInt(6);
        for (int i = 0; i < changes; i++) {
            change(text, random);
        }
        return text.toString();
    }

    private static void change(StringBuilder text, Random random) {
        int at = random.nextInt(text.length() + 1);
        int to = Math.min(text.length(), at + random.nextInt(30));
        String piece = PIECES.get(random.nextInt(PIECES.size()));
        switch (random.nextInt(6)) {
            case 0 -> text.delete(at, to);
            case 1 -> text.insert(at, piece);
            case 2 -> text.replace(at, to, piece);
            case 3 -> text.insert(at, text.substring(at, to));
            case 4 -> {
                if (at < text.length()) {
                    text.setCharAt(at, (char) random.nextInt(256));
                }
            }
            default -> {
                int line = text.indexOf("\r\n", at);
                text.insert(line < 0 ? text.length() : line + 2, piece);
            }
        }
    }
}
