package pagewalk.web.pressure;

import org.teavm.jso.dom.html.HTMLElement;
import pagewalk.web.dom.Dom;
import pagewalk.web.memory.Bytes;
import pagewalk.web.process.KeptPlace;
import pagewalk.web.process.Page;
import pagewalk.web.process.ProcessesView;

/** Buttons for pages of processes, which open them among the pictures of processes. */
final class PageOpener {
    private final ProcessesView processes;

    PageOpener(ProcessesView processes) {
        this.processes = processes;
    }

    /** A button for a page; {@code key} is its own. */
    HTMLElement button(Page page, String key) {
        String words = "pid " + page.pid() + " " + Bytes.address(page.address());
        HTMLElement button = Dom.button(words, () -> processes.open(page));
        button.setClassName("mono");
        button.setTitle("Open among the processes");
        button.setAttribute(KeptPlace.KEY, key);
        return button;
    }
}
