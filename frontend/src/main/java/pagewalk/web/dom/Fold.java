package pagewalk.web.dom;

import org.teavm.jso.dom.html.HTMLElement;

/** A button that folds a panel away for the sake of the others; this browser remembers it. */
public final class Fold {
    private final HTMLElement lab = Dom.byId("lab");
    private final HTMLElement button = Dom.button("", () -> fold(!folded()));
    private final String panel;
    private final String marks;
    private final Painter painter;

    /**
     * @param panel names the page's attribute {@code data-panel}, "open" or "folded"
     * @param marks what the button shows: a sign while the panel is open, and one while it is folded
     * @param folded whether it is folded where nothing is remembered
     */
    public Fold(String panel, String label, String marks, boolean folded, Painter painter) {
        this.panel = panel;
        this.marks = marks;
        this.painter = painter;
        button.setClassName("icon fold");
        button.setAttribute("aria-label", label);
        button.setTitle("Fold or show: " + label);
        String stored = Store.get(panel);
        show(stored == null ? folded : stored.equals("folded"));
    }

    public HTMLElement button() {
        return button;
    }

    public boolean folded() {
        return "folded".equals(lab.getAttribute("data-" + panel));
    }

    /** Folds the panel away or shows it, and remembers. */
    public void fold(boolean away) {
        show(away);
        Store.put(panel, away ? "folded" : "open");
        painter.changed(Painter.LOOK | Painter.POSITION);
    }

    private void show(boolean away) {
        lab.setAttribute("data-" + panel, away ? "folded" : "open");
        Dom.text(button, marks.substring(away ? 1 : 0, away ? 2 : 1));
        button.setAttribute("aria-expanded", away ? "false" : "true");
    }
}
