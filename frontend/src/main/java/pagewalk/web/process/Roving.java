package pagewalk.web.process;

import org.jspecify.annotations.Nullable;
import org.teavm.jso.dom.events.KeyboardEvent;
import org.teavm.jso.dom.html.HTMLElement;
import pagewalk.web.dom.Listen;

/** Many buttons with one stop for Tab: arrow keys move between them, Home and End go to the first and the last. */
final class Roving {
    private final HTMLElement element;
    private final boolean presses;

    Roving(HTMLElement element) {
        this(element, false);
    }

    private Roving(HTMLElement element, boolean presses) {
        this.element = element;
        this.presses = presses;
        Listen.on(element, "keydown", event -> key((KeyboardEvent) event));
    }

    /** Buttons that are pressed as soon as an arrow key comes to them. */
    static Roving pressing(HTMLElement element) {
        return new Roving(element, true);
    }

    /** After new buttons: Tab stops at {@code stop}, or at the first where it is null. */
    void stopAt(@Nullable HTMLElement stop) {
        var buttons = element.querySelectorAll("button");
        for (int i = 0; i < buttons.getLength(); i++) {
            HTMLElement button = buttons.item(i);
            button.setTabIndex(stop == null ? i == 0 ? 0 : -1 : button == stop ? 0 : -1);
        }
    }

    private void key(KeyboardEvent event) {
        HTMLElement focused = element.querySelector("button:focus");
        if (focused == null || event.isCtrlKey() || event.isAltKey() || event.isMetaKey()) {
            return;
        }
        var buttons = element.querySelectorAll("button");
        int at = 0;
        while (buttons.item(at) != focused) {
            at++;
        }
        int next = switch (event.getKey()) {
            case "ArrowRight" -> at + 1;
            case "ArrowLeft" -> at - 1;
            case "ArrowDown" -> row(at, 1);
            case "ArrowUp" -> row(at, -1);
            case "Home" -> 0;
            case "End" -> buttons.getLength() - 1;
            default -> -1;
        };
        if (next >= 0 && next < buttons.getLength()) {
            event.preventDefault();
            focused.setTabIndex(-1);
            buttons.item(next).setTabIndex(0);
            buttons.item(next).focus();
            if (presses) {
                buttons.item(next).click();
            }
        }
    }

    /** The button in the next or previous line, straight below or above as far as there is one. */
    private int row(int at, int direction) {
        var buttons = element.querySelectorAll("button");
        int top = top(buttons.item(at));
        int left = left(buttons.item(at));
        int line = top;
        int found = -1;
        int far = 0;
        for (int i = at + direction; i >= 0 && i < buttons.getLength(); i += direction) {
            HTMLElement button = buttons.item(i);
            if (top(button) == top) {
                continue;
            }
            if (line != top && top(button) != line) {
                break;
            }
            line = top(button);
            int away = Math.abs(left(button) - left);
            if (found < 0 || away < far) {
                found = i;
                far = away;
            }
        }
        return found;
    }

    /** Where it is in the window: buttons in a table have their own cell to be offset from. */
    private static int top(HTMLElement button) {
        return button.getBoundingClientRect().getTop();
    }

    private static int left(HTMLElement button) {
        return button.getBoundingClientRect().getLeft();
    }
}
