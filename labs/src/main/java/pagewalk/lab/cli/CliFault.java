package pagewalk.lab.cli;

/** The end of a command: one sentence for standard error and an exit status. */
final class CliFault extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** What was asked is not understood. */
    static final int USAGE = 2;

    /** What was asked cannot be done. */
    static final int FAILED = 1;

    private final int status;

    CliFault(int status, String sentence) {
        super(sentence, null, false, false);
        this.status = status;
    }

    static CliFault usage(String sentence) {
        return new CliFault(USAGE, sentence);
    }

    static CliFault failed(String sentence) {
        return new CliFault(FAILED, sentence);
    }

    int status() {
        return status;
    }

    String sentence() {
        return String.valueOf(getMessage());
    }
}
