package pagewalk.engine.trace;

/**
 * Reads a trace from bytes that are handed to it piece by piece, as they come from a file, a pipe or a browser's file
 * door. It keeps at most a line of them.
 */
public abstract class TraceReader {
    /** Takes the references as they are read. */
    public interface Sink {
        /**
         * A reference.
         *
         * @param high the upper 32 bits of the page's number
         * @param low the lower ones
         * @param kind as {@link References} names them
         */
        void reference(int high, int low, int kind);
    }

    /** Hears of what cannot be read. */
    public interface Faults {
        /**
         * A line, or a binary reference, is broken.
         *
         * @param line from 1; 0 in a binary trace
         * @param column from 1, in bytes; in a binary trace the number of the byte
         * @return whether the reading goes on behind it
         */
        boolean broken(int line, int column, String message);
    }

    final Sink sink;
    private final Faults faults;
    private boolean stopped;

    TraceReader(Sink sink, Faults faults) {
        this.sink = sink;
        this.faults = faults;
    }

    /** Reads the bytes from {@code from} up to but without {@code to}; does nothing once it has stopped. */
    public abstract void feed(byte[] bytes, int from, int to);

    /** There are no more bytes. */
    public abstract void finish();

    /** Whether a fault ended the reading. */
    public final boolean isStopped() {
        return stopped;
    }

    final void broken(int line, int column, String message) {
        if (!faults.broken(line, column, message)) {
            stopped = true;
        }
    }

    /** What is broken cannot be passed over: the reading ends, whatever was asked. */
    final void refuse(int line, int column, String message) {
        faults.broken(line, column, message);
        stopped = true;
    }

    /** The value of a hex digit, or -1. */
    static int hex(byte digit) {
        if (digit >= '0' && digit <= '9') {
            return digit - '0';
        }
        int letter = digit | 0x20;
        return letter >= 'a' && letter <= 'f' ? letter - 'a' + 10 : -1;
    }

    /** A byte as it may be shown in a message. */
    static String shown(byte value) {
        return value > ' ' && value < 127
                ? "'" + (char) value + "'"
                : value == ' ' ? "a space" : "byte " + (value & 0xff);
    }

    /** A line or column further on; it stays where it is at the end of the ints. */
    static int onward(int number, int by) {
        return number > Integer.MAX_VALUE - by ? Integer.MAX_VALUE : number + by;
    }
}
