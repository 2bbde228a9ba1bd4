package pagewalk.web.timeline;

import org.teavm.jso.browser.Window;
import org.teavm.jso.dom.events.KeyboardEvent;
import org.teavm.jso.dom.html.HTMLElement;
import org.teavm.jso.dom.html.HTMLSelectElement;
import pagewalk.engine.event.Event;
import pagewalk.engine.event.EventKind;
import pagewalk.engine.event.EventKind.Family;
import pagewalk.engine.event.EventLog;
import pagewalk.engine.rule.Rule;
import pagewalk.engine.timeline.Timeline;
import pagewalk.engine.util.IntList;
import pagewalk.web.bench.Bench;
import pagewalk.web.dom.Dom;
import pagewalk.web.dom.Elements;
import pagewalk.web.dom.Fold;
import pagewalk.web.dom.Listen;
import pagewalk.web.dom.Painter;

/** One line an event; only the lines that can be seen are in the page. A click goes there. */
public final class LogPanel implements Painter.Panel {
    private static final int ROW = 24;
    private static final int SPARE = 6;
    /** A window less high begins with the log folded. */
    private static final int LOW = 860;

    private final Bench bench;
    private final HTMLElement scroller = Dom.el("div", "log-rows");
    private final HTMLElement rows = Dom.el("ol");
    private final HTMLSelectElement filter = Dom.select("Show in the log");
    private final HTMLElement count = Dom.el("span", "soft");
    private final Fold fold;
    private IntList listed = new IntList();

    public LogPanel(Bench bench, HTMLElement section) {
        this.bench = bench;
        Dom.option(filter, "", "all events");
        for (Family family : Family.values()) {
            Dom.option(filter, family.name(), "commands and " + family.label());
        }
        Listen.on(filter, "change", event -> bench.painter().changed(Painter.EVENTS));
        scroller.setTabIndex(0);
        scroller.setAttribute("role", "log");
        scroller.setAttribute("aria-live", "off");
        scroller.setAttribute("aria-label", "Event log; arrow keys go from line to line");
        Listen.on(scroller, "scroll", event -> bench.painter().changed(Painter.SELECTION));
        Listen.on(scroller, "keydown", event -> key((KeyboardEvent) event));
        HTMLElement head = Dom.el("div", "panel-head");
        boolean low = Window.current().getInnerHeight() < LOW;
        fold = new Fold("log", "Log", "▾▴", low, bench.painter());
        Dom.with(head, fold.button(), Dom.el("h2", "", "Log"), filter, count);
        Dom.with(section, head, Dom.with(scroller, rows));
    }

    public void focus() {
        if (fold.folded()) {
            fold.fold(false);
        }
        scroller.focus();
    }

    private void key(KeyboardEvent event) {
        int row = rowOf(bench.timeline().event());
        int page = Math.max(scroller.getClientHeight() / ROW - 1, 1);
        int target = switch (event.getKey()) {
            case "ArrowDown" -> row + 1;
            case "ArrowUp" -> row - 1;
            case "PageDown" -> row + page;
            case "PageUp" -> row - page;
            case "Home" -> 0;
            case "End" -> listed.size() - 1;
            default -> -2;
        };
        if (target == -2 || listed.size() == 0) {
            return;
        }
        event.preventDefault();
        bench.seekAndSay(listed.get(Math.max(0, Math.min(target, listed.size() - 1))) + 1);
    }

    /** The last row at or before a position, -1 before the first. */
    private int rowOf(int position) {
        int low = 0;
        int high = listed.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (listed.get(middle) < position) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low - 1;
    }

    private void collect() {
        EventLog log = bench.timeline().log();
        String chosen = filter.getValue();
        listed = new IntList();
        for (int i = 0; i < log.size(); i++) {
            Family family = EventKind.of(log.kind(i)).family();
            if (chosen.isEmpty() || family == Family.COMMAND || family.name().equals(chosen)) {
                listed.add(i);
            }
        }
        rows.getStyle().setProperty("height", listed.size() * ROW + "px");
        Dom.text(count, listed.size() + (listed.size() == 1 ? " line" : " lines"));
    }

    @Override
    public void paint(int changed) {
        if ((changed & (Painter.EVENTS | Painter.PART)) != 0) {
            collect();
        }
        if ((changed & (Painter.EVENTS | Painter.PART | Painter.POSITION)) != 0) {
            follow();
        }
        int others = Painter.MOTION | Painter.LIVE | Painter.OTHERS;
        if ((changed & ~others) != 0 && scroller.getClientHeight() > 0) {
            show();
        }
    }

    /** Scrolls so that the current line can be seen. */
    private void follow() {
        int top = Math.max(rowOf(bench.timeline().event()), 0) * ROW;
        int height = scroller.getClientHeight();
        int from = scroller.getScrollTop();
        if (top < from + ROW || top > from + height - 2 * ROW) {
            scroller.setScrollTop(Math.max(top - height / 2, 0) / ROW * ROW);
        }
    }

    private void show() {
        int first = Math.max(scroller.getScrollTop() / ROW - SPARE, 0);
        int last = Math.min(first + scroller.getClientHeight() / ROW + 2 * SPARE, listed.size());
        int current = rowOf(bench.timeline().event());
        Dom.clear(rows);
        Elements<HTMLElement> below = new Elements<>();
        HTMLElement currentLine = null;
        for (int row = first; row < last; row++) {
            HTMLElement line = line(row, row == current);
            rows.appendChild(line);
            if (currentLine != null) {
                below.add(line);
            }
            currentLine = row == current ? line : currentLine;
        }
        if (currentLine != null) {
            makeRoom(currentLine, below);
        }
    }

    /** The current line shows all its words; the lines below it move down. */
    private static void makeRoom(HTMLElement current, Elements<HTMLElement> below) {
        int more = current.getOffsetHeight() - ROW;
        for (int i = 0; i < below.size(); i++) {
            below.get(i).getStyle().setProperty("margin-top", more + "px");
        }
    }

    private HTMLElement line(int row, boolean current) {
        int index = listed.get(row);
        Timeline timeline = bench.timeline();
        Event event = timeline.log().event(index);
        boolean command = event.kind() == EventKind.COMMAND;
        String future = index >= timeline.event() ? " future" : "";
        HTMLElement line = Dom.el("li", (command ? "command" : "") + future);
        line.getStyle().setProperty("top", row * ROW + "px");
        line.setAttribute("aria-setsize", Integer.toString(listed.size()));
        line.setAttribute("aria-posinset", Integer.toString(row + 1));
        Dom.attribute(line, "aria-current", current, "step");
        Listen.on(line, "click", clicked -> bench.seekAndSay(index + 1));
        String words = command ? commandWords(timeline, index) : bench.sentenceOf(index);
        HTMLElement sentence = Dom.el("span", "words", words);
        sentence.setTitle(words);
        Dom.with(
                line,
                Dom.el("span", "n", Integer.toString(index + 1)),
                Dom.el("span", "kind", command ? "COMMAND" : event.kind().label()),
                sentence);
        if (!command && event.rule() != Rule.NONE) {
            HTMLElement link = Dom.ruleLink(event.rule().id(), event.rule().sentence());
            link.setTabIndex(-1);
            line.appendChild(link);
        }
        return line;
    }

    private static String commandWords(Timeline timeline, int event) {
        int command = timeline.commandOfEvent(event);
        String reply = timeline.replyAt(command).line();
        int newline = reply.indexOf('\n');
        return timeline.commandAt(command).text() + "   → " + (newline < 0 ? reply : reply.substring(0, newline));
    }
}
