package pagewalk.web.process;

import org.teavm.jso.dom.html.HTMLElement;
import pagewalk.web.dom.Dom;

/** Parts that several of the pictures have. */
public final class Pane {
    private Pane() {}

    /** A part of the pictures with its heading. */
    public static HTMLElement titled(String className, String title) {
        return Dom.with(Dom.el("div", "pane " + className), Dom.el("h3", "", title));
    }

    /** A line of soft words. */
    public static HTMLElement words(String text) {
        return Dom.el("p", "soft", text);
    }

    /** A button that shows another part of a list, if {@code count} entries are there. */
    static void more(HTMLElement to, String text, int count, String key, Runnable show) {
        if (count > 0) {
            HTMLElement button = Dom.button(count + " " + text, show);
            button.setClassName("more");
            button.setAttribute(KeptPlace.KEY, key);
            to.appendChild(button);
        }
    }

    static String pages(long pages) {
        return pages + (pages == 1 ? " page" : " pages");
    }
}
