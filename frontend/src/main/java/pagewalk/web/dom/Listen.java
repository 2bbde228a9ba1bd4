package pagewalk.web.dom;

import org.teavm.jso.browser.Window;
import org.teavm.jso.dom.events.Event;
import org.teavm.jso.dom.events.EventTarget;

/**
 * Listens to events of the page through one bridge.
 *
 * <p>Every lambda handed to JavaScript costs a class of its own in the bundle, with its export; an ordinary Java lambda
 * behind this one bridge costs next to nothing.
 */
public final class Listen {
    private Listen() {}

    /** Takes an event. Not a {@code Consumer}: a generic type would wrap each event in a Java object. */
    @FunctionalInterface
    public interface Handler {
        void on(Event event);
    }

    /** Calls {@code action} once after some milliseconds; gives the timer's number. */
    public static int later(Runnable action, int milliseconds) {
        return Window.setTimeout(() -> action.run(), milliseconds);
    }

    /** Calls {@code action} for every event of {@code type} at {@code target}. */
    public static void on(EventTarget target, String type, Handler action) {
        target.addEventListener(type, event -> action.on(event));
    }
}
