package pagewalk.web;

import org.teavm.jso.JSExport;
import org.teavm.jso.dom.html.HTMLElement;
import pagewalk.web.dom.Dom;
import pagewalk.web.session.RuleWords;
import pagewalk.web.wall.WallPage;

/** The entry of the program {@code live}: a room, the instructor's wall, and the sessions of others. */
@Parts(without = {"trace", "trials"})
public final class LiveProgram {
    private LiveProgram() {}

    public static void main(String[] args) {}

    /** Builds the page; called by the loader with the name of the engine that runs. */
    @JSExport
    public static void start(String engine) {
        HTMLElement wall = Dom.find("wall");
        if (wall != null) {
            new WallPage(wall).open();
            return;
        }
        HTMLElement lab = Dom.byId("lab");
        if ("room".equals(lab.getAttribute("data-page"))) {
            new RoomPage(engine, lab).open();
        } else {
            new WatchPage(engine, lab).open();
        }
    }

    /** Takes the words of the rule book; called by the loader when they have come. */
    @JSExport
    public static void words(String file) {
        RuleWords.take(file);
    }

    /** {@link Parity#digests}, in a program that ships. */
    @JSExport
    public static String digests(String session) {
        return Parity.digests(session);
    }
}
