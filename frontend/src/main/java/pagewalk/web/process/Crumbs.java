package pagewalk.web.process;

import org.teavm.jso.dom.html.HTMLElement;
import pagewalk.engine.task.Task;
import pagewalk.engine.view.ProcessView;
import pagewalk.web.dom.Dom;
import pagewalk.web.memory.Bytes;

/** The way from the process to the frame: {@code pid 2 sh › 0x7f12_3000 › PTE[3] › pfn 4096}. */
final class Crumbs {
    private final Choice choice;
    private final HTMLElement element = Dom.el("div", "crumbs");
    private final HTMLElement way = Dom.el("p", "mono");
    private final HTMLElement unpin;

    Crumbs(Choice choice) {
        this.choice = choice;
        unpin = Dom.button("Unpin (Esc)", choice::clear);
        unpin.setAttribute(KeptPlace.KEY, "unpin");
        Dom.with(element, way, unpin);
    }

    HTMLElement element() {
        return element;
    }

    void show(ProcessView view) {
        Dom.text(way, text(view, choice));
        Dom.attribute(unpin, "disabled", !choice.isPinned(), "");
    }

    /** What is chosen, in one line. */
    static String text(ProcessView view, Choice choice) {
        Task task = view.task(choice.pid());
        if (task == null) {
            return "no process";
        }
        StringBuilder text = new StringBuilder("pid ").append(task.pid());
        text.append(' ').append(task.comm());
        Page page = choice.page();
        if (page != null) {
            text.append(" › ").append(Bytes.address(page.address()));
            PageEntry[] path = page.path(view);
            if (path.length > 0) {
                text.append(" › ").append(path[path.length - 1].name());
            }
            int pfn = page.frame(view);
            text.append(" › ").append(pfn < 0 ? "no frame" : "pfn " + pfn);
        }
        return text.append(choice.isPinned() ? ", pinned" : "").toString();
    }
}
