package pagewalk.web.trace;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.teavm.jso.dom.events.KeyboardEvent;
import org.teavm.jso.dom.html.HTMLElement;
import org.teavm.jso.dom.html.HTMLInputElement;
import pagewalk.web.dom.Dom;
import pagewalk.web.dom.Elements;
import pagewalk.web.dom.Listen;

/**
 * The grid of the textbooks for a short trace: a column for each reference, a row for each frame, hits and misses.
 * One column is looked at, by slider, buttons or arrow keys, and said in words.
 */
final class GridView {
    /** Longest trace that is shown so. */
    static final int MOST_REFERENCES = 400;

    /** Most frames. */
    static final int MOST_FRAMES = 16;

    /** Most cells of all grids together. */
    private static final int MOST_CELLS = 40_000;

    private final Near near;
    private final HTMLElement words = Dom.el("ul", "said");
    private final HTMLInputElement slider = Dom.input("range");
    /** The head of each column and the column itself, grid by grid. */
    private final Elements<HTMLElement> heads = new Elements<>();

    private final Elements<HTMLElement> columns = new Elements<>();

    private final Elements<HTMLElement> scrolls = new Elements<>();
    private int at = -1;

    private GridView(Near near) {
        this.near = near;
    }

    /** Grids of all policies of the stretch. */
    static void show(Near near, HTMLElement place) {
        GridView view = new GridView(near);
        place.appendChild(view.bar());
        view.words.setAttribute("aria-live", "polite");
        place.appendChild(view.words);
        int cells = 0;
        for (Near.Track track : near.tracks) {
            int rows = track.frames(0).length + 2;
            cells += rows * near.size();
            if (cells <= MOST_CELLS) {
                place.appendChild(view.grid(track));
            }
        }
        if (cells > MOST_CELLS) {
            place.appendChild(Dom.el(
                    "p",
                    "muted",
                    "The other grids are left out: all together they have more than " + MOST_CELLS
                            + " cells. Ask for fewer policies."));
        }
        view.go(0);
    }

    private HTMLElement bar() {
        slider.setId("grid-at");
        slider.setAttribute("min", "1");
        slider.setAttribute("max", "" + near.size());
        Listen.on(slider, "input", event -> go(Lines.number(slider.getValue()) - 1));
        HTMLElement label = Dom.el("label", "", "Reference");
        label.setAttribute("for", "grid-at");
        return Dom.with(
                Dom.el("p", "steps"),
                Dom.button("◀ Back", () -> go(at - 1)),
                Dom.button("On ▶", () -> go(at + 1)),
                label,
                slider);
    }

    private HTMLElement grid(Near.Track track) {
        int frames = track.frames(0).length;
        int misses = track.misses();
        HTMLElement table = Dom.el("table", "grid");
        table.appendChild(Dom.el(
                "caption",
                "",
                track.policy + " with " + Share.count(frames, "frame", "frames") + ": "
                        + Share.count(misses, "miss", "misses") + ", "
                        + Share.count(near.size() - misses, "hit", "hits")));
        HTMLElement group = Dom.el("colgroup");
        group.appendChild(Dom.el("col"));
        table.appendChild(group);
        HTMLElement[] rows = new HTMLElement[frames];
        HTMLElement head = Dom.el("tr");
        head.appendChild(CurveView.column("Page"));
        HTMLElement marks = Dom.el("tr", "marks");
        marks.appendChild(rowName("Hit or miss"));
        for (int frame = 0; frame < frames; frame++) {
            rows[frame] = Dom.el("tr");
            rows[frame].appendChild(rowName("Frame " + frame));
        }
        for (int step = 0; step < near.size(); step++) {
            HTMLElement column = CurveView.column(near.page(step));
            head.appendChild(column);
            heads.add(column);
            HTMLElement col = Dom.el("col");
            group.appendChild(col);
            columns.add(col);
            column(track, step, rows);
            boolean hit = track.isHit(step);
            marks.appendChild(Dom.el("td", hit ? "hit" : "miss", hit ? "hit" : "miss"));
        }
        HTMLElement body = Dom.el("tbody");
        for (HTMLElement row : rows) {
            body.appendChild(row);
        }
        body.appendChild(marks);
        table.appendChild(Dom.with(Dom.el("thead"), head));
        table.appendChild(body);
        HTMLElement scroll = Dom.el("div", "scroll");
        scroll.setAttribute("tabindex", "0");
        scroll.setAttribute("role", "region");
        scroll.setAttribute("aria-label", "Grid of " + track.policy + "; arrow keys step");
        Listen.on(scroll, "keydown", event -> {
            int by = step((KeyboardEvent) event);
            if (by != 0) {
                event.preventDefault();
                go(by == Integer.MIN_VALUE ? 0 : by == Integer.MAX_VALUE ? near.size() - 1 : at + by);
            }
        });
        scrolls.add(scroll);
        scroll.appendChild(table);
        return scroll;
    }

    private static int step(KeyboardEvent event) {
        return switch (event.getKey()) {
            case "ArrowLeft" -> -1;
            case "ArrowRight" -> 1;
            case "Home" -> Integer.MIN_VALUE;
            case "End" -> Integer.MAX_VALUE;
            default -> 0;
        };
    }

    private static HTMLElement rowName(String words) {
        HTMLElement name = Dom.el("th", "", words);
        name.setAttribute("scope", "row");
        return name;
    }

    private void column(Near.Track track, int step, HTMLElement[] rows) {
        String[] before = track.frames(step);
        String[] after = track.frames(step + 1);
        for (int frame = 0; frame < rows.length; frame++) {
            String page = after[frame];
            boolean here = page.equals(near.page(step));
            boolean loaded = here && !page.equals(before[frame]);
            String style = loaded ? "loaded" : here && track.isHit(step) ? "found" : "";
            rows[frame].appendChild(Dom.el("td", style, page.equals("-") ? "" : page));
        }
    }

    private void go(int step) {
        int to = Math.max(0, Math.min(step, near.size() - 1));
        mark(at, false);
        at = to;
        mark(at, true);
        slider.setValue("" + (at + 1));
        slider.setAttribute("aria-valuetext", "reference " + (at + 1) + " of " + near.size());
        Dom.clear(words);
        words.appendChild(Dom.el(
                "li",
                "at",
                "Reference " + (near.from + at) + " of " + near.size() + " " + near.verb(at) + " page "
                        + near.page(at)));
        for (Near.Track track : near.tracks) {
            HTMLElement item = Dom.el("li");
            item.appendChild(Dom.el("b", "", track.policy));
            String victim = track.victims[at];
            Dom.addText(
                    item,
                    track.isHit(at)
                            ? ": hit"
                            : victim.equals("-") ? ": miss, nothing is replaced" : ": miss, replaces page " + victim);
            words.appendChild(item);
        }
    }

    private void mark(int column, boolean on) {
        for (int grid = 0; column >= 0 && grid < scrolls.size(); grid++) {
            HTMLElement head = heads.get(grid * near.size() + column);
            Dom.attribute(head, "aria-current", on, "step");
            columns.get(grid * near.size() + column).setClassName(on ? "now" : "");
            HTMLElement table = scrolls.get(grid);
            if (on) {
                int left = head.getOffsetLeft();
                if (left < table.getScrollLeft() + 120 || left > table.getScrollLeft() + table.getClientWidth() - 80) {
                    table.setScrollLeft(Math.max(0, left - table.getClientWidth() / 2));
                }
            }
        }
    }

    /** Whether a trace is short enough, and why not. */
    static @Nullable String tooLong(Results results, List<Integer> frames) {
        if (results.references > MOST_REFERENCES) {
            return "Grids are drawn for traces of up to " + MOST_REFERENCES + " references; this one has "
                    + results.references + ".";
        }
        return frames.get(0) > MOST_FRAMES
                ? "Grids are drawn for up to " + MOST_FRAMES + " frames; the fewest asked for are " + frames.get(0)
                        + "."
                : null;
    }
}
