package pagewalk.web;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.teavm.jso.dom.html.HTMLElement;
import pagewalk.lab.model.Mode;
import pagewalk.web.bench.Bench;
import pagewalk.web.dom.Browser;
import pagewalk.web.dom.Dom;
import pagewalk.web.json.Json;
import pagewalk.web.live.JournalSync;
import pagewalk.web.live.Replica;
import pagewalk.web.live.SessionOpener;
import pagewalk.web.session.PartData;
import pagewalk.web.session.Reveal;
import pagewalk.web.session.Variant;
import pagewalk.web.task.Submission;
import pagewalk.web.task.TaskRail;

/** A lab that is worked on: the student's variant, its parts as tasks, and the hand-in. */
class LabPage extends WorkPage {
    private @Nullable Variant variant;
    private @Nullable TaskRail rail;

    LabPage(String engine) {
        super(engine);
    }

    @Override
    void choose(SessionOpener opener) {
        if (Browser.parameter("fresh") != null) {
            opener.fresh();
        }
    }

    @Override
    List<PartData> parts(Replica replica) {
        Variant read = Variant.parse(replica.variant());
        variant = read;
        if (read == null) {
            return List.of();
        }
        takeReveals(read.parts(), replica);
        return read.parts();
    }

    private static void takeReveals(List<PartData> parts, Replica replica) {
        for (String text : replica.reveals()) {
            Json json = Json.parse(text);
            for (PartData part : parts) {
                if (json != null && part.name().equals(json.text("part"))) {
                    part.addReveal(Reveal.of(json, json.number("question", 0), ""));
                    TaskRail.takeNext(part, json);
                }
            }
        }
    }

    @Override
    void furnish(Bench bench, Panels panels, JournalSync sync, AppTools tools) {
        Variant shown = variant;
        if (shown == null) {
            return;
        }
        Variant.Header header = shown.header();
        TaskRail made = rail(bench, panels, header, sync);
        rail = made;
        bench.painter().add(made);
        tools.files(header.lab() + "-" + header.mode().word() + ".pw", () -> {
            bench.chooseShownBranches();
            return Submission.file(bench.session(), header, sync.replica().owner());
        });
        if (header.mode() == Mode.PRACTICE) {
            HTMLElement link = Dom.el("a", "", "Practise with other numbers");
            link.setAttribute("href", "/lab/" + header.lab() + "?mode=practice&fresh=1");
            Dom.byId("task").appendChild(Dom.with(Dom.el("p"), link));
        }
    }

    /** The left column. */
    TaskRail rail(Bench bench, Panels panels, Variant.Header header, JournalSync sync) {
        return new TaskRail(bench, header, sync, Dom.byId("task"));
    }

    @Override
    void pinned(int head) {
        if (rail != null) {
            rail.pinned(head);
        }
    }

    @Override
    String engineOfServer() {
        return variant == null ? "" : variant.header().hashes().engine();
    }
}
