package pagewalk.web.trace;

import java.util.List;
import org.teavm.jso.dom.html.HTMLElement;
import pagewalk.engine.trace.Anomalies;
import pagewalk.engine.trace.AskText;
import pagewalk.web.dom.Dom;

/** The table of misses, a row for each policy and number of frames, and Belady's anomaly where it shows. */
final class MissesView {
    private final Results results;
    private final List<String> policies;
    private final List<Integer> frames;

    MissesView(Results results, List<String> policies, List<Integer> frames) {
        this.results = results;
        this.policies = policies;
        this.frames = frames;
    }

    /** A table for each page size. */
    void into(HTMLElement place) {
        for (Results.Size size : results.sizes) {
            String pages = Share.count(size.pages, "page", "pages") + " of " + AskText.size(size.shift);
            if (results.sizes.size() > 1) {
                place.appendChild(Dom.el("h3", "", pages));
            }
            if (!policies.isEmpty()) {
                place.appendChild(table(size, pages));
                anomalies(size, place);
            }
            if (size.givenUp) {
                place.appendChild(Dom.el(
                        "p",
                        "refused",
                        "▲ What must know the future is refused: it needs the whole trace, and this page keeps at most "
                                + StudyGoal.MOST_KEPT / results.sizes.size()
                                + " references of one in memory; this one has "
                                + results.references + ". ./lab trace puts the rest on the disk."));
            }
        }
    }

    private HTMLElement table(Results.Size size, String pages) {
        HTMLElement table = Dom.el("table", "misses");
        table.setAttribute("data-size", AskText.size(size.shift));
        HTMLElement caption = Dom.el(
                "caption",
                "",
                "Misses of " + Share.count(results.references, "reference", "references") + " to " + pages);
        HTMLElement head = Dom.el("tr");
        for (String column : List.of("Policy", "Frames", "References", "Hits", "Misses", "Miss ratio")) {
            HTMLElement cell = CurveView.column(column);
            cell.setClassName(column.equals("Policy") ? "" : "number");
            head.appendChild(cell);
        }
        HTMLElement body = Dom.el("tbody");
        for (String policy : policies) {
            int before = -1;
            for (int count : frames) {
                int misses = size.misses(policy, count);
                body.appendChild(row(policy, count, misses, before >= 0 && misses > before));
                before = misses;
            }
        }
        HTMLElement scroll = Dom.el("div", "scroll tall");
        scroll.setAttribute("tabindex", "0");
        scroll.setAttribute("role", "region");
        scroll.setAttribute("aria-label", "Misses with pages of " + AskText.size(size.shift));
        scroll.appendChild(Dom.with(table, caption, Dom.with(Dom.el("thead"), head), body));
        return scroll;
    }

    private HTMLElement row(String policy, int count, int misses, boolean worse) {
        HTMLElement row = Dom.el("tr", worse ? "worse" : "");
        HTMLElement name = Dom.el("th", "", policy);
        name.setAttribute("scope", "row");
        row.appendChild(name);
        number(row, "" + count);
        number(row, "" + results.references);
        if (misses < 0) {
            for (int i = 0; i < 3; i++) {
                number(row, "refused");
            }
            return row;
        }
        number(row, "" + (results.references - misses));
        number(row, "" + misses);
        number(row, Share.percent(misses, results.references) + (worse ? " ▲" : ""));
        return row;
    }

    private static void number(HTMLElement row, String words) {
        row.appendChild(Dom.el("td", "number", words));
    }

    private void anomalies(Results.Size size, HTMLElement place) {
        HTMLElement list = Dom.el("ul", "anomalies");
        for (String policy : policies) {
            int[] misses = new int[frames.size()];
            for (int i = 0; i < misses.length; i++) {
                misses[i] = size.misses(policy, frames.get(i));
            }
            for (int at : Anomalies.of(misses)) {
                list.appendChild(Dom.el(
                        "li",
                        "",
                        "▲ Belady's anomaly: " + policy + " misses " + misses[at - 1] + " times with "
                                + frames.get(at - 1) + " frames, and " + misses[at - 2] + " times with "
                                + frames.get(at - 2) + "."));
            }
        }
        if (list.hasChildNodes()) {
            place.appendChild(list);
        }
    }
}
