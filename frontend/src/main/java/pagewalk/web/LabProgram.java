package pagewalk.web;

import org.teavm.jso.JSExport;
import pagewalk.build.Parts;
import pagewalk.web.dom.Dom;

/** The entry of the program {@code lab}: the lab page and free play. */
@Parts({})
public final class LabProgram {
    private LabProgram() {}

    public static void main(String[] args) {}

    /** Builds the page; called by the loader with the name of the engine that runs. */
    @JSExport
    public static void start(String engine) {
        if (Dom.find("lab") != null) {
            new LabPage(engine).open();
        }
    }

    /** {@link Parity#digests}, in a program that ships. */
    @JSExport
    public static String digests(String session) {
        return Parity.digests(session);
    }
}
