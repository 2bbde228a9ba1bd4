package pagewalk.web.stage;

import org.teavm.jso.dom.events.MouseEvent;
import org.teavm.jso.dom.html.HTMLElement;
import pagewalk.web.bench.Bench;
import pagewalk.web.dom.Dom;
import pagewalk.web.dom.Elements;
import pagewalk.web.dom.Listen;
import pagewalk.web.dom.Painter;

/** What the colours mean; a click shows one alone, Shift and a click hides it. */
final class Legend {
    private final Bench bench;
    private final Palette palette;
    private final HTMLElement element = Dom.el("div", "legend");
    private final Elements<HTMLElement> buttons = new Elements<>();
    private Lens drawn = Lens.OWNER;

    Legend(Bench bench, Palette palette) {
        this.bench = bench;
        this.palette = palette;
        element.setAttribute("role", "group");
        element.setAttribute("aria-label", "Legend; click shows one alone, Shift-click hides it");
        element.setTitle("Click: show only this. Shift-click: hide this.");
        build();
    }

    HTMLElement element() {
        return element;
    }

    private void build() {
        Dom.clear(element);
        buttons.clear();
        drawn = palette.lens();
        for (int i = 0; i < drawn.categories(); i++) {
            int category = i;
            HTMLElement button = Dom.el("button");
            button.setAttribute("type", "button");
            Listen.on(button, "click", event -> choose(category, ((MouseEvent) event).getShiftKey()));
            Dom.with(button, Dom.el("span", "swatch"), Dom.el("span", "", label(category)));
            buttons.add(button);
            element.appendChild(button);
        }
        colour();
    }

    private String label(int category) {
        return drawn == Lens.ORDER && category == 0 ? "order 0" : drawn.category(category);
    }

    private void choose(int category, boolean hide) {
        if (hide) {
            palette.toggle(category);
        } else {
            palette.isolate(category);
        }
        bench.painter().changed(Painter.LOOK);
    }

    private void colour() {
        for (int i = 0; i < buttons.size(); i++) {
            HTMLElement swatch = (HTMLElement) buttons.get(i).getFirstChild();
            swatch.getStyle().setProperty("background", palette.legend(i));
            Dom.pressed(buttons.get(i), palette.shown(i));
        }
        boolean pasted = !bench.timeline().machine().config().counts().isEmpty();
        buttons.get(2).setHidden(drawn == Lens.OWNER && !pasted);
        if (drawn == Lens.OWNER) {
            buttons.get(Lens.CPU)
                    .setHidden(!bench.timeline().machine().config().layers().perCpu());
            buttons.get(Lens.SLAB).setHidden(!palette.knowsSlabs());
        }
    }

    void paint(int changed) {
        if ((changed & Painter.LOOK) == 0) {
            return;
        }
        if (drawn != palette.lens()) {
            build();
        }
        colour();
    }
}
