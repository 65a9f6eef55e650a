package io.tacet.server.serve;

import io.tacet.server.serve.StartOutcome.Reason;
import io.tacet.server.serve.media.RtpPorts;
import java.io.IOException;
import java.time.Duration;

/** Starts recordings whose media comes by RTP: a port first, then the recording, then the port's packets into it. Thread: any. */
public final class RtpStarter {
    private static final Duration SOON = Duration.ofSeconds(1);

    private final RecordingRegistry registry;
    private final RtpPorts ports;
    private final String advertised;

    /**
     * A starter.
     *
     * @param advertised host that senders are told
     */
    public RtpStarter(RecordingRegistry registry, RtpPorts ports, String advertised) {
        this.registry = registry;
        this.ports = ports;
        this.advertised = advertised;
    }

    /** Starts a recording; blocks as {@link RecordingRegistry#start} does. */
    public StartOutcome start(StartRequest request) {
        StartOutcome.Refused no = registry.refusal();
        if (no != null) {
            return no;
        }
        RtpPorts.Lease lease;
        try {
            lease = ports.take(request.source(), request.ptimeMillis());
        } catch (IOException e) {
            return registry.refuse(Reason.PORTS_EXHAUSTED, "no media port can be opened: " + e.getMessage(), SOON);
        }
        if (lease == null) {
            Duration rest = ports.pool().untilNext();
            return registry.refuse(
                    Reason.PORTS_EXHAUSTED,
                    "all " + ports.pool().size() + " media ports are in use or rest after a recording",
                    rest.compareTo(SOON) > 0 ? rest : SOON);
        }
        MediaEndpoint endpoint = MediaEndpoint.rtp(advertised, lease.address().getPort());
        StartOutcome outcome;
        boolean started = false;
        try {
            outcome = registry.start(request, endpoint, lease::end);
            started = outcome instanceof StartOutcome.Started;
        } finally {
            if (!started) {
                lease.end();
            }
        }
        if (outcome instanceof StartOutcome.Started running) {
            lease.begin(running.input());
        }
        return outcome;
    }
}
