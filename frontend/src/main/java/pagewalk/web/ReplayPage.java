package pagewalk.web;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.teavm.jso.dom.html.HTMLElement;
import pagewalk.engine.timeline.Timeline;
import pagewalk.lab.model.JournalLine;
import pagewalk.lab.model.SessionFile;
import pagewalk.lab.model.TextFault;
import pagewalk.web.bench.Bench;
import pagewalk.web.dom.Browser;
import pagewalk.web.dom.Dom;
import pagewalk.web.dom.Painter;
import pagewalk.web.dom.Status;
import pagewalk.web.json.Digits;
import pagewalk.web.live.Http;
import pagewalk.web.session.LabSession;
import pagewalk.web.session.Variant;
import pagewalk.web.task.KindsRail;

/** A session that was handed in, to be looked at: opened at the step a verdict links to, and nothing can be changed. */
final class ReplayPage {
    private final String engine;
    private final String submission;
    private final Painter painter = new Painter();
    private final Status status = new Status(Dom.byId("status"));

    ReplayPage(String engine, String submission) {
        this.engine = engine;
        this.submission = submission;
    }

    void open() {
        Http.get("/api/submissions/" + submission + "/variant", variant -> {
            Variant read = variant.ok() ? Variant.parse(variant.text()) : null;
            if (read == null) {
                notice("bad", "The submission cannot be shown. " + variant.message());
                return;
            }
            Http.get("/api/submissions/" + submission + "/file", file -> {
                if (file.ok()) {
                    show(read, file.text());
                } else {
                    notice("bad", "The submission's file cannot be read. " + file.message());
                }
            });
        });
    }

    private void notice(String kind, String sentence) {
        HTMLElement note = Dom.el("p", "note " + kind, sentence);
        note.setId("replay-note");
        Dom.byId(kind.isEmpty() ? "task" : "stage").appendChild(note);
        status.say(sentence);
    }

    private void show(Variant variant, String text) {
        SessionFile file = switch (SessionFile.parse(text)) {
            case SessionFile.Parsed.Ok ok -> ok.file();
            case SessionFile.Parsed.Bad bad -> null;
        };
        if (file == null) {
            notice("bad", "The submission's file is not a session.");
            return;
        }
        try {
            build(variant, file);
        } catch (TextFault fault) {
            notice("bad", "The lab's machine cannot be built: " + fault.reason() + ".");
        }
    }

    private void build(Variant variant, SessionFile file) {
        LabSession session = new LabSession(variant.parts());
        List<String> lines = new ArrayList<>();
        for (JournalLine line : file.lines()) {
            lines.add(line.text());
        }
        session.load(lines);
        Bench bench = new Bench(session, painter, status);
        bench.readOnly("this is a submission that was handed in; it can only be looked at");
        notice(
                "",
                "Submission of attempt " + variant.header().attempt()
                        + ", to look at: step back and forth; nothing can be changed.");
        Panels panels = Panels.build(bench, head -> {});
        painter.add(PartViews.add(bench, panels.stage()));
        painter.add(new AppTools(engine, panels.help(), null));
        new RailTabs(painter);
        KindsRail rail = new KindsRail(bench, variant.header(), null, Dom.byId("task"));
        painter.add(rail);
        LookWatch.start(panels, painter);
        goToStep(bench, rail);
        painter.add(new Permalink(bench, panels.stage()));
        painter.add(new ReadyMark());
        painter.changed(Painter.ALL);
    }

    /**
     * {@code command} counts from 1, start commands included; the first event of that command is shown. The focus goes
     * to the {@code question}, or to the card of a part without questions.
     */
    private void goToStep(Bench bench, KindsRail rail) {
        String part = Browser.parameter("part");
        if (part != null && bench.session().show(part)) {
            rail.goTo(number(Browser.parameter("question")));
        }
        Timeline timeline = bench.timeline();
        int event = number(Browser.parameter("event"));
        int command = number(Browser.parameter("command"));
        if (event > 0 && event <= timeline.events()) {
            bench.seekAndSay(event);
        } else if (command >= 0) {
            timeline.seekCommand(command);
            bench.say(bench.positionSentence());
        }
    }

    private static int number(@Nullable String text) {
        return text == null ? -1 : Digits.natural(text);
    }
}
