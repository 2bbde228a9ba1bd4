package pagewalk.web.live;

import java.util.ArrayList;
import java.util.List;
import pagewalk.web.dom.Browser;
import pagewalk.web.json.Json;

/**
 * Finds the session to go on with: this browser's newest copy, else the server's newest, else a new one. A copy that
 * another tab holds is not taken over; this tab gets its own.
 */
public final class SessionOpener {
    /** Told how it ended. */
    public interface Result {
        /** @param notice what the student should know, or empty */
        void opened(Replica replica, String notice);

        void failed(String sentence);
    }

    private static final String SECOND_TAB =
            "This session is open in another tab. What you do here is kept as a branch of its own.";

    private final JournalStore store;
    private final Tabs tabs = new Tabs();
    private final Replica.Owner owner;
    private final Result result;
    private String session = "";
    private String config = "";
    private boolean fresh;

    public SessionOpener(JournalStore store, Replica.Owner owner, Result result) {
        this.store = store;
        this.owner = owner;
        this.result = result;
    }

    /** Opens this session of free play and no other. */
    public SessionOpener freePlay(String sessionId, String machine) {
        session = sessionId;
        config = machine;
        return this;
    }

    /** Begins a new session even if there is one. */
    public SessionOpener fresh() {
        fresh = true;
        return this;
    }

    public void open() {
        if (fresh) {
            create();
            return;
        }
        tabs.enter(() -> store.replicas(this::choose));
    }

    /** The newest copy, if no other tab holds it; else a copy beside it. */
    private void choose(List<Replica> all) {
        Replica newest = null;
        for (Replica replica : all) {
            if (fits(replica) && (newest == null || replica.updated() >= newest.updated())) {
                newest = replica;
            }
        }
        if (newest == null) {
            askServer();
            return;
        }
        Replica found = newest;
        tabs.hold(found.key(), mine -> {
            if (mine) {
                store.readLines(found, () -> refreshVariant(found, ""));
            } else {
                beside(found);
            }
        });
    }

    private boolean fits(Replica replica) {
        Replica.Owner other = replica.owner();
        boolean sameWork = other.lab().equals(owner.lab())
                && other.mode().equals(owner.mode())
                && other.student().equals(owner.student());
        boolean sameAttempt = !owner.mode().equals("graded") || other.attempt() == owner.attempt();
        return sameWork && sameAttempt && (session.isEmpty() || session.equals(replica.session()));
    }

    /** Another tab holds it: take what the server has of it, and write beside it. */
    private void beside(Replica held) {
        store.readLines(held, () -> {
            Replica own = new Replica(Browser.newId(), held.session(), held.owner());
            own.variant(held.variant());
            own.config(held.config());
            own.reveals().addAll(held.reveals());
            own.known(held.known());
            own.lines().addAll(held.lines().subList(0, held.acked()));
            own.acked(held.acked());
            refreshVariant(own, SECOND_TAB);
        });
    }

    private void askServer() {
        if (!session.isEmpty()) {
            Replica replica = new Replica(Browser.newId(), session, owner);
            replica.config(config);
            replica.known(true);
            catchUp(replica, "");
            return;
        }
        Http.get("/api/sessions?lab=" + owner.lab() + "&mode=" + owner.mode(), answer -> {
            Json list = answer.ok() ? answer.json() : null;
            if (list == null) {
                failed(answer);
                return;
            }
            for (Json found : list.elements()) {
                boolean graded = owner.mode().equals("graded");
                if (!graded || found.number("attempt", 1) == owner.attempt()) {
                    take(found);
                    return;
                }
            }
            create();
        });
    }

    private void take(Json found) {
        Replica.Owner its = new Replica.Owner(owner.lab(), owner.mode(), owner.student(), found.number("attempt", 1));
        Replica replica = new Replica(Browser.newId(), found.text("id", ""), its);
        replica.known(true);
        String seed = found.text("seed");
        Http.get(variantPath(its, seed == null ? "" : seed), answer -> {
            if (!answer.ok()) {
                failed(answer);
                return;
            }
            replica.variant(answer.text());
            catchUp(replica, "");
        });
    }

    private static String variantPath(Replica.Owner owner, String seed) {
        String path = "/api/labs/" + owner.lab() + "/variant?mode=" + owner.mode();
        if (owner.mode().equals("graded")) {
            return path + "&attempt=" + owner.attempt();
        }
        return seed.isEmpty() ? path : path + "&seed=" + seed;
    }

    private void create() {
        Http.get(variantPath(owner, ""), answer -> {
            if (!answer.ok()) {
                failed(answer);
                return;
            }
            Replica replica = new Replica(Browser.newId(), Browser.newId(), owner);
            replica.variant(answer.text());
            done(replica, "");
        });
    }

    /** A graded variant can know more than when it was stored: questions that were committed elsewhere. */
    private void refreshVariant(Replica replica, String notice) {
        if (!replica.owner().mode().equals("graded")) {
            catchUp(replica, notice);
            return;
        }
        Http.get(variantPath(replica.owner(), ""), answer -> {
            if (answer.ok()) {
                replica.variant(answer.text());
            }
            catchUp(replica, notice);
        });
    }

    /** Takes what the server has beyond what it acknowledged; where I have unsent lines the sync merges. */
    private void catchUp(Replica replica, String notice) {
        if (!replica.known() || replica.unsent() > 0) {
            done(replica, notice);
            return;
        }
        Http.get("/api/sessions/" + replica.session() + "/journal?from=" + replica.acked(), answer -> {
            Json json = answer.ok() ? answer.json() : null;
            if (json != null) {
                List<String> all = new ArrayList<>(replica.lines());
                all.addAll(json.texts("lines"));
                replica.replaceLines(all);
                replica.acked(all.size());
            } else if (answer.status() == 404) {
                replica.known(false);
                replica.acked(0);
            }
            done(replica, notice);
        });
    }

    private void done(Replica replica, String notice) {
        tabs.hold(
                replica.key(),
                mine -> store.save(replica, replica.kept(), kept -> {
                    if (kept) {
                        replica.kept(replica.lines().size());
                    }
                    tabs.leave();
                    result.opened(replica, notice);
                }));
    }

    private void failed(Http.Answer answer) {
        tabs.leave();
        result.failed(answer.message());
    }

    /** Sends what closed tabs left unsent, forgets their copies, and brings {@code own} up to date. */
    public void sendLeftovers(JournalSync ownSync, String firstPart) {
        Replica own = ownSync.replica();
        store.replicas(all -> {
            for (Replica replica : all) {
                if (!replica.key().equals(own.key()) && replica.session().equals(own.session())) {
                    tabs.hold(replica.key(), left -> {
                        if (left) {
                            store.readLines(replica, () -> sendAndForget(replica, firstPart, ownSync));
                        }
                    });
                }
            }
        });
    }

    private void sendAndForget(Replica replica, String firstPart, JournalSync own) {
        if (replica.unsent() == 0) {
            store.delete(replica);
            return;
        }
        JournalSync sync = new JournalSync(store, replica, firstPart, new JournalSync.Listener() {
            @Override
            public void changed() {}

            @Override
            public void merged(int theirs, int mine) {}
        });
        sync.afterSending(() -> {
            store.delete(replica);
            own.pull();
        });
    }
}
