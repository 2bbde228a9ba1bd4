package pagewalk.web;

import pagewalk.web.dom.Dom;
import pagewalk.web.dom.Painter;

/** Says on the page that the session is loaded and painted; tests and scripts wait for it. */
final class ReadyMark implements Painter.Panel {
    private boolean said;

    @Override
    public void paint(int changed) {
        if (!said) {
            said = true;
            Dom.byId("lab").setAttribute("data-ready", "true");
        }
    }
}
