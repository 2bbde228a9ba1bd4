package pagewalk.engine.trace;

/**
 * Reads what {@code valgrind --tool=lackey --trace-mem=yes} prints: a line for each access, {@code I} for a fetch,
 * {@code L}, {@code S} and {@code M} for data, then the address in hex and the size in bytes. Valgrind's own lines,
 * which begin with {@code ==}, {@code --} or {@code **}, superblocks ({@code SB}) and empty lines are passed over.
 */
public final class LackeyReader extends TraceReader {
    /** A line of an access is shorter. */
    private static final int LONGEST = 80;

    private final int shift;
    /** The beginning of a line whose end was not there yet. */
    private final byte[] held = new byte[LONGEST];

    private int heldLength;
    /** Bytes of an overlong line that were passed over. */
    private boolean overlong;

    private int line = 1;

    /** @param shift bits of an address within a page, 4 to 30 */
    public LackeyReader(int shift, Sink sink, Faults faults) {
        super(sink, faults);
        this.shift = shift;
    }

    @Override
    public void feed(byte[] bytes, int from, int to) {
        int start = from;
        while (!isStopped() && start < to) {
            int end = start;
            while (end < to && bytes[end] != '\n') {
                end++;
            }
            if (end == to) {
                hold(bytes, start, end);
                return;
            }
            if (heldLength > 0 || overlong) {
                hold(bytes, start, end);
                finishLine();
            } else {
                line(bytes, start, end);
            }
            line = onward(line, 1);
            start = end + 1;
        }
    }

    private void hold(byte[] bytes, int from, int to) {
        int fits = Math.min(to - from, LONGEST - heldLength);
        System.arraycopy(bytes, from, held, heldLength, fits);
        heldLength += fits;
        overlong |= fits < to - from;
    }

    @Override
    public void finish() {
        if (!isStopped() && heldLength > 0) {
            finishLine();
        }
    }

    private void finishLine() {
        int length = heldLength;
        boolean tooLong = overlong;
        heldLength = 0;
        overlong = false;
        if (tooLong && !isComment(held, 0, length)) {
            broken(line, LONGEST + 1, "a line of an access is shorter than this");
        } else {
            line(held, 0, length);
        }
    }

    private static boolean isComment(byte[] bytes, int from, int to) {
        if (to - from < 2) {
            return to == from;
        }
        byte first = bytes[from];
        byte second = bytes[from + 1];
        return first == second && (first == '=' || first == '-' || first == '*') || first == 'S' && second == 'B';
    }

    private void line(byte[] bytes, int from, int to) {
        int end = to > from && bytes[to - 1] == '\r' ? to - 1 : to;
        if (end == from || isComment(bytes, from, end)) {
            return;
        }
        int kind = end - from < 3 ? -1 : kind(bytes[from], bytes[from + 1]);
        if (kind < 0 || bytes[from + 2] != ' ') {
            broken(line, 1, "an access begins with 'I  ', ' L ', ' S ' or ' M '");
            return;
        }
        access(bytes, from, end, kind);
    }

    private static int kind(byte first, byte second) {
        if (first == 'I') {
            return second == ' ' ? References.FETCH : -1;
        }
        return first != ' '
                ? -1
                : second == 'L'
                        ? References.LOAD
                        : second == 'S' ? References.STORE : second == 'M' ? References.MODIFY : -1;
    }

    private void access(byte[] bytes, int from, int end, int kind) {
        int high = 0;
        int low = 0;
        int at = from + 3;
        int first = at;
        while (at < end) {
            int digit = hex(bytes[at]);
            if (digit < 0) {
                break;
            }
            high = high << 4 | low >>> 28;
            low = low << 4 | digit;
            at++;
        }
        if (at == first || at - first > 16) {
            broken(line, at - from + 1, "an address has 1 to 16 hex digits");
        } else if (at == end || bytes[at] != ',') {
            broken(line, at - from + 1, "behind the address comes ',' and the size");
        } else if (isSize(bytes, at + 1, end, from)) {
            sink.reference(high >>> shift, low >>> shift | high << 32 - shift, kind);
        }
    }

    private boolean isSize(byte[] bytes, int from, int end, int start) {
        int at = from;
        while (at < end && bytes[at] >= '0' && bytes[at] <= '9') {
            at++;
        }
        if (at == from || at < end) {
            broken(line, at - start + 1, "the size is a number that ends the line");
            return false;
        }
        return true;
    }
}
