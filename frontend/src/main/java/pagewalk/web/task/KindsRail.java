package pagewalk.web.task;

import org.jspecify.annotations.Nullable;
import org.teavm.jso.dom.html.HTMLElement;
import pagewalk.lab.model.Mode;
import pagewalk.lab.model.PartSpec;
import pagewalk.web.bench.Bench;
import pagewalk.web.dom.Dom;
import pagewalk.web.dom.Painter;
import pagewalk.web.live.JournalSync;
import pagewalk.web.session.PartData;
import pagewalk.web.session.Variant;

/** The left column of a lab whose parts may be of any kind. */
public final class KindsRail extends TaskRail {
    private final QuestionCard questions;
    private final ChecksCard checks;
    private final BuildCard build;
    private final TuneCard tune;
    private final PartStage stage = new PartStage();
    private boolean linked;
    private int lastPinned = -1;

    /** {@code sync} is null while a stored session is only looked at. */
    public KindsRail(Bench bench, Variant.Header head, @Nullable JournalSync sync, HTMLElement section) {
        this(bench, head, sync, section, questions(bench, head, sync));
    }

    private KindsRail(
            Bench bench, Variant.Header head, @Nullable JournalSync sync, HTMLElement section, QuestionCard questions) {
        super(bench, head, sync, section, questions);
        this.questions = questions;
        checks = new ChecksCard(bench);
        build = new BuildCard(bench, stage.trials());
        tune = new TuneCard(bench);
        Dom.with(cards, build.element(), tune.element(), checks.element());
    }

    /**
     * Shows where a link leads, once: a question's heading, or that of the card of a part that asks none but has
     * answers.
     */
    public void goTo(int question) {
        questions.goTo(question);
        linked = true;
    }

    private static QuestionCard questions(Bench bench, Variant.Header head, @Nullable JournalSync sync) {
        return new QuestionCard(
                bench,
                sync != null && head.mode() == Mode.GRADED ? new ServerOracle(sync) : QuestionCard.practice(bench));
    }

    /** A frame may be pinned in any picture or table, not on the map alone. */
    @Override
    public void paint(int changed) {
        super.paint(changed);
        int pinned = bench.selection().pinned();
        if ((changed & Painter.SELECTION) != 0 && pinned != lastPinned) {
            lastPinned = pinned;
            pointed(pinned);
        }
    }

    private void pointed(int pfn) {
        if (pfn >= 0 && bench.session().partData().isPredict()) {
            questions.pointed(pfn);
        }
    }

    @Override
    String word(PartData data) {
        return switch (data.spec().kind()) {
            case "predict" -> "Predict";
            case "build" -> "Build";
            case "tune" -> "Tune";
            case "diagnose" -> "Diagnose";
            case "table" -> "Table";
            default -> "Reach";
        };
    }

    @Override
    String mark(int part) {
        PartSpec spec = bench.session().data().get(part).spec();
        if (spec instanceof PartSpec.Build) {
            return bench.session().part(part).input().isEmpty() ? "" : " ✓";
        }
        return spec instanceof PartSpec.Tune ? TuneCard.mark(bench, part) : super.mark(part);
    }

    @Override
    void show(PartData data) {
        super.show(data);
        stage.show(data);
        if (!data.isPredict() && QuestionCard.asks(data)) {
            questions.element().setHidden(false);
            questions.paint();
        }
        checks.show(data);
        build.show(data);
        stage.showTable(data);
        tune.show(data);
        if (linked) {
            linked = false;
            if (data.spec() instanceof PartSpec.Build) {
                Dom.goTo((HTMLElement) build.element().getFirstChild());
            } else if (data.spec() instanceof PartSpec.Tune) {
                Dom.goTo((HTMLElement) tune.element().getFirstChild());
            }
        }
    }
}
