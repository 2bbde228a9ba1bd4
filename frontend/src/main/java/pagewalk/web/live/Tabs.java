package pagewalk.web.live;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.teavm.jso.JSClass;
import org.teavm.jso.JSFunctor;
import org.teavm.jso.JSObject;
import org.teavm.jso.JSProperty;
import org.teavm.jso.browser.Window;
import org.teavm.jso.core.JSObjects;
import org.teavm.jso.core.JSPromise;
import org.teavm.jso.core.JSString;
import org.teavm.jso.dom.events.EventTarget;
import org.teavm.jso.dom.events.MessageEvent;
import pagewalk.engine.util.Texts;
import pagewalk.web.dom.Listen;

/**
 * The browser's other tabs: which replicas they hold. A lock says it for certain and ends with its tab; a browser
 * without locks (a page that came without TLS) asks the tabs, and takes silence for no.
 */
final class Tabs {
    private static final int ANSWER_MS = 150;
    /** Tabs that a browser restores together must not all wait equally long, or none hears of another. */
    private static final int SPREAD_MS = 200;
    /** A tab that hangs while it opens must not keep the others from opening. */
    private static final int PATIENCE_MS = 5000;

    private final @Nullable Locks locks = locks();
    private final @Nullable BroadcastChannel channel = locks == null ? channel() : null;
    private final List<String> taken = new ArrayList<>();
    private String own = "";
    private boolean inside;
    private Runnable release = () -> {};

    /** The browser's own class. */
    @JSClass
    static class BroadcastChannel implements JSObject {
        BroadcastChannel(String name) {}

        native void postMessage(JSObject message);
    }

    interface Holder extends JSObject {
        @JSProperty
        Navigator getNavigator();
    }

    interface Navigator extends JSObject {
        @JSProperty
        @Nullable
        Locks getLocks();
    }

    interface Locks extends JSObject {
        void request(String name, LockOptions options, LockTaker taker);
    }

    interface LockOptions extends JSObject {
        @JSProperty
        void setIfAvailable(boolean only);
    }

    /** Told when the lock is this tab's, or null when it is not to be had; it ends with the promise. */
    @JSFunctor
    interface LockTaker extends JSObject {
        @Nullable
        JSObject take(@Nullable JSObject lock);
    }

    Tabs() {
        if (channel != null) {
            Listen.on(
                    (EventTarget) (JSObject) channel,
                    "message",
                    event -> hear(
                            ((MessageEvent) event).getData().<JSString>cast().stringValue()));
        }
    }

    private static @Nullable Locks locks() {
        Locks locks = ((Holder) (JSObject) Window.current()).getNavigator().getLocks();
        return JSObjects.isUndefined(locks) ? null : locks;
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

    /** Runs {@code then} when no other tab is looking for its session; {@link #leave} lets the next one look. */
    void enter(Runnable then) {
        inside = true;
        boolean[] begun = new boolean[1];
        Runnable once = () -> {
            if (!begun[0]) {
                begun[0] = true;
                then.run();
            }
        };
        if (locks == null) {
            say("who");
            Listen.later(once, ANSWER_MS + (int) (Math.random() * SPREAD_MS));
            return;
        }
        request(locks, "opening", false, lock -> {
            if (inside) {
                once.run();
            } else {
                release.run();
            }
        });
        Listen.later(once, PATIENCE_MS);
    }

    void leave() {
        inside = false;
        release.run();
    }

    /** Tries to hold a replica until the tab closes; says whether this tab has it. */
    void hold(String replica, Consumer<Boolean> taker) {
        Consumer<Boolean> told = mine -> {
            own = mine ? replica : own;
            taker.accept(mine);
        };
        if (own.equals(replica)) {
            taker.accept(true);
        } else if (locks == null) {
            boolean free = !Texts.contains(taken, replica);
            if (free) {
                say("here " + replica);
            }
            told.accept(free);
        } else {
            // A tab that is being reloaded gives its locks back a moment later.
            request(locks, replica, true, mine -> {
                if (mine) {
                    told.accept(true);
                } else {
                    Listen.later(() -> request(locks, replica, true, told), ANSWER_MS);
                }
            });
        }
    }

    /** Asks for a lock that ends with the tab, or with {@link #release}. */
    private void request(Locks from, String name, boolean ifAvailable, Consumer<Boolean> taker) {
        LockOptions options = JSObjects.create();
        options.setIfAvailable(ifAvailable);
        from.request("pagewalk " + name, options, lock -> {
            JSObject held = lock == null
                    ? null
                    : new JSPromise<JSObject>((done, failed) -> {
                        if (!ifAvailable) {
                            release = () -> done.accept(null);
                        }
                    });
            taker.accept(lock != null);
            return held;
        });
    }
}
