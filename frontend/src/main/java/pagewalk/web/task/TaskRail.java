package pagewalk.web.task;

import org.jspecify.annotations.Nullable;
import org.teavm.jso.dom.html.HTMLElement;
import pagewalk.lab.model.Mode;
import pagewalk.web.bench.Bench;
import pagewalk.web.dom.Dom;
import pagewalk.web.dom.Elements;
import pagewalk.web.dom.Painter;
import pagewalk.web.json.Json;
import pagewalk.web.live.JournalSync;
import pagewalk.web.session.GoalWatch;
import pagewalk.web.session.PartData;
import pagewalk.web.session.PartSession;
import pagewalk.web.session.Variant;

/** The left column: the parts, the current part's task, and handing in. */
public class TaskRail implements Painter.Panel {
    final Bench bench;
    private final Variant.Header head;
    final HTMLElement cards = Dom.el("div");
    private final HTMLElement parts = Dom.el("div", "parts");
    private final HTMLElement title = Dom.el("h2");
    private final HTMLElement text = Dom.el("p", "prose");
    private final PredictCard predict;
    private final ReachCard reach;
    private final Elements<HTMLElement> buttons = new Elements<>();

    /** {@code sync} is null while a stored session is only looked at. */
    public TaskRail(Bench bench, Variant.Header head, @Nullable JournalSync sync, HTMLElement section) {
        this(
                bench,
                head,
                sync,
                section,
                new PredictCard(
                        bench,
                        sync != null && head.mode() == Mode.GRADED
                                ? new ServerOracle(sync)
                                : new PracticeOracle(bench)));
    }

    TaskRail(Bench bench, Variant.Header head, @Nullable JournalSync sync, HTMLElement section, PredictCard predict) {
        this.bench = bench;
        this.head = head;
        this.predict = predict;
        JournalSync graded = head.mode() == Mode.GRADED ? sync : null;
        reach = new ReachCard(bench);
        parts.setAttribute("role", "group");
        parts.setAttribute("aria-label", "Parts of the lab");
        for (int i = 0; i < bench.session().data().size(); i++) {
            int part = i;
            HTMLElement button = Dom.button(label(i), () -> bench.showPart(part));
            buttons.add(button);
            parts.appendChild(button);
        }
        Dom.with(section, parts, title, text, Dom.with(cards, predict.element(), reach.element()));
        if (graded != null) {
            section.appendChild(new SubmitCard(bench, graded, head).element());
        } else if (!bench.isReadOnly()) {
            section.appendChild(Dom.el("p", "soft", "Practice: nothing is handed in, and everything works offline."));
        }
        catchUp();
    }

    private String label(int part) {
        PartData data = bench.session().data().get(part);
        return (part + 1) + ". " + word(data) + mark(part);
    }

    /** The kind of a part as a button says it. */
    String word(PartData data) {
        return data.isPredict() ? "Predict" : "Reach";
    }

    String mark(int i) {
        PartData data = bench.session().data().get(i);
        PartSession part = bench.session().part(i);
        GoalWatch goal = bench.session().goal(i);
        if (goal != null) {
            return goal.firstMet() != null ? " ✓" : "";
        }
        int answered = 0;
        for (var question : data.questions()) {
            answered += part.prediction(question.id()) != null ? 1 : 0;
        }
        return answered == 0 ? "" : " " + answered + "/" + data.totalQuestions();
    }

    private void catchUp() {
        if (bench.session().partData().isPredict()) {
            predict.catchUp();
        }
    }

    /** Shows the cards of a part. */
    void show(PartData data) {
        predict.element().setHidden(!data.isPredict());
        reach.element().setHidden(data.goal() == null);
        if (data.isPredict()) {
            predict.paint();
        } else {
            reach.paint();
        }
    }

    /** A reveal brings the part's next question along. */
    public static void takeNext(PartData part, Json reveal) {
        ServerOracle.take(part, reveal);
    }

    /** The user pinned a block: an open prediction may take its pfn. */
    public void pinned(int blockHead) {
        if (bench.session().partData().isPredict()) {
            predict.pinned(blockHead);
        }
    }

    @Override
    public void paint(int changed) {
        if ((changed & (Painter.EVENTS | Painter.PART | Painter.POSITION | Painter.LIVE)) == 0) {
            return;
        }
        if ((changed & Painter.PART) != 0) {
            catchUp();
        }
        for (int i = 0; i < buttons.size(); i++) {
            Dom.text(buttons.get(i), label(i));
            Dom.pressed(buttons.get(i), i == bench.session().currentIndex());
        }
        PartData data = bench.session().partData();
        String points = data.spec().head().points() + " points";
        Dom.text(title, data.title() + (head.mode() == Mode.GRADED ? " · " + points : ""));
        Dom.text(text, data.spec().head().text());
        show(data);
    }
}
