package pagewalk.web.live;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.teavm.jso.JSClass;
import org.teavm.jso.JSObject;
import org.teavm.jso.browser.Window;
import org.teavm.jso.core.JSString;
import org.teavm.jso.dom.events.MessageEvent;

/** The browser's other tabs: which replicas they hold. */
final class Tabs {
    private static final int ANSWER_MS = 150;

    private final @Nullable BroadcastChannel channel;
    private final List<String> taken = new ArrayList<>();
    private String own = "";

    /** The browser's own class. */
    @JSClass
    static class BroadcastChannel implements JSObject {
        BroadcastChannel(String name) {}

        native void postMessage(JSObject message);

        native void addEventListener(String type, org.teavm.jso.dom.events.EventListener<?> listener);
    }

    Tabs() {
        channel = channel();
        if (channel != null) {
            channel.addEventListener(
                    "message",
                    event -> hear(
                            ((MessageEvent) event).getData().<JSString>cast().stringValue()));
        }
    }

    private static @Nullable BroadcastChannel channel() {
        try {
            return new BroadcastChannel("pagewalk");
        } catch (RuntimeException unknown) {
            return null;
        }
    }

    private void hear(String message) {
        if (message.equals("who") && !own.isEmpty()) {
            say("here " + own);
        } else if (message.startsWith("here ")) {
            taken.add(message.substring(5));
        }
    }

    private void say(String message) {
        if (channel != null) {
            channel.postMessage(JSString.valueOf(message));
        }
    }

    /** Asks the other tabs, and goes on when they had time to answer. */
    void ask(Runnable then) {
        say("who");
        Window.setTimeout(then::run, ANSWER_MS);
    }

    boolean taken(String replica) {
        return taken.contains(replica);
    }

    /** From now on this tab holds the replica. */
    void hold(String replica) {
        own = replica;
        say("here " + replica);
    }
}
