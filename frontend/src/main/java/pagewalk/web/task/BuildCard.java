package pagewalk.web.task;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.teavm.jso.dom.html.HTMLElement;
import org.teavm.jso.dom.html.HTMLInputElement;
import pagewalk.engine.util.Part;
import pagewalk.lab.model.BuildTrial;
import pagewalk.lab.model.PartSpec;
import pagewalk.lab.model.TextFault;
import pagewalk.web.bench.Bench;
import pagewalk.web.dom.Dom;
import pagewalk.web.dom.Listen;
import pagewalk.web.json.Digits;
import pagewalk.web.session.PartData;
import pagewalk.web.session.PartKind;

/** A string of page references to write, tried out at every key; what is kept is what is handed in. */
final class BuildCard {
    private final Bench bench;
    private final TrialsView trials;
    private final HTMLElement element = Dom.el("form", "card");
    private final HTMLElement rule = Dom.el("p", "soft");
    private final HTMLInputElement input = Dom.input("text");
    private final HTMLElement problem = Dom.el("p");
    private final HTMLElement list = Dom.el("ul", "checks");
    private final HTMLElement kept = Dom.el("p", "soft");
    private String shown = "";

    BuildCard(Bench bench, TrialsView trials) {
        this.bench = bench;
        this.trials = trials;
        element.setId("build");
        element.setAttribute("aria-label", "Your string");
        input.setId("pages");
        input.setAttribute("autocomplete", "off");
        input.setAttribute("spellcheck", "false");
        problem.setId("build-problem");
        kept.setId("kept");
        HTMLElement keep = Dom.button("Keep this string", () -> {});
        keep.setClassName("primary");
        keep.setId("keep");
        keep.setAttribute("type", "submit");
        keep.setHidden(bench.isReadOnly());
        Dom.attribute(input, "readonly", bench.isReadOnly(), "");
        Listen.on(input, "input", event -> look());
        Listen.on(element, "submit", event -> {
            event.preventDefault();
            keep();
        });
        Dom.with(
                element,
                Dom.el("h3", "", "Your string"),
                rule,
                Dom.labelled("Pages, with commas or blanks between", input),
                problem,
                keep,
                kept,
                list);
    }

    HTMLElement element() {
        return element;
    }

    void show(PartData data) {
        boolean on = data.spec() instanceof PartSpec.Build;
        element.setHidden(!on);
        if (!on) {
            return;
        }
        String now = data.name() + ": " + text(bench.part().input());
        if (!now.equals(shown)) {
            shown = now;
            PartSpec.Input asked = ((PartSpec.Build) data.spec()).input();
            Dom.text(rule, asked.from() + " to " + asked.to() + " references to pages 1 to " + asked.pages() + ".");
            input.setValue(text(bench.part().input()));
            if (!look()) {
                trials.show(
                        ((PartSpec.Build) data.spec()).trials(), bench.part().input());
            }
        }
    }

    private static String text(List<Integer> pages) {
        StringBuilder out = new StringBuilder();
        for (Integer page : pages) {
            out.append(out.isEmpty() ? "" : ",").append(page);
        }
        return out.toString();
    }

    /** The numbers that are written; null when something else stands there. */
    private @Nullable List<Integer> pages() {
        List<Integer> pages = new ArrayList<>();
        String text = input.getValue() + ",";
        int from = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != ',' && c != ' ') {
                continue;
            }
            if (i > from) {
                int page = Digits.natural(text.substring(from, i));
                if (page < 0) {
                    return null;
                }
                pages.add(page);
            }
            from = i + 1;
        }
        return pages;
    }

    /** Tries the string out and shows what comes of it; false in a program without policies. */
    @Part("trials")
    private boolean look() {
        PartData data = bench.session().partData();
        PartSpec.Build build = (PartSpec.Build) data.spec();
        List<Integer> pages = pages();
        BuildTrial trial = new BuildTrial(build, pages == null ? List.of() : pages);
        String unfit = pages == null ? "Only page numbers can stand here." : trial.unfit();
        Dom.text(problem, unfit == null ? "✓ " + trial.told() : unfit);
        problem.setClassName(unfit == null ? "" : "soft");
        Dom.clear(list);
        for (PartKind.Check check : data.kind().checks()) {
            list.appendChild(item(check, trial, unfit == null));
        }
        trials.show(build.trials(), unfit == null && pages != null ? pages : List.of());
        boolean same = pages != null && text(pages).equals(text(bench.part().input()));
        Dom.text(kept, bench.part().input().isEmpty() ? "Nothing is kept yet." : same ? "✓ kept" : keptBefore());
        return true;
    }

    private String keptBefore() {
        return "Kept is still " + text(bench.part().input()) + ".";
    }

    private static HTMLElement item(PartKind.Check check, BuildTrial trial, boolean fit) {
        boolean has = fit && trial.has(check.condition().expr());
        HTMLElement item = Dom.el("li", has ? "good" : "", (has ? "✓ " : "· not yet: ") + check.message());
        if (fit && !has) {
            item.appendChild(Dom.el("span", "soft", " Now " + whyNot(check, trial) + "."));
        }
        return item;
    }

    private static String whyNot(PartKind.Check check, BuildTrial trial) {
        try {
            return check.condition().expr().whyNot(trial);
        } catch (TextFault fault) {
            return fault.reason();
        }
    }

    @Part("trials")
    private boolean keep() {
        List<Integer> pages = pages();
        PartSpec.Build build = (PartSpec.Build) bench.session().partData().spec();
        String unfit = pages == null ? "only page numbers can stand here" : new BuildTrial(build, pages).unfit();
        if (bench.isReadOnly() || pages == null || unfit != null) {
            bench.say("Not kept: " + (bench.isReadOnly() ? bench.whyNotNow() : unfit));
            Dom.text(problem, "▲ Not kept. " + (unfit == null ? "" : unfit));
            input.focus();
            return false;
        }
        bench.build(pages);
        shown = "";
        bench.say("Kept. " + new BuildTrial(build, pages).told());
        return true;
    }
}
