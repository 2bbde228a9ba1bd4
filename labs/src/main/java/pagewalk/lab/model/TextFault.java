package pagewalk.lab.model;

/** A text that cannot be read: which line and column, both counted from 1, and why in one sentence. */
public final class TextFault extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int line;
    private final int column;
    private final String reason;

    public TextFault(int line, int column, String reason) {
        super("line " + line + ", column " + column + ": " + reason);
        this.line = line;
        this.column = column;
        this.reason = reason;
    }

    public int line() {
        return line;
    }

    public int column() {
        return column;
    }

    /** The sentence alone, without the place. */
    public String reason() {
        return reason;
    }

    /** The same fault seen from a text that starts {@code lines} lines further down. */
    public TextFault below(int lines) {
        return new TextFault(line + lines, column, reason);
    }
}
