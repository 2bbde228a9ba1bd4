package pagewalk.web;

import org.teavm.jso.JSExport;
import org.teavm.jso.dom.html.HTMLElement;
import pagewalk.web.dom.Dom;
import pagewalk.web.session.RuleWords;

/** The entry of the program {@code play}: free play, labs with parts of every kind, and what was handed in. */
public final class PlayProgram {
    private PlayProgram() {}

    public static void main(String[] args) {}

    /** Builds the page; called by the loader with the name of the engine that runs. */
    @JSExport
    public static void start(String engine) {
        HTMLElement lab = Dom.byId("lab");
        String submission = lab.getAttribute("data-submission");
        if (submission != null) {
            new ReplayPage(engine, submission).open();
        } else if ("lab".equals(lab.getAttribute("data-page"))) {
            new KindsPage(engine).open();
        } else {
            new PlayPage(engine).open();
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
