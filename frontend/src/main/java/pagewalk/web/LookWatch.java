package pagewalk.web;

import org.teavm.jso.JSObject;
import org.teavm.jso.browser.Window;
import org.teavm.jso.dom.events.EventTarget;
import pagewalk.web.dom.Dom;
import pagewalk.web.dom.Listen;
import pagewalk.web.dom.Painter;
import pagewalk.web.session.RuleWords;

/** Paints again when the size, the pixel ratio or the colours change, and when the words of the rules have come. */
final class LookWatch {
    private LookWatch() {}

    interface Media extends JSObject {
        EventTarget matchMedia(String query);
    }

    static void start(Panels panels, Painter painter) {
        Listen.on(Window.current(), "resize", event -> painter.changed(Painter.LOOK));
        RuleWords.whenTaken(() -> painter.changed(Painter.ALL));
        Dom.document()
                .addEventListener("pagewalk-theme", event -> panels.stage().refreshColours());
        ((Media) (JSObject) Window.current())
                .matchMedia("(prefers-color-scheme: dark)")
                .addEventListener("change", event -> panels.stage().refreshColours());
    }
}
