package pagewalk.web.dom;

import org.jspecify.annotations.Nullable;
import org.teavm.jso.browser.Storage;
import org.teavm.jso.browser.Window;

/** Small texts this browser keeps. One that forbids storage forgets them when the page closes. */
public final class Store {
    private Store() {}

    public static @Nullable String get(String key) {
        try {
            return storage().getItem("pagewalk." + key);
        } catch (RuntimeException forbidden) {
            return null;
        }
    }

    public static void put(String key, String value) {
        try {
            storage().setItem("pagewalk." + key, value);
        } catch (RuntimeException forbidden) {
            // The setting holds for this page only.
        }
    }

    /** What this tab alone keeps, through reloads and until it is closed. */
    public static @Nullable String getForTab(String key) {
        try {
            return Window.current().getSessionStorage().getItem("pagewalk." + key);
        } catch (RuntimeException forbidden) {
            return null;
        }
    }

    public static void putForTab(String key, String value) {
        try {
            Window.current().getSessionStorage().setItem("pagewalk." + key, value);
        } catch (RuntimeException forbidden) {
            // It is kept until the page is left.
        }
    }

    private static Storage storage() {
        return Window.current().getLocalStorage();
    }
}
