package pagewalk.lab.trace;

/** Why a trace cannot be studied, in one sentence. */
public final class TraceFault extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final boolean unreadable;

    /** @param unreadable whether a file or a disk is at fault, and not what stands in the file */
    public TraceFault(boolean unreadable, String sentence) {
        super(sentence, null, false, false);
        this.unreadable = unreadable;
    }

    /** Whether a file or a disk is at fault, and not what stands in the file. */
    public boolean isUnreadable() {
        return unreadable;
    }

    public String sentence() {
        return String.valueOf(getMessage());
    }
}
