package pagewalk.web.live;

import org.jspecify.annotations.Nullable;
import org.teavm.jso.browser.Location;
import org.teavm.jso.browser.Window;
import org.teavm.jso.dom.events.MessageEvent;
import org.teavm.jso.websocket.WebSocket;
import pagewalk.web.dom.Listen;
import pagewalk.web.json.Json;

/** Follows one submission over the socket, and by asking while there is no socket. */
public final class SubmissionWatch {
    /** Takes each new state. */
    @FunctionalInterface
    public interface Taker {
        void take(Json submission);
    }

    private static final int ASK_MS = 3000;
    /** Also while the socket stands: a state that the server failed to tell must not stay unknown. */
    private static final int ASK_ANYHOW_MS = 15_000;

    private static final int RECONNECT_MS = 2000;

    private final Taker taker;
    private @Nullable WebSocket socket;
    private String id = "";
    private boolean open;
    private boolean settled = true;

    public SubmissionWatch(Taker taker) {
        this.taker = taker;
    }

    /** Follows this submission until it is in a final state. */
    public void follow(String submission) {
        id = submission;
        settled = false;
        connect();
        ask();
    }

    private void connect() {
        if (socket != null || settled) {
            return;
        }
        Location location = Window.current().getLocation();
        String scheme = location.getProtocol().equals("https:") ? "wss://" : "ws://";
        WebSocket fresh = new WebSocket(scheme + location.getHost() + "/ws/me");
        socket = fresh;
        Listen.on(fresh, "open", event -> {
            open = true;
            // What happened before the socket stood is asked for once.
            Http.get("/api/submissions/" + id, this::answered);
        });
        Listen.on(fresh, "message", event -> {
            Json json = Json.parse(((MessageEvent) event).getDataAsString());
            if (json != null && id.equals(json.text("id"))) {
                show(json);
            }
        });
        Listen.on(fresh, "close", event -> {
            socket = null;
            open = false;
            Listen.later(this::connect, RECONNECT_MS);
        });
    }

    /** The state now; asked again until it is final. */
    private void ask() {
        String asked = id;
        if (settled) {
            return;
        }
        Http.get("/api/submissions/" + asked, answer -> {
            answered(answer);
            Listen.later(
                    () -> {
                        if (asked.equals(id)) {
                            ask();
                        }
                    },
                    open ? ASK_ANYHOW_MS : ASK_MS);
        });
    }

    private void answered(Http.Answer answer) {
        Json json = answer.ok() ? answer.json() : null;
        if (json != null && id.equals(json.text("id"))) {
            show(json);
        }
    }

    private void show(Json json) {
        if (settled) {
            return;
        }
        String state = json.text("state", "");
        settled = state.equals("graded") || state.equals("rejected") || state.equals("ungradable");
        taker.take(json);
        if (settled && socket != null) {
            socket.close();
        }
    }
}
