package pagewalk.web.trace;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.teavm.jso.dom.html.HTMLElement;
import pagewalk.engine.rule.Rule;
import pagewalk.engine.trace.PolicySpec;
import pagewalk.web.dom.Dom;

/**
 * Two policies side by side: at one reference both sets of frames, what each policy does and by which rule, with ways
 * to the next and the last difference and to the references around.
 */
final class PairView {
    /** References of a stretch that is fetched, and how many of them lie before the one that is wanted. */
    static final int STRETCH = 400;

    static final int BEFORE = 40;

    /** References that the tape shows on each side. */
    private static final int AROUND = 8;

    /** Frames that are shown one by one. */
    private static final int MOST_FRAMES = 256;

    /** Fetches a stretch of the trace, from a reference on. */
    interface Fetch {
        void from(int reference, int frames);
    }

    private final Results.Pair pair;
    private final List<PolicySpec> specs;
    private final int references;
    private final Fetch fetch;
    private final HTMLElement place = Dom.el("div", "pair");
    private final HTMLElement said = Dom.el("p", "said");
    private final HTMLElement tape = Dom.el("ol", "tape");
    private final HTMLElement sides = Dom.el("div", "sides");
    private @Nullable Near near;
    private int at;

    PairView(Results.Pair pair, List<PolicySpec> specs, int references, Fetch fetch) {
        this.pair = pair;
        this.specs = specs;
        this.references = references;
        this.fetch = fetch;
        said.setAttribute("role", "status");
        tape.setAttribute("aria-label", "References around");
    }

    private String name(int side) {
        return specs.get(side).text();
    }

    /** Shows the pair in a place of the page, at its first difference. */
    void open(HTMLElement where) {
        String frames = Share.count(pair.frames, "frame", "frames");
        String both = name(0) + " and " + name(1) + " with " + frames;
        if (pair.differences == 0) {
            where.appendChild(Dom.el("p", "parting", both + " never part: " + pair.misses[0] + " misses each."));
            return;
        }
        where.appendChild(Dom.el(
                "p",
                "parting",
                both + " do different things at " + Share.count(pair.differences, "reference", "references") + " of "
                        + references + ", first at reference " + pair.places[0] + "; in all " + pair.misses[0] + " and "
                        + pair.misses[1] + " misses."));
        if (pair.differences > pair.places.length) {
            where.appendChild(
                    Dom.el("p", "muted", "The buttons know the first " + pair.places.length + " differences."));
        }
        where.appendChild(Dom.with(
                Dom.el("p", "steps"),
                Dom.button("First difference", () -> go(pair.places[0])),
                Dom.button("◀ Difference", () -> difference(-1)),
                Dom.button("Difference ▶", () -> difference(1)),
                Dom.button("◀ Reference", () -> go(at - 1)),
                Dom.button("Reference ▶", () -> go(at + 1))));
        where.appendChild(Dom.with(place, said, tape, sides));
        go(pair.places[0]);
    }

    /** To the next difference, or the one before. */
    private void difference(int by) {
        int target = -1;
        for (int reference : pair.places) {
            if (by < 0 && reference < at || by > 0 && reference > at && target < 0) {
                target = reference;
            }
        }
        if (target > 0) {
            go(target);
        }
    }

    private void go(int reference) {
        int to = Math.max(1, Math.min(reference, references));
        at = to;
        if (near != null && near.has(to)) {
            paint(near, to - near.from);
        } else {
            said.setTextContent("Going to reference " + to + "…");
            fetch.from(Math.max(1, to - BEFORE), pair.frames);
        }
    }

    /** A stretch has come. */
    void take(Near stretch) {
        near = stretch;
        if (stretch.has(at)) {
            paint(stretch, at - stretch.from);
        }
    }

    /** The words of the rule book have come. */
    void paintAgain() {
        if (near != null && near.has(at)) {
            paint(near, at - near.from);
        }
    }

    private void paint(Near now, int step) {
        String differ = now.differ(step) ? "They part here." : "Both do the same.";
        Dom.text(
                said,
                "Reference " + at + " of " + references + " " + now.verb(step) + " page " + now.page(step) + ". "
                        + differ);
        Dom.clear(tape);
        for (int i = Math.max(0, step - AROUND); i <= step + AROUND && i < now.size(); i++) {
            HTMLElement item = Dom.el("li", now.differ(i) ? "differs" : "");
            item.appendChild(Dom.el("span", "muted", "" + (now.from + i)));
            item.appendChild(Dom.el("b", "", now.page(i)));
            item.appendChild(Dom.el("span", "", now.differ(i) ? "≠" : "="));
            Dom.attribute(item, "aria-current", i == step, "step");
            tape.appendChild(item);
        }
        Dom.clear(sides);
        for (int side = 0; side < 2; side++) {
            sides.appendChild(side(now, step, side));
        }
    }

    private HTMLElement side(Near now, int step, int side) {
        Near.Track track = now.tracks.get(side);
        String victim = track.victims[step];
        boolean hit = track.isHit(step);
        HTMLElement card = Dom.el("section", "side");
        card.setAttribute("aria-label", name(side));
        HTMLElement head = Dom.el("h4", "", name(side) + " ");
        head.appendChild(Dom.el("span", hit ? "hit" : "miss", hit ? "✓ hit" : "✕ miss"));
        card.appendChild(head);
        String[] before = track.frames(step);
        String[] after = track.frames(step + 1);
        String did = hit
                ? "Page " + now.page(step) + " is in memory; nothing is replaced."
                : victim.equals("-")
                        ? "Page " + now.page(step) + " is loaded; nothing is replaced."
                        : has(after, now.page(step))
                                ? "Replaces page " + victim + " with page " + now.page(step) + "."
                                : "Page " + now.page(step) + " passes by.";
        card.appendChild(Dom.el("p", "did", did));
        card.appendChild(rule(specs.get(side).rule()));
        card.appendChild(frames(before, after, now.tracks.get(1 - side).frames(step), now.page(step)));
        return card;
    }

    private static boolean has(String[] frames, String page) {
        for (String other : frames) {
            if (other.equals(page)) {
                return true;
            }
        }
        return false;
    }

    private static HTMLElement rule(Rule rule) {
        HTMLElement line = Dom.el("p", "why");
        line.appendChild(Dom.ruleLink(rule.id(), rule.sentence()));
        Dom.addText(line, " " + rule.sentence());
        if (!rule.source().isEmpty()) {
            line.appendChild(Dom.el("span", "muted", " Source: " + rule.source() + "."));
        }
        return line;
    }

    /** The frames before the reference, what comes and goes with it, and which pages the other side does not have. */
    private static HTMLElement frames(String[] before, String[] after, String[] other, String page) {
        HTMLElement list = Dom.el("ol", "frames");
        int alone = 0;
        for (int frame = 0; frame < before.length; frame++) {
            boolean only = !before[frame].equals("-") && !has(other, before[frame]);
            alone += only ? 1 : 0;
            if (frame < MOST_FRAMES) {
                list.appendChild(frame(before[frame], after[frame], only, page));
            }
        }
        HTMLElement box = Dom.el("div");
        box.appendChild(Dom.el(
                "p",
                "muted",
                "Frames before the reference"
                        + (alone == 0
                                ? "; the other side has the same pages"
                                : "; pages with ◆ are on this side only (" + alone + ")")
                        + ":"));
        box.appendChild(list);
        if (before.length > MOST_FRAMES) {
            box.appendChild(Dom.el("p", "muted", "and " + (before.length - MOST_FRAMES) + " frames more"));
        }
        return box;
    }

    private static HTMLElement frame(String before, String after, boolean only, String page) {
        boolean changes = !before.equals(after);
        boolean found = !changes && before.equals(page);
        HTMLElement cell = Dom.el("li", changes ? "changes" : found ? "found" : only ? "only" : "");
        String was = before.equals("-") ? "empty" : before;
        cell.appendChild(Dom.el(changes ? "s" : "span", before.equals("-") ? "muted" : "", was));
        if (changes) {
            cell.appendChild(Dom.el("b", "", " → " + (after.equals("-") ? "empty" : after)));
        }
        if (only) {
            HTMLElement mark = Dom.el("span", "mark", "◆");
            mark.setAttribute("role", "img");
            mark.setAttribute("aria-label", "only on this side");
            cell.appendChild(mark);
        }
        return cell;
    }
}
