package pagewalk.web.trace;

import java.util.ArrayList;
import java.util.List;
import org.teavm.jso.dom.html.HTMLElement;
import org.teavm.jso.dom.html.HTMLSelectElement;
import pagewalk.engine.trace.PolicySpec;
import pagewalk.engine.trace.Study;
import pagewalk.web.dom.Dom;
import pagewalk.web.dom.Listen;

/** What was found out about a trace, part by part down the page. */
final class Findings {
    /** Takes a stretch of the trace. */
    interface Taker {
        void take(Near near);
    }

    private final TracePage page;
    private final Trace trace;
    private final Ask ask;
    private final Study.Ask study;
    private final List<String> names = new ArrayList<>();

    Findings(TracePage page, Trace trace, Ask ask, Study.Ask study) {
        this.page = page;
        this.trace = trace;
        this.ask = ask;
        this.study = study;
        for (PolicySpec policy : study.policies()) {
            if (!names.contains(policy.text())) {
                names.add(policy.text());
            }
        }
    }

    void show(Results results) {
        HTMLElement place = page.results();
        HTMLElement misses = section("Misses", "misses-part", place);
        misses.appendChild(Dom.el("p", "summary", summary(results)));
        if (results.broken.size() > 1) {
            misses.appendChild(broken(results.broken));
        }
        HTMLElement table = Dom.el("div", "tables");
        new MissesView(results, names, study.frames()).into(table);
        HTMLElement both = Dom.el("div", "columns");
        both.appendChild(table);
        both.appendChild(CurveView.of(results, names, study.frames()));
        misses.appendChild(both);
        misses.appendChild(command());
        if (!study.compare().isEmpty()) {
            pairs(results, section("Side by side", "pair-part", place));
        }
        if (!study.policies().isEmpty()) {
            grids(results, section("Step by step", "grid-part", place));
        }
    }

    private static HTMLElement section(String title, String id, HTMLElement place) {
        HTMLElement section = Dom.el("section");
        section.setId(id);
        section.setAttribute("aria-label", title);
        section.appendChild(Dom.el("h2", "", title));
        place.appendChild(section);
        return section;
    }

    private String summary(Results results) {
        Results.Size first = results.sizes.get(0);
        return trace.name() + ": " + Share.count(results.references, "reference", "references") + " to "
                + Share.count(first.pages, "page", "pages") + " of "
                + pagewalk.engine.trace.AskText.size(first.shift) + ", read as " + results.format + ".";
    }

    /** How many lines were broken, and the first of them. */
    static HTMLElement broken(List<String> broken) {
        HTMLElement details = Dom.el("details", "broken");
        details.setAttribute("open", "");
        int told = broken.size() - 1;
        int count = Lines.number(broken.get(0));
        details.appendChild(Dom.el(
                "summary",
                "",
                "▲ " + Share.count(count, "broken line was", "broken lines were") + " passed over"
                        + (count > told ? ", of which the first " + told + " are told" : "")));
        HTMLElement list = Dom.el("ul");
        for (int i = 1; i <= told; i++) {
            list.appendChild(Dom.el("li", "", broken.get(i)));
        }
        details.appendChild(list);
        return details;
    }

    /** The same on the command line. */
    private HTMLElement command() {
        StringBuilder line = new StringBuilder("./lab trace ").append(quoted(trace.name()));
        if (!names.isEmpty()) {
            line.append(" --policy ").append(ask.policies().trim());
        }
        line.append(" --frames ").append(ask.frames().trim());
        line.append(
                ask.sizes().trim().equals("4K")
                        ? ""
                        : " --page-size " + ask.sizes().trim());
        line.append(ask.format().equals("auto") ? "" : " --format " + ask.format());
        line.append(ask.curve() ? " --curve" : "");
        line.append(
                study.compare().isEmpty() ? "" : " --compare " + ask.compare().trim());
        line.append(ask.skip() ? " --skip" : "");
        HTMLElement words = Dom.el("p", "muted", "The same on the command line: ");
        words.appendChild(Dom.el("code", "", line.toString()));
        return words;
    }

    private static String quoted(String name) {
        return name.indexOf(' ') < 0 ? name : "'" + name + "'";
    }

    private void pairs(Results results, HTMLElement place) {
        List<Results.Pair> pairs = new ArrayList<>();
        List<Integer> shifts = new ArrayList<>();
        HTMLSelectElement choice = Dom.select("Frames of both");
        int first = -1;
        for (Results.Size size : results.sizes) {
            for (Results.Pair pair : size.pairs) {
                first = first < 0 && pair.differences > 0 ? pairs.size() : first;
                String pages =
                        results.sizes.size() == 1 ? "" : ", pages of " + pagewalk.engine.trace.AskText.size(size.shift);
                Dom.option(
                        choice,
                        "" + pairs.size(),
                        Share.count(pair.frames, "frame", "frames")
                                + pages
                                + (pair.differences == 0 ? " (never part)" : ""));
                pairs.add(pair);
                shifts.add(size.shift);
            }
        }
        if (pairs.isEmpty()) {
            place.appendChild(Dom.el(
                    "p",
                    "refused",
                    "▲ Refused: one of the two must know the future, and the trace is too long to keep."));
            return;
        }
        HTMLElement shown = Dom.el("div");
        place.appendChild(Dom.with(Dom.el("p"), Dom.labelled("Frames ", choice)));
        place.appendChild(shown);
        Listen.on(choice, "change", event -> {
            int chosen = Lines.number(choice.getValue());
            pair(pairs.get(chosen), shifts.get(chosen), results, shown);
        });
        int chosen = Math.max(first, 0);
        choice.setValue("" + chosen);
        pair(pairs.get(chosen), shifts.get(chosen), results, shown);
    }

    private void pair(Results.Pair pair, int shift, Results results, HTMLElement shown) {
        Dom.clear(shown);
        PairView[] view = new PairView[1];
        view[0] = new PairView(
                pair,
                study.compare(),
                results.references,
                (from, frames) -> page.near(
                        trace,
                        ask,
                        new String[] {
                            TracePage.names(study.compare()), "" + shift, frames + " " + from + " " + PairView.STRETCH
                        },
                        near -> view[0].take(near)));
        page.pair(view[0]);
        view[0].open(shown);
    }

    private void grids(Results results, HTMLElement place) {
        String tooLong = GridView.tooLong(results, study.frames());
        if (tooLong != null) {
            place.appendChild(Dom.el("p", "muted", tooLong));
            return;
        }
        HTMLSelectElement choice = Dom.select("Frames of the grids");
        for (int frames : study.frames()) {
            if (frames <= GridView.MOST_FRAMES) {
                Dom.option(choice, "" + frames, Share.count(frames, "frame", "frames"));
            }
        }
        HTMLElement shown = Dom.el("div", "grids");
        place.appendChild(Dom.with(Dom.el("p"), Dom.labelled("Frames ", choice)));
        place.appendChild(shown);
        Listen.on(choice, "change", event -> grid(results, Lines.number(choice.getValue()), shown));
        grid(results, study.frames().get(0), shown);
    }

    private void grid(Results results, int frames, HTMLElement shown) {
        page.near(
                trace,
                ask,
                new String[] {
                    TracePage.names(study.policies()), "" + study.shifts().get(0), frames + " 1 " + results.references
                },
                near -> {
                    Dom.clear(shown);
                    GridView.show(near, shown);
                });
    }
}
