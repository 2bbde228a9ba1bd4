package pagewalk.web.trace;

import java.util.ArrayList;
import java.util.List;
import org.teavm.jso.dom.html.HTMLElement;
import org.teavm.jso.dom.html.HTMLInputElement;
import org.teavm.jso.dom.xml.Element;
import pagewalk.web.dom.Dom;
import pagewalk.web.dom.Listen;

/**
 * Miss-ratio curves: frames to the right, share of misses upwards. Lines differ in colour and dashes and bear their
 * names; a slider below reads all of them at a number of frames, and a table holds the same numbers.
 */
final class CurveView {
    private static final int WIDTH = 600;
    private static final int HEIGHT = 330;
    private static final int LEFT = 66;
    private static final int RIGHT = 440;
    private static final int TOP = 30;
    private static final int BOTTOM = 280;
    private static final int LETTER_HEIGHT = 16;
    private static final int STYLES = 7;
    /** Ends of the axis of shares, in tenths of a power of ten. */
    private static final int[] ROUND = {10, 15, 20, 25, 30, 40, 50, 60, 80, 100};

    private static final int BILLION = 1_000_000_000;
    /** Rows of the table beside the picture. */
    private static final int MOST_ROWS = 1000;
    /** Lines that can be told from each other. */
    private static final int MOST_LINES = 14;

    /** A line: its name, numbers of frames in ascending order, and the misses with each. */
    private record Line(String name, int[] frames, int[] misses) {
        /** The misses with so many frames, or with the next smaller number there is; below 0 before the first. */
        int at(int count) {
            int found = -1;
            for (int i = 0; i < frames.length && frames[i] <= count; i++) {
                found = misses[i];
            }
            return found;
        }

        boolean has(int count) {
            for (int frame : frames) {
                if (frame == count) {
                    return true;
                }
            }
            return false;
        }
    }

    private final Results results;
    private final List<Line> lines = new ArrayList<>();
    private final HTMLElement readout = Dom.el("ul", "readout");
    private final Element cursor = Svg.el("path", "class", "cursor");
    private int[] counts = {};
    private int least;
    private int most;
    private int top;

    private CurveView(Results results) {
        this.results = results;
    }

    /** The picture with all that belongs to it; empty where there is nothing to draw. */
    static HTMLElement of(Results results, List<String> policies, List<Integer> frames) {
        CurveView view = new CurveView(results);
        for (Results.Size size : results.sizes) {
            view.collect(size, policies, frames);
        }
        HTMLElement figure = Dom.el("figure", "curve");
        if (!view.lines.isEmpty()) {
            view.measure();
            view.draw(figure);
        }
        return figure;
    }

    private void collect(Results.Size size, List<String> policies, List<Integer> frames) {
        String suffix = results.sizes.size() == 1 ? "" : ", " + pagewalk.engine.trace.AskText.size(size.shift);
        if (size.curve.length > 0) {
            int[] all = new int[size.curve.length];
            for (int i = 0; i < all.length; i++) {
                all[i] = i + 1;
            }
            lines.add(new Line("LRU, all frames" + suffix, all, size.curve));
        }
        for (String policy : policies) {
            int[] counted = new int[frames.size()];
            int[] misses = new int[frames.size()];
            boolean known = true;
            for (int i = 0; i < counted.length; i++) {
                counted[i] = frames.get(i);
                misses[i] = size.misses(policy, counted[i]);
                known &= misses[i] >= 0;
            }
            if (known && lines.size() < MOST_LINES) {
                lines.add(new Line(policy + suffix, counted, misses));
            }
        }
    }

    private void measure() {
        least = Integer.MAX_VALUE;
        int worst = 0;
        List<Integer> all = new ArrayList<>();
        for (Line line : lines) {
            for (int i = 0; i < line.frames.length; i++) {
                least = Math.min(least, line.frames[i]);
                most = Math.max(most, line.frames[i]);
                worst = Math.max(worst, line.misses[i]);
            }
            merge(all, line.frames);
        }
        counts = new int[all.size()];
        for (int i = 0; i < counts.length; i++) {
            counts[i] = all.get(i);
        }
        top = niceAbove((int) ((double) worst / results.references * BILLION));
    }

    private static void merge(List<Integer> all, int[] frames) {
        int at = 0;
        for (int count : frames) {
            while (at < all.size() && all.get(at) < count) {
                at++;
            }
            if (at == all.size() || all.get(at) != count) {
                all.add(at, count);
            }
        }
    }

    /** The first round number of billionths that is not below {@code parts} and has five even steps; at most all. */
    private static int niceAbove(int parts) {
        for (int unit = 1; unit < BILLION / 10; unit *= 10) {
            for (int digits : ROUND) {
                if (unit * digits >= parts) {
                    return unit * digits;
                }
            }
        }
        return BILLION;
    }

    private boolean isLog() {
        return most / Math.max(least, 1) >= 16;
    }

    private int x(int frames) {
        double place = most == least
                ? 0.5
                : isLog()
                        ? Math.log((double) frames / least) / Math.log((double) most / least)
                        : (double) (frames - least) / (most - least);
        return LEFT + (int) (place * (RIGHT - LEFT) + 0.5);
    }

    private int y(int misses) {
        double ratio = (double) misses / results.references * BILLION / top;
        return BOTTOM - (int) (ratio * (BOTTOM - TOP) + 0.5);
    }

    private void draw(HTMLElement figure) {
        Element svg = Svg.el("svg", "viewBox", "0 0 " + WIDTH + " " + HEIGHT, "role", "img", "aria-label", described());
        axes(svg);
        svg.appendChild(cursor);
        int[] wanted = new int[lines.size()];
        for (int i = 0; i < wanted.length; i++) {
            Line line = lines.get(i);
            wanted[i] = y(line.misses[line.misses.length - 1]);
            curve(svg, line, i);
        }
        int[] places = spread(wanted);
        for (int i = 0; i < places.length; i++) {
            svg.appendChild(Svg.line("line " + style(i), RIGHT + 8, places[i], RIGHT + 32, places[i]));
            svg.appendChild(Svg.text("name", RIGHT + 38, places[i] + 4, lines.get(i).name));
        }
        HTMLElement scroll = Dom.el("div", "picture");
        scroll.appendChild(svg);
        figure.appendChild(scroll);
        figure.appendChild(slider());
        figure.appendChild(readout);
        figure.appendChild(table());
    }

    private String described() {
        StringBuilder words = new StringBuilder("Share of misses by number of frames, of " + results.references
                + " references. The table below has all numbers.");
        for (Line line : lines) {
            int last = line.frames.length - 1;
            words.append(' ').append(line.name).append(": ").append(Share.percent(line.misses[0], results.references));
            words.append(" with ")
                    .append(Share.count(line.frames[0], "frame", "frames"))
                    .append(", ");
            words.append(Share.percent(line.misses[last], results.references)).append(" with ");
            words.append(line.frames[last]).append('.');
        }
        return words.toString();
    }

    private void axes(Element svg) {
        for (int i = 0; i <= 5; i++) {
            int y = BOTTOM - (BOTTOM - TOP) * i / 5;
            svg.appendChild(Svg.line(i == 0 ? "axis" : "rule", LEFT, y, RIGHT, y));
            svg.appendChild(Svg.text("tick end", LEFT - 8, y + 4, Share.ofBillion(top / 5 * i)));
        }
        svg.appendChild(Svg.text("tick", LEFT - 58, 14, "share of misses, % of references"));
        int step = Math.max(1, (most - least + 7) / 8);
        int edge = -100;
        for (int at = least; at <= most && at > 0; at = isLog() ? at * 2 : at + step) {
            int x = x(at);
            svg.appendChild(Svg.line("axis", x, BOTTOM, x, BOTTOM + 5));
            String words = "" + at;
            if (x - edge > words.length() * 8) {
                svg.appendChild(Svg.text("tick middle", x, BOTTOM + 20, words));
                edge = x;
            }
        }
        String scale = isLog() ? "page frames (each step doubles)" : "page frames";
        svg.appendChild(Svg.text("tick middle", (LEFT + RIGHT) / 2, BOTTOM + 42, scale));
    }

    private void curve(Element svg, Line line, int number) {
        StringBuilder path = new StringBuilder();
        int before = -1;
        boolean marked = line.frames.length <= 40;
        for (int i = 0; i < line.frames.length; i++) {
            int x = x(line.frames[i]);
            if (x != before || i == line.frames.length - 1) {
                path.append(i == 0 ? 'M' : 'L').append(x).append(' ').append(y(line.misses[i]));
                before = x;
            }
            if (marked) {
                svg.appendChild(Svg.el(
                        "circle",
                        "class",
                        "dot " + style(number),
                        "cx",
                        "" + x,
                        "cy",
                        "" + y(line.misses[i]),
                        "r",
                        "3"));
            }
        }
        svg.appendChild(Svg.el("path", "class", "line " + style(number), "d", path.toString()));
    }

    /** Places of names, upwards from the lowest, so that none lies on another. */
    private static int[] spread(int[] wanted) {
        int[] places = wanted.clone();
        boolean[] done = new boolean[wanted.length];
        int free = HEIGHT;
        for (int round = 0; round < wanted.length; round++) {
            int lowest = -1;
            for (int i = 0; i < wanted.length; i++) {
                lowest = !done[i] && (lowest < 0 || wanted[i] > wanted[lowest]) ? i : lowest;
            }
            done[lowest] = true;
            places[lowest] = Math.min(wanted[lowest], free);
            free = places[lowest] - LETTER_HEIGHT;
        }
        return places;
    }

    /** The class of a line, by its number. */
    private static String style(int number) {
        return "l" + number % STYLES + (number < STYLES ? "" : " again");
    }

    private HTMLElement slider() {
        HTMLInputElement slider = Dom.input("range");
        slider.setId("curve-frames");
        slider.setAttribute("min", "0");
        slider.setAttribute("max", "" + (counts.length - 1));
        slider.setValue("0");
        Listen.on(slider, "input", event -> read(slider, Lines.number(slider.getValue())));
        HTMLElement label = Dom.el("label", "", "Read off at a number of frames");
        label.setAttribute("for", "curve-frames");
        read(slider, 0);
        return Dom.with(Dom.el("p", "slider"), label, slider);
    }

    private void read(HTMLInputElement slider, int place) {
        int count = counts[place];
        slider.setAttribute("aria-valuetext", Share.count(count, "frame", "frames"));
        cursor.setAttribute("d", "M" + x(count) + " " + TOP + "V" + BOTTOM);
        Dom.clear(readout);
        readout.appendChild(Dom.el("li", "at", Share.count(count, "frame", "frames")));
        for (int i = 0; i < lines.size(); i++) {
            Line line = lines.get(i);
            int misses = line.at(count);
            if (misses >= 0) {
                HTMLElement item = Dom.el("li", style(i));
                item.appendChild(Dom.el("b", "", line.name));
                String less = line.has(count) ? "" : " (counted with fewer frames)";
                Dom.addText(item, " " + misses + " misses, " + Share.percent(misses, results.references) + less);
                readout.appendChild(item);
            }
        }
    }

    private HTMLElement table() {
        HTMLElement table = Dom.el("table");
        HTMLElement head = Dom.el("tr");
        head.appendChild(column("Frames"));
        for (Line line : lines) {
            head.appendChild(column(line.name));
        }
        table.appendChild(Dom.with(Dom.el("thead"), head));
        HTMLElement body = Dom.el("tbody");
        int rows = 0;
        for (int count : counts) {
            if (rows++ < MOST_ROWS) {
                HTMLElement row = Dom.el("tr");
                HTMLElement name = Dom.el("th", "number", "" + count);
                name.setAttribute("scope", "row");
                row.appendChild(name);
                for (Line line : lines) {
                    String cell = line.has(count) ? "" + line.at(count) : "";
                    row.appendChild(Dom.el("td", "number", cell));
                }
                body.appendChild(row);
            }
        }
        table.appendChild(body);
        HTMLElement details = Dom.el("details");
        details.appendChild(Dom.el(
                "summary",
                "",
                "The curves as a table of misses"
                        + (rows > MOST_ROWS
                                ? " (the first " + MOST_ROWS + " of " + rows + " numbers of frames)"
                                : "")));
        HTMLElement scroll = Dom.el("div", "scroll tall");
        scroll.setAttribute("tabindex", "0");
        scroll.setAttribute("role", "region");
        scroll.setAttribute("aria-label", "The curves as a table");
        scroll.appendChild(table);
        details.appendChild(scroll);
        return details;
    }

    static HTMLElement column(String words) {
        HTMLElement column = Dom.el("th", "", words);
        column.setAttribute("scope", "col");
        return column;
    }
}
