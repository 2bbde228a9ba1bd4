package pagewalk.web.process;

import org.jspecify.annotations.Nullable;
import org.teavm.jso.dom.html.HTMLElement;

/** Keeps the keyboard's place while pictures are drawn anew: on the button with the same key. */
public final class KeptPlace {
    public static final String KEY = "data-key";

    private final HTMLElement root;
    private final @Nullable String key;

    /** Remembers which button has the focus, if one has. */
    public KeptPlace(HTMLElement root) {
        this.root = root;
        HTMLElement focused = root.querySelector("button:focus");
        key = focused == null ? null : focused.getAttribute(KEY);
    }

    /** Gives the focus back; to the whole picture where there is no such button any more. */
    public void restore() {
        if (key == null || root.querySelector(":focus") != null) {
            return;
        }
        HTMLElement button = root.querySelector("[" + KEY + "=\"" + key + "\"]");
        if (button != null) {
            button.focus();
        }
        if (root.querySelector(":focus") == null) {
            root.focus();
        }
    }
}
