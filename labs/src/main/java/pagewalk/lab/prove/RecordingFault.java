package pagewalk.lab.prove;

/** A text that is not a recording: the line and the reason. */
public final class RecordingFault extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int line;
    private final String reason;

    public RecordingFault(int line, String reason) {
        super("line " + line + ": " + reason);
        this.line = line;
        this.reason = reason;
    }

    public int line() {
        return line;
    }

    public String reason() {
        return reason;
    }
}
