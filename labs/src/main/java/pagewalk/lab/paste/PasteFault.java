package pagewalk.lab.paste;

/** A pasted text that cannot be used: its line, counted from 1, and why. */
final class PasteFault extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int line;
    private final String reason;

    PasteFault(int line, String reason) {
        super("line " + line + ": " + reason);
        this.line = line;
        this.reason = reason;
    }

    int line() {
        return line;
    }

    String reason() {
        return reason;
    }

    /** The number in {@code word}; a fault that names {@code what} if it is none or above {@code most}. */
    static long number(int line, String what, String word, long most) {
        long value = word.isEmpty() || word.length() > 15 ? -1 : 0;
        for (int i = 0; i < word.length() && value >= 0; i++) {
            char c = word.charAt(i);
            value = c < '0' || c > '9' ? -1 : value * 10 + (c - '0');
        }
        if (value < 0 || value > most) {
            throw new PasteFault(line, what + " is a number from 0 to " + most + "; this is " + word);
        }
        return value;
    }
}
