package pagewalk.web;

import org.teavm.jso.JSExport;
import org.teavm.jso.dom.html.HTMLElement;
import pagewalk.web.dom.Browser;
import pagewalk.web.dom.Dom;

/** The entry of the program {@code lab}: the lab page, free play, and the replay of what was handed in. */
public final class LabProgram {
    private LabProgram() {}

    public static void main(String[] args) {}

    /** Builds the page; called by the loader with the name of the engine that runs. */
    @JSExport
    public static void start(String engine) {
        HTMLElement lab = Dom.find("lab");
        if (lab == null) {
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

    /** {@link Parity#digests}, in a program that ships. */
    @JSExport
    public static String digests(String session) {
        return Parity.digests(session);
    }
}
