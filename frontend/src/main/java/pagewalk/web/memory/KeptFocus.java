package pagewalk.web.memory;

import org.jspecify.annotations.Nullable;
import org.teavm.jso.dom.html.HTMLElement;

/** Keeps the keyboard focus where buttons are made anew: it stays on the button that says the same. */
final class KeptFocus {
    private final HTMLElement area;
    private final @Nullable String label;

    /** Remembers which button of an area has the focus, if any has. */
    KeptFocus(HTMLElement area) {
        this.area = area;
        HTMLElement focused = area.querySelector("button:focus");
        label = focused == null ? null : focused.getTextContent();
    }

    /** Gives the focus back if it was lost; where no button says the same, to the first one or to {@code place}. */
    void restore(HTMLElement place) {
        if (label == null || area.querySelector(":focus") != null) {
            return;
        }
        var buttons = area.querySelectorAll("button");
        for (int i = buttons.getLength() - 1; i >= 0; i--) {
            HTMLElement button = buttons.item(i);
            if (i == 0 || label.equals(button.getTextContent())) {
                button.focus();
                return;
            }
        }
        place.focus();
    }
}
