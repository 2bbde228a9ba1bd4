package pagewalk.web.task;

import org.teavm.jso.dom.html.HTMLElement;
import pagewalk.lab.model.PartSpec;
import pagewalk.web.dom.Dom;
import pagewalk.web.session.PartData;

/** The place of the machine, taken by something else while a part shows none. */
final class PartStage {
    private static final String MACHINE = "Physical memory";

    private final HTMLElement lab = Dom.byId("lab");
    private final HTMLElement stage = Dom.byId("stage");
    private final FilesView files = new FilesView();
    private final TrialsView trials = new TrialsView();
    private String shown = "";
    private String tabled = "";

    PartStage() {
        Dom.with(stage, files.element(), trials.element());
    }

    TrialsView trials() {
        return trials;
    }

    /** Tables filled in by hand: the string, and what each policy did whose table was committed. */
    void showTable(PartData data) {
        if (data.spec() instanceof PartSpec.Table table) {
            int answered = 0;
            while (answered < table.trials().size() && data.reveal(answered + 1) != null) {
                answered++;
            }
            String now = data.name() + "/" + answered;
            if (!now.equals(tabled)) {
                tabled = now;
                trials.show(table.trials().subList(0, answered), table.pages());
            }
        } else {
            tabled = "";
        }
    }

    void show(PartData data) {
        if (shown.equals(data.name())) {
            return;
        }
        shown = data.name();
        boolean reads = data.spec() instanceof PartSpec.Diagnose;
        boolean builds = data.spec() instanceof PartSpec.Build || data.spec() instanceof PartSpec.Table;
        lab.setAttribute("data-kind", data.spec().kind());
        lab.setAttribute("data-machine", data.kind().hasMachine() ? "shown" : "none");
        stage.setAttribute("aria-label", reads ? "Files" : builds ? "Frames of each policy" : MACHINE);
        files.element().setHidden(!reads);
        trials.element().setHidden(!builds);
        if (reads) {
            files.show(data.kind().files());
        }
    }
}
