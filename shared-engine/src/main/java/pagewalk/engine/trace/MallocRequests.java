package pagewalk.engine.trace;

import pagewalk.engine.util.Check;
import pagewalk.engine.util.IntList;

/**
 * The requests of the free-space exercise of OSTEP: drawn from a seed, or as a list says. Whoever carries them out says
 * of each allocation whether it succeeded, because what is freed later depends on it.
 */
public final class MallocRequests {
    private final boolean drawn;
    private final Mt19937 random;
    private final int percent;
    private final int range;
    private final int count;
    private final String[] list;

    /** Numbers of the pointers that may be freed, in the order they were made. */
    private final IntList held = new IntList();

    private int given;
    private int made;
    private boolean allocating;
    private boolean skipped;
    private boolean broken;
    private int size;
    private int pointer;

    private MallocRequests(boolean drawn, long seed, int[] numbers, String[] list) {
        this.drawn = drawn;
        random = new Mt19937(seed);
        count = numbers[0];
        range = numbers[1];
        percent = numbers[2];
        this.list = list;
    }

    /**
     * Requests drawn from a seed.
     *
     * @param count how many
     * @param range most bytes of one
     * @param percent of them that allocate, at least 1
     */
    public static MallocRequests drawn(long seed, int count, int range, int percent) {
        Check.that(percent > 0, "some requests allocate", "percent", percent);
        return new MallocRequests(true, seed, new int[] {count, range, percent}, new String[0]);
    }

    /** Requests as listed: {@code +SIZE} allocates, {@code -NUMBER} frees the pointer of that number. */
    public static MallocRequests listed(String[] list) {
        return new MallocRequests(false, 0, new int[] {list.length, 0, 0}, list.clone());
    }

    /** Whether {@code word} is a request of a list. */
    public static boolean isRequest(String word) {
        if (word.length() < 2 || word.length() > 10 || word.charAt(0) != '+' && word.charAt(0) != '-') {
            return false;
        }
        for (int i = 1; i < word.length(); i++) {
            if (word.charAt(i) < '0' || word.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    /** How many requests there are. */
    public int count() {
        return Math.max(count, 0);
    }

    /** Moves to the next request; false when there is none. */
    public boolean next() {
        if (given >= count) {
            return false;
        }
        if (drawn) {
            draw();
        } else {
            read(list[given]);
        }
        given++;
        return true;
    }

    private void draw() {
        while (true) {
            allocating = random.next() < percent / 100.0;
            if (allocating) {
                size = (int) (random.next() * range) + 1;
                pointer = made++;
                return;
            }
            if (held.size() > 0) {
                int at = (int) (random.next() * held.size());
                pointer = held.get(at);
                for (int i = at; i + 1 < held.size(); i++) {
                    held.set(i, held.get(i + 1));
                }
                held.truncate(held.size() - 1);
                return;
            }
        }
    }

    /** The exercise takes a number for a pointer's if it is below the count of allocations that succeeded. */
    private void read(String word) {
        int number = Integer.parseInt(word.substring(1));
        allocating = word.charAt(0) == '+';
        skipped = !allocating && number >= held.size();
        broken = !allocating && !skipped && !isHeld(number);
        if (allocating) {
            size = number;
            pointer = made++;
        } else {
            pointer = number;
        }
    }

    /** Whether the request allocates; else it frees. */
    public boolean allocates() {
        return allocating;
    }

    /** Whether the request is passed over, as the exercise does with a free of a pointer it takes for none. */
    public boolean isSkipped() {
        return skipped;
    }

    /** Whether the exercise ends here with an error: it takes a number for a pointer's that is none. */
    public boolean isBroken() {
        return broken;
    }

    private boolean isHeld(int number) {
        for (int i = 0; i < held.size(); i++) {
            if (held.get(i) == number) {
                return true;
            }
        }
        return false;
    }

    /** Bytes that are asked for. */
    public int size() {
        return size;
    }

    /** Number of the pointer that is made or freed, from 0. */
    public int pointer() {
        return pointer;
    }

    /** The allocation succeeded. */
    public void succeeded() {
        held.add(pointer);
    }
}
