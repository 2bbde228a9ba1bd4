package pagewalk.lab.content;

/** A lab that is refused: the file, the line (0 when no line is to blame) and the reason. */
public final class LabFault extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String file;
    private final int line;
    private final int column;
    private final String reason;

    public LabFault(String file, int line, String reason) {
        this(file, line, 0, reason);
    }

    /** {@code column} counts from 1; 0 when none is to blame. */
    public LabFault(String file, int line, int column, String reason) {
        super(file + (line > 0 ? ", line " + line : "") + (column > 0 ? ", column " + column : "") + ": " + reason);
        this.file = file;
        this.line = line;
        this.column = column;
        this.reason = reason;
    }

    public int column() {
        return column;
    }

    public String file() {
        return file;
    }

    public int line() {
        return line;
    }

    public String reason() {
        return reason;
    }
}
