package pagewalk.engine;

import org.jspecify.annotations.Nullable;
import pagewalk.engine.digest.Digest;
import pagewalk.engine.event.Events;

/**
 * Stands between the machine's parts and whoever gave the command: folds every event into the chain, then passes it on,
 * and knows whether a reply is wanted.
 */
class Recorder implements Events {
    private final Digest chain;
    /** Null for {@link Events#NONE}: the bulk of all events goes nowhere. */
    private @Nullable Events sink;

    private boolean asked = true;
    private int count;
    /** Index of the command that is being carried out; no part of the state. */
    private int command;

    Recorder(Digest chain, int count) {
        this.chain = chain;
        this.count = count;
    }

    /** Events go to {@code newSink} from now on; {@code reply} tells whether the command's reply is wanted. */
    void sendTo(Events newSink, boolean reply) {
        sink = newSink == Events.NONE ? null : newSink;
        asked = reply;
    }

    /** Whether anybody wants the reply of the command; else it need not be made. */
    boolean isAsked() {
        return asked;
    }

    @Override
    public void emit(int kind, int rule, int a, int b, int c, int d) {
        chain.fold(kind & 255 | rule << 8 | kind >>> 8 << 24, a, b, c, d);
        count++;
        Events to = sink;
        if (to != null) {
            to.emit(kind, rule, a, b, c, d);
        }
    }

    void begin(int index) {
        command = index;
    }

    int command() {
        return command;
    }

    int count() {
        return count;
    }

    Digest chain() {
        return chain;
    }
}
