package pagewalk.server.ops;

/** A reason why the server cannot start or a command cannot run, as one sentence for the person at the terminal. */
public final class StartFailure extends Exception {
    private static final long serialVersionUID = 1;

    public StartFailure(String sentence) {
        super(sentence);
    }

    /** The sentence, with the machine's own words kept as the cause. */
    public StartFailure(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
