package pagewalk.web;

import java.util.List;
import org.teavm.jso.dom.html.HTMLInputElement;
import pagewalk.web.bench.Bench;
import pagewalk.web.dom.Browser;
import pagewalk.web.dom.Dom;
import pagewalk.web.dom.Icon;
import pagewalk.web.dom.Listen;
import pagewalk.web.live.FileOpener;
import pagewalk.web.live.JournalSync;
import pagewalk.web.live.Replica;
import pagewalk.web.live.SessionOpener;
import pagewalk.web.memory.MemoryPanels;
import pagewalk.web.pressure.PressurePanels;
import pagewalk.web.process.ProcessPanels;
import pagewalk.web.process.ProcessesView;
import pagewalk.web.session.PartData;
import pagewalk.web.task.Submission;

/** Free play: a machine of one's own, no task, and files that open as sessions. */
final class PlayPage extends WorkPage {
    PlayPage(String engine) {
        super(engine);
    }

    @Override
    void choose(SessionOpener opener) {
        opener.freePlay(attribute("data-session"), attribute("data-config"));
    }

    @Override
    List<PartData> parts(Replica replica) {
        return replica.config().isEmpty() ? List.of() : List.of(PartData.free(replica.config()));
    }

    @Override
    void furnish(Bench bench, Panels panels, JournalSync sync, AppTools tools) {
        MemoryPanels.add(bench, panels.stage());
        ProcessesView processes = ProcessPanels.add(bench, panels.stage());
        PressurePanels.add(bench, panels.stage(), processes);
        new FreeRail(bench, Dom.byId("task"));
        tools.files(
                "free.pw",
                () -> Submission.freeFile(bench.session(), sync.replica().owner()));
        HTMLInputElement chooser = Dom.input("file");
        chooser.setAttribute("accept", ".pw,text/plain");
        chooser.setHidden(true);
        Listen.on(chooser, "change", event -> {
            if (chooser.getFiles().getLength() > 0) {
                Browser.read(chooser.getFiles().item(0), read -> open(read.stringValue()));
            }
            chooser.setValue("");
        });
        tools.afterSaved(Dom.iconButton(Icon.OPEN, "Open a session file (.pw)", chooser::click));
        tools.afterSaved(chooser);
    }

    private void open(String text) {
        FileOpener.open(text, sentence -> notice("bad", sentence));
    }
}
