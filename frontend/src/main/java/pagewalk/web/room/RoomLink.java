package pagewalk.web.room;

import java.util.List;
import pagewalk.web.dom.Browser;
import pagewalk.web.dom.Listen;
import pagewalk.web.dom.Store;
import pagewalk.web.json.Json;
import pagewalk.web.json.JsonWriter;
import pagewalk.web.live.LiveSocket;

/**
 * The page's end of a room: carries the log out, sends commands until the server has ordered them, and knows who is
 * there. It reconnects by itself, reads on where it was, and sends again, with the same id, what was not acknowledged.
 */
public final class RoomLink implements LiveSocket.Listener {
    /** What the page says about the connection. */
    public enum State {
        CONNECTING,
        LIVE,
        RECONNECTING,
        LOGIN_ENDED
    }

    /** Told what the page has to show. */
    public interface Listener {
        /** Entries are about to be taken; {@code take} does it. */
        void arriving(Runnable take);

        /** State, members or pending commands have changed. */
        void changed();

        /** Others point at something else. */
        void pointed();

        /** The room refused a command that was sent to it. */
        void refused(String line, String reason);

        /** Something to tell in words, kept on the page. */
        void notice(String sentence);
    }

    private static final int AGAIN_MS = 1000;
    /** A command is answered within this time, or the connection is given up for a new one. */
    private static final int PATIENCE_MS = 6000;

    private final RoomLog log = new RoomLog();
    private final Members members = new Members();
    private final Pending pending;
    private final LiveSocket socket;
    private final Listener listener;
    private State state = State.CONNECTING;
    private boolean welcomed;
    private boolean paused;
    private String pausedBy = "";
    private int disagreedAt;
    private int watched;
    private boolean waitsToSend;
    private boolean diskFull;
    private boolean instructor;

    /** {@code student} is the account at this page: what it typed and the room has not got is kept under its name. */
    public RoomLink(String room, String student, Listener listener) {
        this.listener = listener;
        String key = "room." + room + "." + student;
        String kept = Store.getForTab(key);
        pending = new Pending(kept == null ? "" : kept, text -> Store.putForTab(key, text));
        socket = new LiveSocket("/ws/rooms/" + room, this);
    }

    public void connect() {
        socket.connect();
    }

    public RoomLog log() {
        return log;
    }

    public Members members() {
        return members;
    }

    public Pending pending() {
        return pending;
    }

    public State state() {
        return state;
    }

    public boolean paused() {
        return paused;
    }

    /** Whether the person at this page leads the course. */
    public boolean instructor() {
        return instructor;
    }

    /** Who paused the room, empty when that was before this page came. */
    public String pausedBy() {
        return pausedBy;
    }

    // ---- out ----------------------------------------------------------------------------------------------------

    /** Asks the room to carry out a command; it is pending until the room has. */
    public void command(String line) {
        Pending.Ask ask = new Pending.Ask(Browser.newId(), line);
        pending.add(ask);
        if (welcomed) {
            send(ask);
        }
        listener.changed();
    }

    private void send(Pending.Ask ask) {
        socket.send(new JsonWriter()
                .put("type", "command")
                .put("id", ask.id())
                .put("line", ask.line())
                .text());
        watch(ask);
    }

    private void watch(Pending.Ask ask) {
        int connection = watched;
        Listen.later(
                () -> {
                    if (connection == watched && pending.all().contains(ask)) {
                        socket.drop();
                    }
                },
                PATIENCE_MS);
    }

    private void sendAgain() {
        waitsToSend = false;
        for (Pending.Ask ask : pending.all()) {
            send(ask);
        }
    }

    /** Shows the others what is looked at; may be lost. */
    void point(int pfn, int event) {
        if (welcomed) {
            socket.send(new JsonWriter()
                    .put("type", "presence")
                    .put("pfn", pfn)
                    .put("event", event)
                    .text());
        }
    }

    private void join() {
        welcomed = false;
        int from = log.seq() == 0 ? 0 : log.seq() + 1;
        socket.send(new JsonWriter().put("type", "join").put("from", from).text());
    }

    // ---- in -----------------------------------------------------------------------------------------------------

    @Override
    public void opened() {
        join();
    }

    @Override
    public void lost(boolean loginEnded) {
        welcomed = false;
        watched++;
        boolean before = state == State.CONNECTING && !loginEnded;
        state = before ? State.CONNECTING : loginEnded ? State.LOGIN_ENDED : State.RECONNECTING;
        listener.changed();
    }

    @Override
    public void message(Json message) {
        switch (message.text("type", "")) {
            case "welcome" -> welcome(message);
            case "entries" -> {
                if (welcomed) {
                    listener.arriving(() -> entries(RoomEntry.all(message)));
                }
            }
            case "known" -> known(message);
            case "presence" -> presence(message);
            case "error" -> error(message);
            default -> {}
        }
    }

    private void welcome(Json message) {
        Json room = message.object("room");
        Json me = message.object("me");
        paused = room != null && room.flag("paused");
        instructor = me != null && me.text("role", "").equals("instructor");
        members.welcome(me == null ? "" : me.text("member", ""), message.array("members"));
        if (message.number("seq", 0) < log.seq()) {
            resync(log.seq());
            return;
        }
        welcomed = true;
        state = State.LIVE;
        sendAgain();
        listener.pointed();
        listener.changed();
    }

    private void entries(List<RoomEntry> entries) {
        switch (log.take(entries)) {
            case TAKEN -> {}
            case GAP -> join();
            case DISAGREES -> resync(log.seq() + 1);
        }
        for (RoomEntry entry : entries) {
            pending.remove(entry.id());
            if (entry.kind() == RoomEntry.Kind.PAUSE || entry.kind() == RoomEntry.Kind.RESUME) {
                paused = entry.kind() == RoomEntry.Kind.PAUSE;
                pausedBy = entry.name();
            }
        }
        if (disagreedAt > 0 && log.seq() >= disagreedAt) {
            disagreedAt = 0;
            listener.notice(
                    log.compares()
                            ? "Resynchronised at #" + log.seq()
                                    + ": this page's machine had come to another state than "
                                    + "the server's, so it was made again from the room's log."
                            : "This page's engine comes to another state than the server's at #" + log.seq()
                                    + ". Reload the page.");
        }
        listener.changed();
    }

    /** Throws this page's machine away and reads the log again; a second time without comparing. */
    private void resync(int at) {
        socket.send(new JsonWriter()
                .put("type", "resync")
                .put("seq", at)
                .put("digest", log.digest())
                .text());
        if (disagreedAt > 0) {
            log.stopComparing();
        }
        disagreedAt = Math.max(at, 1);
        log.forget();
        join();
    }

    /** It was stored before: its entry was read already, or comes. */
    private void known(Json message) {
        pending.remove(message.text("id", ""));
        listener.changed();
    }

    private void presence(Json message) {
        for (Json member : message.array("members")) {
            members.hear(member);
        }
        listener.pointed();
    }

    private void error(Json message) {
        String code = message.text("error", "");
        String sentence = message.text("message", "");
        String id = message.text("id", "");
        if (code.equals("disk-full") && !diskFull) {
            diskFull = true;
            listener.notice(sentence);
        }
        if (code.equals("too-fast") || code.equals("busy") || code.equals("disk-full")) {
            if (!waitsToSend) {
                waitsToSend = true;
                Listen.later(this::sendAgain, AGAIN_MS);
            }
            return;
        }
        Pending.Ask refused = pending.remove(id);
        if (refused != null) {
            listener.refused(refused.line(), sentence);
        } else if (!code.equals("no-such-seq")) {
            listener.notice(sentence);
        }
        listener.changed();
    }
}
