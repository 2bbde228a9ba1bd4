package pagewalk.engine.pagetable;

/**
 * No frame was left.
 *
 * <p>Without an OOM killer, whoever carries out a command tries it on a copy first where frames might run out, so this
 * is only ever thrown in a copy that is dropped afterwards: nothing has to be undone half way. With one it is thrown
 * when the process that needs the frame is the victim, or the kernel panics: what was half done goes with the process.
 */
public final class OutOfFrames extends RuntimeException {
    private static final long serialVersionUID = 1;

    public OutOfFrames() {
        super("no frame is left", null, false, false);
    }
}
