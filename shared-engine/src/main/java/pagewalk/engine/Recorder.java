package pagewalk.engine;

import org.jspecify.annotations.Nullable;
import pagewalk.engine.digest.Digest;
import pagewalk.engine.event.Events;

/** Stands between the subsystems and the sink: folds every event into the chain, then passes it on. */
class Recorder implements Events {
    private final Digest chain;
    /** Null for {@link Events#NONE}: the bulk of all events goes nowhere. */
    private @Nullable Events sink;

    private int count;
    /** Index of the command that is being carried out; no part of the state. */
    private int command;

    Recorder(Digest chain, int count) {
        this.chain = chain;
        this.count = count;
    }

    void sendTo(Events newSink) {
        sink = newSink == Events.NONE ? null : newSink;
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
