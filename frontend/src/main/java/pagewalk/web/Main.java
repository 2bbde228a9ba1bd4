package pagewalk.web;

import java.util.List;
import org.teavm.jso.JSExport;
import pagewalk.web.bench.Bench;
import pagewalk.web.dom.Dom;
import pagewalk.web.dom.Painter;
import pagewalk.web.dom.Status;
import pagewalk.web.session.LabSession;
import pagewalk.web.session.PartData;

/** The entry of the browser program. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {}

    /** Builds the page; called by the loader with the name of the engine that runs. */
    @JSExport
    public static void start(String engine) {
        Painter painter = new Painter();
        LabSession session = new LabSession(List.of(PartData.free("preset=textbook frames=64")));
        Bench bench = new Bench(session, painter, new Status(Dom.byId("status")));
        Panels.build(bench, head -> {});
        for (String c : new String[] {"a = alloc_pages order=2", "b = alloc_pages order=0", "c = alloc_pages order=3", "free_pages a"}) {
            bench.type(c);
        }
        painter.changed(Painter.ALL);
    }

    /** {@link Parity#digests}, in the program that ships. */
    @JSExport
    public static String digests(String session) {
        return Parity.digests(session);
    }
}
