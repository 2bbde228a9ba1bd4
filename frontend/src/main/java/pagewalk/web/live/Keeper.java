package pagewalk.web.live;

/**
 * Keeps one replica in this browser. One transaction at a time, so that no line is ever kept without those before it;
 * what was added meanwhile goes with the next.
 */
final class Keeper {
    private final JournalStore store;
    private final Replica replica;
    private final Runnable changed;
    private boolean busy;
    private boolean again;
    private boolean replaced;
    private boolean failing;

    Keeper(JournalStore store, Replica replica, Runnable changed) {
        this.store = store;
        this.replica = replica;
        this.changed = changed;
    }

    /** Keeps what was added or changed. */
    void keep() {
        if (busy) {
            again = true;
            return;
        }
        busy = true;
        again = false;
        int from = replaced ? 0 : replica.kept();
        int length = replica.lines().size();
        replaced = false;
        store.save(replica, from, done -> saved(done, from, length));
    }

    /** Keeps all lines anew: they were replaced. */
    void keepAll() {
        replaced = true;
        keep();
    }

    private void saved(boolean done, int from, int length) {
        busy = false;
        if (done) {
            replica.kept(length);
        } else {
            replaced |= from == 0;
        }
        if (failing == done) {
            failing = !done;
            changed.run();
        }
        if (again) {
            keep();
        }
    }

    /** Commands and predictions that neither the server nor this browser has; 0 while the browser keeps them. */
    int onlyHere() {
        int count = 0;
        for (int i = failing
                        ? Math.max(replica.kept(), replica.acked())
                        : replica.lines().size();
                i < replica.lines().size();
                i++) {
            String line = replica.lines().get(i);
            count += line.startsWith("part ") || line.startsWith("branch ") ? 0 : 1;
        }
        return count;
    }

    boolean failing() {
        return failing;
    }
}
