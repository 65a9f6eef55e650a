package io.tacet.server.serve.media;

import java.util.ArrayList;
import java.util.List;

/**
 * The ports whose next datagram can be foretold, by the cycle in which it is due.
 *
 * <p>Thread: one receiver. Design note: a wheel, each port in one slot at most; a port whose datagram came early stays where it is and
 * moves on when its slot is looked at. No allocation but for a slot that never held as many.
 */
final class Timetable {
    /** So many that a port that is found late, after {@value #MOST_LATE} cycles at most, still has its next datagram in another slot. */
    private static final int SLOTS = 64;

    private static final int MOST_LATE = SLOTS - Rhythm.LONGEST - 1;

    private final List<List<RtpPort>> slots = new ArrayList<>();
    private final List<RtpPort> due = new ArrayList<>();
    private long now;

    Timetable() {
        for (int i = 0; i < SLOTS; i++) {
            slots.add(new ArrayList<>());
        }
    }

    /** Takes a port whose datagram of this cycle was taken. */
    void add(RtpPort port) {
        if (port.isSteady() && !port.isListed()) {
            port.listed(true);
            slots.get((int) (port.due() % SLOTS)).add(port);
        }
    }

    /**
     * Goes on to this cycle, over all in between.
     *
     * @return the ports that are due, no longer in the timetable; the list is used again at the next call
     */
    List<RtpPort> advance(long cycle) {
        due.clear();
        now = Math.max(now, cycle - MOST_LATE);
        while (now < cycle) {
            now++;
            List<RtpPort> ports = slots.get((int) (now % SLOTS));
            for (int i = 0; i < ports.size(); i++) {
                RtpPort port = ports.get(i);
                port.listed(false);
                if (port.due() == now) {
                    due.add(port);
                } else if (port.due() > now) {
                    add(port);
                }
            }
            ports.clear();
        }
        return due;
    }
}
