package pagewalk.web.task;

import java.util.List;
import org.teavm.jso.dom.events.KeyboardEvent;
import org.teavm.jso.dom.html.HTMLElement;
import pagewalk.web.dom.Dom;
import pagewalk.web.dom.Elements;
import pagewalk.web.dom.Listen;
import pagewalk.web.session.PartKind;

/** The files of a machine that nobody sees, one tab for each. */
final class FilesView {
    private final HTMLElement element = Dom.el("div", "part-view files");
    private final Elements<HTMLElement> tabs = new Elements<>();
    private final Elements<HTMLElement> panes = new Elements<>();

    HTMLElement element() {
        return element;
    }

    void show(List<PartKind.File> files) {
        Dom.clear(element);
        tabs.clear();
        panes.clear();
        HTMLElement bar = Dom.el("div", "file-tabs");
        bar.setAttribute("role", "tablist");
        bar.setAttribute("aria-label", "Files");
        element.appendChild(bar);
        for (int i = 0; i < files.size(); i++) {
            int file = i;
            HTMLElement tab = Dom.button(files.get(i).path(), () -> open(file));
            tab.setClassName("mono");
            tab.setId("file-" + i);
            tab.setAttribute("role", "tab");
            tab.setAttribute("aria-controls", "pane-" + i);
            Listen.on(tab, "keydown", event -> key((KeyboardEvent) event, file));
            tabs.add(tab);
            bar.appendChild(tab);
            HTMLElement pane = Dom.el("pre", "mono", files.get(i).text());
            pane.setId("pane-" + i);
            pane.setTabIndex(0);
            pane.setAttribute("role", "tabpanel");
            pane.setAttribute("aria-labelledby", "file-" + i);
            panes.add(pane);
            element.appendChild(pane);
        }
        open(0);
    }

    private void open(int file) {
        for (int i = 0; i < tabs.size(); i++) {
            tabs.get(i).setAttribute("aria-selected", i == file ? "true" : "false");
            tabs.get(i).setTabIndex(i == file ? 0 : -1);
            panes.get(i).setHidden(i != file);
        }
    }

    private void key(KeyboardEvent event, int file) {
        int step = event.getKey().equals("ArrowRight") ? 1 : event.getKey().equals("ArrowLeft") ? -1 : 0;
        if (step != 0) {
            event.preventDefault();
            int next = Math.floorMod(file + step, tabs.size());
            open(next);
            tabs.get(next).focus();
        }
    }
}
