package pagewalk.web.task;

import java.util.List;
import org.teavm.jso.dom.html.HTMLElement;
import pagewalk.engine.trace.NextUses;
import pagewalk.engine.trace.Policy;
import pagewalk.engine.trace.PolicySpec;
import pagewalk.engine.trace.References;
import pagewalk.engine.util.Part;
import pagewalk.lab.model.PartSpec;
import pagewalk.web.dom.Dom;

/** What each policy holds after each reference of a string, as tables: a column for each reference. */
final class TrialsView {
    private final HTMLElement element = Dom.el("div", "part-view trials");

    HTMLElement element() {
        return element;
    }

    /** The string by itself, and what the policies do with it. */
    void show(List<PartSpec.Trial> trials, List<Integer> pages) {
        Dom.clear(element);
        if (pages.isEmpty()) {
            element.appendChild(
                    Dom.el("p", "soft", "As soon as the string is long enough, each policy's frames are shown here."));
            return;
        }
        HTMLElement steps = row("step");
        HTMLElement references = row("reference");
        for (int i = 0; i < pages.size(); i++) {
            steps.appendChild(Dom.el("td", "soft", Integer.toString(i + 1)));
            references.appendChild(Dom.el("td", "", Integer.toString(pages.get(i))));
        }
        scroll("The string", steps, references);
        for (PartSpec.Trial trial : trials) {
            if (!serve(trial, pages)) {
                String where = ": what it holds is shown on the student's own page.";
                element.appendChild(Dom.el("p", "soft", title(trial) + where));
            }
        }
    }

    private static String title(PartSpec.Trial trial) {
        return trial.name() + ": " + trial.policy() + " with " + trial.frames() + " frames";
    }

    /** False in a program without policies. */
    @Part("trials")
    private boolean serve(PartSpec.Trial trial, List<Integer> pages) {
        if (PolicySpec.parse(trial.policy()) instanceof PolicySpec.Result.Ok ok) {
            serve(trial, ok.spec().policy(trial.frames()), pages);
        }
        return true;
    }

    private void serve(PartSpec.Trial trial, Policy policy, List<Integer> pages) {
        References string = new References(pages.size());
        for (int page : pages) {
            string.add(page, References.LOAD);
        }
        new NextUses(pages.size()).fill(string);
        policy.room(string.pages());
        HTMLElement references = row("reference");
        HTMLElement held = row("in frames");
        HTMLElement outcome = row("");
        int misses = 0;
        for (int i = 0; i < string.size(); i++) {
            boolean hit = policy.reference(string.get(i), string.next(i));
            misses += hit ? 0 : 1;
            references.appendChild(Dom.el("td", "", Integer.toString(pages.get(i))));
            held.appendChild(frames(policy, string.pages(), pages.get(i)));
            outcome.appendChild(Dom.el("td", hit ? "good" : "bad", hit ? "hit" : "miss"));
        }
        scroll(title(trial) + ", " + misses + (misses == 1 ? " miss" : " misses"), references, held, outcome);
    }

    private static HTMLElement frames(Policy policy, int pages, int at) {
        HTMLElement frames = Dom.el("td", "mono");
        for (int page = 0; page < pages; page++) {
            if (policy.holds(page)) {
                frames.appendChild(Dom.el("span", page == at ? "at" : "", Integer.toString(page)));
            }
        }
        return frames;
    }

    private void scroll(String title, HTMLElement... rows) {
        HTMLElement scroll = Dom.el("div", "scroll");
        scroll.setTabIndex(0);
        scroll.setAttribute("role", "region");
        scroll.setAttribute("aria-label", title);
        HTMLElement table = Dom.with(Dom.el("table"), Dom.el("caption", "", title));
        Dom.with(element, Dom.with(scroll, Dom.with(table, rows)));
    }

    private static HTMLElement row(String words) {
        HTMLElement name = Dom.el("th", "", words);
        name.setAttribute("scope", "row");
        return Dom.with(Dom.el("tr"), name);
    }
}
