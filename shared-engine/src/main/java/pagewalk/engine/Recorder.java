package pagewalk.engine;

import pagewalk.engine.digest.Digest;
import pagewalk.engine.event.Events;

/** Stands between the subsystems and the sink: folds every event into the chain, then passes it on. */
final class Recorder implements Events {
    private final Digest chain;
    private Events sink = Events.NONE;
    private int count;

    Recorder(Digest chain, int count) {
        this.chain = chain;
        this.count = count;
    }

    void sendTo(Events newSink) {
        sink = newSink;
    }

    @Override
    public void emit(int kind, int rule, int a, int b, int c, int d) {
        chain.fold(kind | (rule << 8), a, b, c, d);
        count++;
        if (sink != Events.NONE) {
            sink.emit(kind, rule, a, b, c, d);
        }
    }

    int count() {
        return count;
    }

    Digest chain() {
        return chain;
    }
}
