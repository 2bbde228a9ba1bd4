package pagewalk.web;

import org.teavm.jso.dom.events.KeyboardEvent;
import org.teavm.jso.dom.html.HTMLElement;
import pagewalk.web.dom.Dom;
import pagewalk.web.dom.Elements;
import pagewalk.web.dom.Listen;
import pagewalk.web.dom.Painter;

/** Where the page is narrow, panels share a place; these tabs choose which one is shown. */
final class RailTabs {
    private static final String[][] TABS = {
        {"task", "Task", ""}, {"inspector", "Inspector", ""}, {"log", "Log", "narrow"}, {"console", "Console", "narrow"}
    };

    private final HTMLElement lab = Dom.byId("lab");
    private final Painter painter;
    private final Elements<HTMLElement> buttons = new Elements<>();

    RailTabs(Painter painter) {
        this.painter = painter;
        HTMLElement bar = Dom.el("div", "tabs");
        bar.setAttribute("role", "tablist");
        bar.setAttribute("aria-label", "Panels");
        for (String[] tab : TABS) {
            HTMLElement button = Dom.button(tab[1], () -> show(tab[0]));
            button.setClassName(tab[2]);
            button.setAttribute("role", "tab");
            button.setAttribute("aria-controls", tab[0]);
            Listen.on(button, "keydown", event -> key((KeyboardEvent) event));
            buttons.add(button);
            bar.appendChild(button);
        }
        lab.insertBefore(bar, lab.getFirstChild());
        show("task");
    }

    private void key(KeyboardEvent event) {
        int step = event.getKey().equals("ArrowRight") ? 1 : event.getKey().equals("ArrowLeft") ? -1 : 0;
        if (step == 0) {
            return;
        }
        for (int i = 0; i < buttons.size(); i++) {
            if ("true".equals(buttons.get(i).getAttribute("aria-selected"))) {
                HTMLElement next = buttons.get(Math.floorMod(i + step, buttons.size()));
                next.click();
                next.focus();
                return;
            }
        }
    }

    private void show(String panel) {
        lab.setAttribute("data-panel", panel);
        if (panel.equals("task") || panel.equals("inspector")) {
            lab.setAttribute("data-rail", panel);
        }
        for (int i = 0; i < TABS.length; i++) {
            boolean on = TABS[i][0].equals(panel);
            buttons.get(i).setAttribute("aria-selected", on ? "true" : "false");
            buttons.get(i).setTabIndex(on ? 0 : -1);
        }
        painter.changed(Painter.LOOK);
    }
}
