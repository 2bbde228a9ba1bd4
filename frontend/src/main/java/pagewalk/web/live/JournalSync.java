package pagewalk.web.live;

import java.util.ArrayList;
import java.util.List;
import org.teavm.jso.browser.Window;
import pagewalk.web.dom.Browser;
import pagewalk.web.dom.Listen;
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

    private final Keeper keeper;
    private final Replica replica;
    private final String firstPart;
    private final Listener listener;
    private State state = State.SAVED;
    private String problem = "";
    private boolean busy;
    private int waitMs = 1000;
    private int timer = -1;
    private final List<Runnable> whenSent = new ArrayList<>();

    public JournalSync(JournalStore store, Replica replica, String firstPart, Listener listener) {
        keeper = new Keeper(store, replica, listener::changed);
        this.replica = replica;
        this.firstPart = firstPart;
        this.listener = listener;
        Listen.on(Window.current(), "online", event -> now());
        keeper.keep();
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

    /** Whether this browser keeps the work. */
    public boolean keeps() {
        return !keeper.failing();
    }

    /** Commands and predictions that are on the screen and nowhere else. */
    public int onlyHere() {
        return keeper.onlyHere();
    }

    /** Keeps new lines here, and sends them soon. */
    public void append(List<String> lines) {
        replica.lines().addAll(lines);
        touch();
        schedule(SOON_MS);
    }

    /** Keeps a changed replica here. */
    public void touch() {
        replica.touch((int) (System.currentTimeMillis() / 1000));
        keeper.keep();
        listener.changed();
    }

    /** Sends at once, and runs {@code action} when nothing is unsent any more. */
    public void afterSending(Runnable action) {
        whenSent.add(action);
        now();
    }

    /** The server does not know the session: opens it again, sends all of it, then runs {@code action}. */
    public void sendAgain(Runnable action) {
        replica.known(false);
        replica.acked(0);
        afterSending(action);
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
        timer = Listen.later(
                () -> {
                    timer = -1;
                    step();
                },
                delay);
    }

    private void step() {
        if (busy) {
            return;
        }
        if (state == State.REFUSED) {
            act();
        } else if (!replica.known()) {
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
        act();
    }

    /** What waits is not held back by a refusal either: the server says why not. */
    private void act() {
        List<Runnable> actions = new ArrayList<>(whenSent);
        whenSent.clear();
        for (Runnable action : actions) {
            action.run();
        }
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
            keeper.keep();
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
            moved(answer);
        } else if (answer.status() == 404) {
            // The server lost the session, or an older backup was restored: all of it is sent again.
            replica.known(false);
            replica.acked(0);
            failed(new Http.Answer(0, ""));
        } else {
            failed(answer);
        }
    }

    /** Somebody else wrote, or the server has less than it once acknowledged. */
    private void moved(Http.Answer answer) {
        Json json = answer.json();
        int length = json == null ? replica.acked() : json.number("length", replica.acked());
        if (length < replica.acked()) {
            replica.acked(length);
            touch();
            schedule(SOON_MS);
        } else {
            busy = true;
            fetchTheirs();
        }
    }

    private void failed(Http.Answer answer) {
        if (answer.tryLater()) {
            set(State.OFFLINE, answer.message());
        } else if (answer.status() == 401 || answer.status() == 403) {
            set(State.SIGNED_OUT, answer.message());
        } else {
            set(State.REFUSED, answer.message());
            act();
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
            schedule(waitMs);
            return;
        }
        List<String> lines = replica.lines();
        int acked = replica.acked();
        // What stands there as I wrote it is mine: the server took it, and its answer was lost.
        int shared = JournalMerge.shared(theirs, lines.subList(acked, lines.size()));
        List<String> common = new ArrayList<>(lines.subList(0, acked + shared));
        List<String> mine = new ArrayList<>(lines.subList(acked + shared, lines.size()));
        List<String> others = theirs.subList(shared, theirs.size());
        replica.acked(acked + theirs.size());
        if (!others.isEmpty()) {
            List<String> rebased = JournalMerge.rebase(firstPart, common, others, mine);
            common.addAll(others);
            common.addAll(rebased);
            replica.replaceLines(common);
            keeper.keepAll();
        }
        touch();
        if (!others.isEmpty()) {
            listener.merged(others.size(), mine.size());
        }
        schedule(0);
    }

    private void set(State newState, String newProblem) {
        state = newState;
        problem = newProblem;
        listener.changed();
    }
}
