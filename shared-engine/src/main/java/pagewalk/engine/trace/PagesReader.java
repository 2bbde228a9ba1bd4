package pagewalk.engine.trace;

/**
 * Reads a plain list of page numbers with spaces, commas or line ends between them: decimal, or hex behind
 * {@code 0x}. A letter behind a number says the kind of access, {@code r} (which is meant without one), {@code w},
 * {@code m} for both in one, {@code x} for a fetch. A {@code #} begins a comment that ends with its line.
 */
public final class PagesReader extends TraceReader {
    private static final int DECIMAL = 10;
    private static final int HEX = 16;

    private int line = 1;
    private int column;
    private boolean comment;
    /** What is broken is passed over up to the end of its line. */
    private boolean passing;

    /** Characters of the number that is being read; 0 between numbers. */
    private int length;

    private int base;
    private int digits;
    private int high;
    private int low;
    private int kind;

    public PagesReader(Sink sink, Faults faults) {
        super(sink, faults);
    }

    @Override
    public void feed(byte[] bytes, int from, int to) {
        for (int at = from; at < to && !isStopped(); at++) {
            byte c = bytes[at];
            column = onward(column, 1);
            if (c == '\n') {
                endNumber();
                line = onward(line, 1);
                column = 0;
                comment = false;
                passing = false;
            } else if (comment || passing) {
                continue;
            } else if (c == ' ' || c == ',' || c == '\t' || c == '\r') {
                endNumber();
            } else if (c == '#') {
                endNumber();
                comment = true;
            } else {
                part(c);
            }
        }
    }

    @Override
    public void finish() {
        if (!isStopped()) {
            column = onward(column, 1);
            endNumber();
        }
    }

    /** Takes the next character of a number. */
    private void part(byte c) {
        if (length == 0) {
            base = DECIMAL;
            digits = 0;
            high = 0;
            low = 0;
            kind = -1;
        }
        length = onward(length, 1);
        if (kind >= 0) {
            fault("a number ends with its letter");
        } else if (length == 2 && digits == 1 && low == 0 && (c | 0x20) == 'x') {
            base = HEX;
            digits = 0;
        } else if (base == HEX ? hex(c) >= 0 : c >= '0' && c <= '9') {
            digit(hex(c));
        } else {
            letter(c);
        }
    }

    private void digit(int value) {
        digits++;
        if (base == HEX && digits <= 16) {
            high = high << 4 | low >>> 28;
            low = low << 4 | value;
        } else if (base == DECIMAL && digits <= 9) {
            low = low * DECIMAL + value;
        } else {
            fault(
                    base == HEX
                            ? "a page number has at most 16 hex digits"
                            : "a decimal page number has at most 9 digits");
        }
    }

    private void letter(byte c) {
        int meant = switch (c) {
            case 'r' -> References.LOAD;
            case 'w' -> References.STORE;
            case 'm' -> References.MODIFY;
            case 'x' -> References.FETCH;
            default -> -1;
        };
        if (meant < 0 || digits == 0) {
            fault("a page number is expected here, not " + shown(c));
        } else {
            kind = meant;
        }
    }

    private void endNumber() {
        if (length > 0 && digits == 0) {
            fault("behind 0x comes a hex digit");
        } else if (length > 0) {
            sink.reference(high, low, kind < 0 ? References.LOAD : kind);
        }
        length = 0;
    }

    private void fault(String message) {
        length = 0;
        digits = 0;
        passing = true;
        broken(line, column, message);
    }
}
