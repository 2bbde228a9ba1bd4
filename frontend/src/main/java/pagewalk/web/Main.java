package pagewalk.web;

import org.teavm.jso.JSExport;
import org.teavm.jso.dom.html.HTMLElement;
import pagewalk.web.dom.Browser;
import pagewalk.web.dom.Dom;
import pagewalk.web.wall.WallPage;

/** The entry of the browser program. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {}

    /** Builds the page; called by the loader with the name of the engine that runs. */
    @JSExport
    public static void start(String engine) {
        HTMLElement wall = Dom.find("wall");
        if (wall != null) {
            new WallPage(wall).open();
            return;
        }
        HTMLElement lab = Dom.find("lab");
        if (lab == null) {
            return;
        }
        String page = lab.getAttribute("data-page");
        if ("room".equals(page)) {
            new RoomPage(engine, lab).open();
            return;
        }
        if ("watch".equals(page)) {
            new WatchPage(engine, lab).open();
            return;
        }
        String shown = Browser.parameter("submission");
        String submission = shown != null ? shown : lab.getAttribute("data-submission");
        if (submission == null) {
            new LabPage(engine).open();
        } else {
            new ReplayPage(engine, submission).open();
        }
    }

    /** {@link Parity#digests}, in the program that ships. */
    @JSExport
    public static String digests(String session) {
        return Parity.digests(session);
    }
}
