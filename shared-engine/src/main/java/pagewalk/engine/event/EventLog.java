package pagewalk.engine.event;

import pagewalk.engine.util.Check;

/** Events packed as six ints each; decoded into {@link Event} only when somebody looks. */
public final class EventLog implements Events {
    private static final int WIDTH = 6;

    private int[] packed = new int[64 * WIDTH];
    private int size;

    @Override
    public void emit(int kind, int rule, int a, int b, int c, int d) {
        int at = size * WIDTH;
        if (at == packed.length) {
            grow();
        }
        packed[at] = kind;
        packed[at + 1] = rule;
        packed[at + 2] = a;
        packed[at + 3] = b;
        packed[at + 4] = c;
        packed[at + 5] = d;
        size++;
    }

    /** A log with the same events, to which others can be added. */
    public EventLog copy() {
        EventLog copy = new EventLog();
        copy.packed = packed.clone();
        copy.size = size;
        return copy;
    }

    /** Number of events. */
    public int size() {
        return size;
    }

    /** Code of the {@link EventKind} of event {@code i}. */
    public int kind(int i) {
        return field(i, 0);
    }

    /** Code of the {@link pagewalk.engine.rule.Rule} that decided event {@code i}. */
    public int rule(int i) {
        return field(i, 1);
    }

    /** Argument {@code k} (0 to 3) of event {@code i}. */
    public int arg(int i, int k) {
        Check.index(k, 4, "k");
        return field(i, 2 + k);
    }

    public Event event(int i) {
        return Event.decode(kind(i), rule(i), field(i, 2), field(i, 3), field(i, 4), field(i, 5));
    }

    /** Drops all events from {@code newSize} on. */
    public void truncate(int newSize) {
        Check.that(newSize >= 0 && newSize <= size, "truncate only shortens", "newSize", newSize);
        size = newSize;
    }

    public void clear() {
        size = 0;
    }

    private int field(int i, int offset) {
        Check.index(i, size, "event");
        return packed[i * WIDTH + offset];
    }

    private void grow() {
        int[] bigger = new int[packed.length * 2];
        System.arraycopy(packed, 0, bigger, 0, packed.length);
        packed = bigger;
    }
}
