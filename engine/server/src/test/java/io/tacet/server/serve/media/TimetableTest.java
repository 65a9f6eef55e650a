package io.tacet.server.serve.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TimetableTest {
    private final Timetable timetable = new Timetable();
    private RtpPort port;
    private long cycle;

    @BeforeEach
    void bind() throws Exception {
        port = RtpPort.bind(InetAddress.getLoopbackAddress(), 0, 0, 20);
    }

    @AfterEach
    void close() throws Exception {
        port.close();
    }

    private void takeAt(long at) {
        cycle = at;
        timetable.advance(cycle);
        port.took(cycle);
        timetable.add(port);
    }

    /** A port that sends in every so manyth cycle, up to cycle 1000. */
    private void steady(int apart) {
        for (int i = 10; i >= 0; i--) {
            takeAt(1000 - (long) apart * i);
        }
        assertTrue(port.isSteady());
    }

    @Test
    void shouldTellOfASteadyPortInTheCycleOfItsNextDatagramAndOnce() {
        steady(4);
        for (int i = 1001; i < 1004; i++) {
            assertEquals(List.of(), timetable.advance(i));
        }
        assertEquals(List.of(port), timetable.advance(1004));
        for (int i = 1005; i < 1200; i++) {
            assertEquals(List.of(), timetable.advance(i));
        }
        assertFalse(port.isListed());
    }

    @Test
    void shouldPutOffAPortWhoseDatagramCameEarly() {
        steady(4);
        takeAt(1003);
        assertEquals(List.of(), timetable.advance(1004));
        assertEquals(List.of(), timetable.advance(1006));
        assertEquals(List.of(port), timetable.advance(1007));
    }

    @Test
    void shouldTellOfPortsThatWereDueInCyclesThatWerePassedOver() {
        steady(4);
        assertEquals(List.of(port), timetable.advance(1010));
    }

    @Test
    void shouldForgetWhatWasDueLongAgoAndStartAgain() {
        steady(4);
        assertEquals(List.of(), timetable.advance(5000));
        for (int i = 5001; i < 5070; i++) {
            assertEquals(List.of(), timetable.advance(i));
        }
        assertFalse(port.isListed());
        takeAt(5070);
        assertEquals(List.of(port), timetable.advance(5074));
    }

    @Test
    void shouldEndAtOnceWithPortsOfTheLongestPaceFoundTooLate() {
        steady(Rhythm.LONGEST);
        for (long at = 1000; at < 20_000; at += 29 + at % 5) {
            takeAt(at);
        }
        assertTrue(timetable.advance(20_100).size() <= 1);
    }
}
