package pagewalk.engine.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** The generator gives Python's own numbers, and the requests made of them are the exercise's. */
final class Mt19937Test {
    @Test
    void seedNoughtGivesTheRecordedDoubles() {
        Mt19937 random = new Mt19937(0);
        double[] recorded = {
            0.8444218515250481, 0.7579544029403025, 0.420571580830845, 0.25891675029296335, 0.5112747213686085
        };
        for (double expected : recorded) {
            assertEquals(expected, random.next());
        }
    }

    /** Values of CPython 3.11, for seeds of one and of two words and far into the series. */
    @Test
    void otherSeedsGivePythonsDoublesToo() {
        assertEquals(0.13436424411240122, new Mt19937(1).next());
        assertEquals(0.1036394562812375, new Mt19937(1L << 40).next());
        Mt19937 random = new Mt19937(12345);
        double last = 0;
        for (int i = 0; i < 2000; i++) {
            last = random.next();
            assertTrue(last >= 0 && last < 1);
        }
        assertEquals(0.8682864829950585, last);
        assertThrows(IllegalStateException.class, () -> new Mt19937(-1));
    }

    @Test
    void aListNumbersPointersAsTheExerciseDoes() {
        MallocRequests requests = MallocRequests.listed("+10,+100,+5,-0,-2,-1".split(","));
        assertEquals(6, requests.count());
        for (int pointer = 0; pointer < 3; pointer++) {
            assertTrue(requests.next() && requests.allocates());
            assertEquals(pointer, requests.pointer());
            if (pointer != 1) {
                requests.succeeded();
            }
        }
        assertTrue(requests.next() && !requests.allocates() && !requests.isSkipped() && !requests.isBroken());
        assertTrue(requests.next() && requests.isSkipped(), "two pointers there are, so number 2 is taken for none");
        assertTrue(requests.next() && !requests.isSkipped() && requests.isBroken(), "number 1 never was a pointer");
        assertFalse(requests.next());
    }

    @Test
    void onlyWhatStandsInAListIsARequest() {
        for (String word : "+1 -0 +999999999".split(" ")) {
            assertTrue(MallocRequests.isRequest(word), word);
        }
        for (String word : ", + - 1 +1a -1.5 +9999999999 ++1".split(" ")) {
            assertFalse(MallocRequests.isRequest(word), word);
        }
        assertFalse(MallocRequests.drawn(3, 0, 10, 50).next());
    }
}
