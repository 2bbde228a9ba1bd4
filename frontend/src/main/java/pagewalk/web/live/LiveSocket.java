package pagewalk.web.live;

import org.jspecify.annotations.Nullable;
import org.teavm.jso.browser.Location;
import org.teavm.jso.browser.Window;
import org.teavm.jso.dom.events.MessageEvent;
import org.teavm.jso.websocket.CloseEvent;
import org.teavm.jso.websocket.WebSocket;
import pagewalk.web.dom.Listen;
import pagewalk.web.json.Json;

/**
 * A socket that comes back by itself: sooner at first, then every few seconds, never all clients at the same moment.
 */
public final class LiveSocket {
    /** Told what happens on it. */
    public interface Listener {
        void opened();

        void message(Json message);

        /** It is gone and will be tried again, unless the login has ended. */
        void lost(boolean loginEnded);
    }

    private static final int FIRST_MS = 200;
    private static final int LONGEST_MS = 5000;
    private static final int LOGIN_ENDED = 4401;
    /** The server closed because of too many messages: coming back at once would be one more. */
    private static final int TOO_MANY = 1008;
    /** After so many tries the longest wait is reached. */
    private static final int SLOW = 5;
    /** A refused upgrade looks like a lost network; after so many the login is asked for. */
    private static final int DOUBTFUL = 4;

    private final String path;
    private final Listener listener;
    private @Nullable WebSocket socket;
    private boolean open;
    private boolean ended;
    private int tries;
    private int timer = -1;

    public LiveSocket(String path, Listener listener) {
        this.path = path;
        this.listener = listener;
        Listen.on(Window.current(), "offline", event -> drop());
        Listen.on(Window.current(), "online", event -> {
            if (socket == null && !ended) {
                tries = 0;
                connect();
            }
        });
    }

    /** Opens it, now and again and again. */
    public void connect() {
        if (timer >= 0) {
            Window.clearTimeout(timer);
            timer = -1;
        }
        if (socket != null || ended) {
            return;
        }
        Location location = Window.current().getLocation();
        String scheme = location.getProtocol().equals("https:") ? "wss://" : "ws://";
        WebSocket fresh = new WebSocket(scheme + location.getHost() + path);
        socket = fresh;
        Listen.on(fresh, "open", event -> {
            if (socket == fresh) {
                open = true;
                listener.opened();
            }
        });
        Listen.on(fresh, "message", event -> {
            Json json = socket == fresh ? Json.parse(((MessageEvent) event).getDataAsString()) : null;
            if (json != null) {
                tries = 0;
                listener.message(json);
            }
        });
        Listen.on(fresh, "close", event -> {
            if (socket == fresh) {
                int code = ((CloseEvent) event).getCode();
                tries = code == TOO_MANY ? Math.max(tries, SLOW) : tries;
                lost(code == LOGIN_ENDED);
            }
        });
    }

    public boolean isOpen() {
        return open;
    }

    /** Sends if it is open; false when it is not. */
    public boolean send(String text) {
        if (!open || socket == null) {
            return false;
        }
        socket.send(text);
        return true;
    }

    /** Gives this connection up for a new one: nothing comes over it any more. */
    public void drop() {
        WebSocket old = socket;
        if (old != null) {
            socket = null;
            old.close();
            lost(false);
        }
    }

    private void lost(boolean loginEnded) {
        socket = null;
        open = false;
        ended = loginEnded;
        listener.lost(ended);
        if (ended) {
            return;
        }
        int longest = Math.min(FIRST_MS << Math.min(tries, 10), LONGEST_MS);
        tries++;
        timer = Listen.later(this::connect, (int) (longest / 2 + Math.random() * longest / 2));
        if (tries % DOUBTFUL == 0) {
            Http.get("/api/me", answer -> {
                if (answer.status() == 401) {
                    ended = true;
                    Window.clearTimeout(timer);
                    listener.lost(true);
                }
            });
        }
    }
}
