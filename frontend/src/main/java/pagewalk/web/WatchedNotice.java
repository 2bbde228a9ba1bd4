package pagewalk.web;

import java.util.ArrayList;
import java.util.List;
import org.teavm.jso.dom.html.HTMLElement;
import pagewalk.web.dom.Dom;
import pagewalk.web.dom.Status;
import pagewalk.web.json.Json;
import pagewalk.web.live.LiveSocket;

/** Tells a student who is looking at the session on this page, for as long as they look. */
final class WatchedNotice implements LiveSocket.Listener {
    private final String session;
    private final HTMLElement chip = Dom.el("span", "chip warn");
    private final Status status;
    private final LiveSocket socket = new LiveSocket("/ws/me", this);
    private String shown = "";

    WatchedNotice(String session, AppTools tools, Status status) {
        this.session = session;
        this.status = status;
        chip.setId("watched");
        chip.setHidden(true);
        tools.first(chip);
    }

    void connect() {
        socket.connect();
    }

    @Override
    public void opened() {
        show(List.of());
    }

    @Override
    public void lost(boolean loginEnded) {
        // What was last known stays until the connection is back.
    }

    @Override
    public void message(Json message) {
        if (!message.text("type", "").equals("watched")) {
            return;
        }
        List<String> names = new ArrayList<>();
        for (Json watcher : message.array("watchers")) {
            if (session.equals(watcher.text("session"))) {
                names.add(watcher.text("by", "An instructor"));
            }
        }
        show(names);
    }

    private void show(List<String> names) {
        String words = "";
        if (!names.isEmpty()) {
            words = String.join(" and ", names) + (names.size() == 1 ? " is" : " are") + " looking at your session";
        }
        chip.setHidden(words.isEmpty());
        if (!words.equals(shown)) {
            status.say(words.isEmpty() ? "Nobody is looking at your session any more." : words + ".");
        }
        shown = words;
        Dom.text(chip, words.isEmpty() ? "" : "◉ " + words);
    }
}
