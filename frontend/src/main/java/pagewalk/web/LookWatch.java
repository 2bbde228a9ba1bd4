package pagewalk.web;

import org.teavm.jso.JSObject;
import org.teavm.jso.browser.Window;
import org.teavm.jso.dom.events.EventTarget;
import pagewalk.web.dom.Dom;
import pagewalk.web.dom.Painter;

/** Paints again when the size, the pixel ratio or the colours change. */
final class LookWatch {
    private LookWatch() {}

    interface Media extends JSObject {
        EventTarget matchMedia(String query);
    }

    static void start(Panels panels, Painter painter) {
        Window.current().addEventListener("resize", event -> painter.changed(Painter.LOOK));
        Dom.document()
                .addEventListener("pagewalk-theme", event -> panels.stage().refreshColours());
        ((Media) (JSObject) Window.current())
                .matchMedia("(prefers-color-scheme: dark)")
                .addEventListener("change", event -> panels.stage().refreshColours());
    }
}
