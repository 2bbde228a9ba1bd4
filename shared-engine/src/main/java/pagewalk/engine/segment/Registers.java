package pagewalk.engine.segment;

import pagewalk.engine.digest.Digest;
import pagewalk.engine.event.EventKind;
import pagewalk.engine.event.Events;
import pagewalk.engine.rule.Rule;

/**
 * Base and limit registers, one pair for each segment, and what the hardware does with them: choose, compare, add.
 *
 * <p>A segment that grows downwards has its base at its upper end, and its limit counts from there.
 */
final class Registers {
    private static final int SEGMENT_BIT = 16;
    private static final int DOWN_BIT = 17;

    private final SegmentSetup setup;
    private final Events events;
    private final long[] base;
    private final long[] limit;
    private final boolean[] down;

    Registers(SegmentSetup setup, Events events) {
        this.setup = setup;
        this.events = events;
        int count = setup.scheme() == Scheme.SEGMENTS ? 2 : 1;
        base = new long[count];
        limit = new long[count];
        down = new boolean[count];
        if (count == 2) {
            down[1] = true;
        }
    }

    private Registers(Registers other, Events events) {
        setup = other.setup;
        this.events = events;
        base = other.base.clone();
        limit = other.limit.clone();
        down = other.down.clone();
    }

    Registers copy(Events newEvents) {
        return new Registers(this, newEvents);
    }

    int count() {
        return base.length;
    }

    long base(int segment) {
        return base[segment];
    }

    long limit(int segment) {
        return limit[segment];
    }

    boolean growsDown(int segment) {
        return down[segment];
    }

    void set(int segment, long newBase, long newLimit, boolean growsDown) {
        base[segment] = newBase;
        limit[segment] = newLimit;
        down[segment] = growsDown;
        int which = (segment << SEGMENT_BIT) | ((growsDown ? 1 : 0) << DOWN_BIT);
        tell(EventKind.SEG_REGISTER, Rule.SEG_REGISTERS, newBase | (long) which << 32, newLimit);
    }

    /** The segment of an address of the space. */
    int segmentOf(long va) {
        return base.length == 2 && va * 2 >= setup.asize() ? 1 : 0;
    }

    /** Translates an address of the space, which lies in segment {@link #segmentOf}; false if its limit forbids it. */
    boolean translate(long va, long[] pa) {
        int segment = segmentOf(va);
        if (base.length == 2) {
            events.emit(
                    EventKind.SEG_CHOSEN.code(),
                    Rule.SEG_TOP_BIT.code(),
                    (int) (va >> 32),
                    (int) va,
                    segment,
                    down[segment] ? 1 : 0);
        }
        long offset = down[segment] ? end(segment) - va : va - start(segment);
        boolean within = down[segment] ? offset <= limit[segment] : offset < limit[segment];
        tell(EventKind.SEG_CHECKED, within ? Rule.SEG_WITHIN : Rule.SEG_BEYOND, offset, limit[segment]);
        if (!within) {
            events.emit(EventKind.SEG_FAULT.code(), Rule.SEG_BEYOND.code(), (int) (va >> 32), (int) va, segment, 0);
            return false;
        }
        pa[0] = down[segment] ? base[segment] - offset : base[segment] + offset;
        Rule rule = down[segment] ? Rule.SEG_DOWNWARDS : Rule.SEG_ADD_BASE;
        boolean inMemory = pa[0] >= 0 && pa[0] < setup.psize();
        tell(EventKind.SEG_TRANSLATED, inMemory ? rule : Rule.SEG_PAST_MEMORY, va, pa[0]);
        return true;
    }

    /** First address of a segment's part of the space. */
    private long start(int segment) {
        return segment == 0 ? 0 : (setup.asize() + 1) / 2;
    }

    /** The address after its last one. */
    private long end(int segment) {
        return segment == base.length - 1 ? setup.asize() : (setup.asize() + 1) / 2;
    }

    private void tell(EventKind kind, Rule rule, long first, long second) {
        events.emit(kind.code(), rule.code(), (int) (first >> 32), (int) first, (int) (second >> 32), (int) second);
    }

    void digest(Digest into) {
        for (int i = 0; i < base.length; i++) {
            into.fold(down[i] ? 1 : 0, (int) (base[i] >> 32), (int) base[i], (int) (limit[i] >> 32), (int) limit[i]);
        }
    }
}
