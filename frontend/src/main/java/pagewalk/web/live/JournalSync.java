package pagewalk.web.live;

import java.util.ArrayList;
import java.util.List;
import org.teavm.jso.browser.Window;
import pagewalk.web.dom.Browser;
import pagewalk.web.json.Json;
import pagewalk.web.json.JsonWriter;
import pagewalk.web.session.JournalMerge;

/**
 * Brings a replica's lines to the server in the background: in order, in batches that can be sent twice, again and
 * again until they are there. When somebody else wrote first, mine become a branch behind theirs.
 */
public final class JournalSync {
    /** What the page says about it. */
    public enum State {
        SAVED,
        SENDING,
        OFFLINE,
        SIGNED_OUT,
        REFUSED
    }

    /** Told when the state changes, and when the lines were merged with somebody else's. */
    public interface Listener {
        void changed();

        /** The replica's lines were replaced; {@code theirs} lines came from elsewhere. */
        void merged(int theirs, int mine);
    }

    private static final int BATCH = 500;
    private static final int SOON_MS = 250;
    private static final int LONGEST_MS = 30_000;

    private final JournalStore store;
    private final Replica replica;
    private final String firstPart;
    private final Listener listener;
    private State state = State.SAVED;
    private String problem = "";
    private boolean busy;
    private int waitMs = 1000;
    private int timer = -1;
    private Runnable whenSent = () -> {};

    public JournalSync(JournalStore store, Replica replica, String firstPart, Listener listener) {
        this.store = store;
        this.replica = replica;
        this.firstPart = firstPart;
        this.listener = listener;
        Window.current().addEventListener("online", event -> now());
        store.write(replica);
        store.writeLines(replica, 0);
    }

    public Replica replica() {
        return replica;
    }

    public State state() {
        return state;
    }

    /** The server's sentence when it refused; else empty. */
    public String problem() {
        return problem;
    }

    /** Keeps new lines here, and sends them soon. */
    public void append(List<String> lines) {
        int from = replica.lines().size();
        replica.lines().addAll(lines);
        store.writeLines(replica, from);
        touch();
        schedule(SOON_MS);
    }

    /** Keeps a changed replica here. */
    public void touch() {
        replica.touch((int) (System.currentTimeMillis() / 1000));
        store.write(replica);
        listener.changed();
    }

    /** Sends at once, and runs {@code action} when nothing is unsent any more. */
    public void afterSending(Runnable action) {
        whenSent = action;
        now();
    }

    /** Sends at once, also after a failure. */
    public void now() {
        waitMs = 1000;
        schedule(0);
    }

    private void schedule(int delay) {
        if (timer >= 0) {
            Window.clearTimeout(timer);
        }
        timer = Window.setTimeout(
                () -> {
                    timer = -1;
                    step();
                },
                delay);
    }

    private void step() {
        if (busy || state == State.REFUSED) {
            return;
        }
        if (!replica.known()) {
            busy = true;
            open();
        } else if (replica.unsent() > 0) {
            busy = true;
            send();
        } else {
            settle();
        }
    }

    private void settle() {
        set(State.SAVED, "");
        Runnable action = whenSent;
        whenSent = () -> {};
        action.run();
    }

    private void open() {
        Replica.Owner owner = replica.owner();
        JsonWriter request = new JsonWriter()
                .put("id", replica.session())
                .put("lab", owner.lab())
                .put("mode", owner.mode())
                .put("attempt", owner.attempt());
        if (!replica.config().isEmpty()) {
            request.put("config", replica.config());
        }
        Json variant = replica.variant().isEmpty() ? null : Json.parse(replica.variant());
        String seed = variant == null ? null : variant.text("seed");
        if (seed != null) {
            request.put("seed", seed);
        }
        Http.post("/api/sessions", request.text(), answer -> {
            busy = false;
            if (answer.ok()) {
                replica.known(true);
                touch();
                schedule(0);
            } else {
                failed(answer);
            }
        });
    }

    private void send() {
        if (replica.batch().isEmpty()) {
            replica.batch(Browser.newId(), Math.min(replica.unsent(), BATCH));
            store.write(replica);
        }
        int base = replica.acked();
        int count = replica.batchCount();
        set(State.SENDING, "");
        String request = new JsonWriter()
                .put("base", base)
                .put("lines", new ArrayList<>(replica.lines().subList(base, base + count)))
                .put("batch", replica.batch())
                .text();
        Http.post("/api/sessions/" + replica.session() + "/journal", request, answer -> sent(answer, base + count));
    }

    private void sent(Http.Answer answer, int length) {
        busy = false;
        if (answer.ok()) {
            waitMs = 1000;
            replica.acked(length);
            touch();
            schedule(0);
        } else if (answer.status() == 409 && answer.error().equals("journal-moved")) {
            busy = true;
            fetchTheirs();
        } else if (answer.status() == 404) {
            replica.known(false);
            failed(new Http.Answer(0, ""));
        } else {
            failed(answer);
        }
    }

    private void failed(Http.Answer answer) {
        if (answer.tryLater()) {
            set(State.OFFLINE, answer.message());
        } else if (answer.status() == 401 || answer.status() == 403) {
            set(State.SIGNED_OUT, answer.message());
        } else {
            set(State.REFUSED, answer.message());
            return;
        }
        schedule(waitMs);
        waitMs = Math.min(waitMs * 2, LONGEST_MS);
    }

    private void fetchTheirs() {
        Http.get("/api/sessions/" + replica.session() + "/journal?from=" + replica.acked(), answer -> {
            busy = false;
            Json json = answer.ok() ? answer.json() : null;
            if (json == null) {
                failed(answer);
                return;
            }
            merge(json.texts("lines"));
        });
    }

    /** Asks whether somebody else wrote, and takes what they wrote. */
    public void pull() {
        if (busy || !replica.known()) {
            return;
        }
        busy = true;
        fetchTheirs();
    }

    /** Takes lines that stand on the server behind what was acknowledged; mine follow as a branch. */
    public void merge(List<String> theirs) {
        if (theirs.isEmpty()) {
            schedule(0);
            return;
        }
        List<String> common = new ArrayList<>(replica.lines().subList(0, replica.acked()));
        List<String> mine = new ArrayList<>(
                replica.lines().subList(replica.acked(), replica.lines().size()));
        List<String> rebased = JournalMerge.rebase(firstPart, common, theirs, mine);
        List<String> all = new ArrayList<>(common);
        all.addAll(theirs);
        all.addAll(rebased);
        replica.replaceLines(all);
        replica.acked(common.size() + theirs.size());
        store.delete(replica);
        store.writeLines(replica, 0);
        touch();
        listener.merged(theirs.size(), mine.size());
        schedule(0);
    }

    private void set(State newState, String newProblem) {
        state = newState;
        problem = newProblem;
        listener.changed();
    }
}
