package pagewalk.web.console;

import org.teavm.jso.dom.html.HTMLElement;
import org.teavm.jso.dom.html.HTMLSelectElement;
import pagewalk.engine.Reply;
import pagewalk.engine.timeline.Timeline;
import pagewalk.web.bench.Bench;
import pagewalk.web.bench.Outcome;
import pagewalk.web.dom.Dom;
import pagewalk.web.dom.Elements;
import pagewalk.web.dom.Painter;

/** The branch's commands and their answers, what was wrong with others, and the command line. */
public final class ConsolePanel implements Painter.Panel {
    /** Older commands are in the log. */
    private static final int SHOWN = 200;

    private static final int MAX_ORDER = 10;

    private final Bench bench;
    private final HTMLElement out = Dom.el("div", "console-out");
    private final CommandLine line;
    private final HTMLSelectElement order = Dom.select("Order of the block to allocate");
    private final Elements<HTMLElement> remarks = new Elements<>();
    private final HTMLElement allocate;
    private int shownBranch = -1;
    private int shownCommands = -1;
    private int shownPosition = -1;

    public ConsolePanel(Bench bench, HTMLElement section) {
        this.bench = bench;
        line = new CommandLine(bench);
        bench.echoTo(this::echo);
        out.setTabIndex(0);
        out.setAttribute("role", "region");
        out.setAttribute("aria-label", "Commands and answers");
        for (int i = 0; i <= MAX_ORDER; i++) {
            Dom.option(order, Integer.toString(i), "order " + i);
        }
        allocate = Dom.button("Allocate", this::allocate);
        HTMLElement head = Dom.el("div", "panel-head");
        Dom.with(head, Dom.el("h2", "", "Console"), order, allocate);
        Dom.with(section, head, out, line.element());
    }

    public void focus() {
        line.focus();
    }

    /** Allocates under the first name that is free: a, b, ... z, a1, b1, ... */
    private void allocate() {
        var names = bench.timeline().machine().names();
        int i = 0;
        while (names.pfn(name(i)) >= 0) {
            i++;
        }
        bench.type(name(i) + " = alloc_pages order=" + order.getValue());
    }

    private static String name(int i) {
        String letter = Character.toString((char) ('a' + i % 26));
        return i < 26 ? letter : letter + i / 26;
    }

    private void echo(Outcome outcome) {
        remarks.clear();
        switch (outcome) {
            case Outcome.Done done -> {}
            case Outcome.Sent sent -> {}
            case Outcome.Blank blank -> {}
            case Outcome.Looked looked -> {
                remark("asked", looked.text());
                remark("reply file", looked.body());
            }
            case Outcome.Malformed bad -> {
                remark("asked", bad.text());
                remark("reply bad", " ".repeat(bad.column() + 1) + "^ column " + bad.column() + ": " + bad.message());
                bench.say("Column " + bad.column() + ": " + bad.message() + ".");
            }
            case Outcome.NotNow not -> {
                remark("asked", not.text());
                remark("reply bad", "not carried out: " + not.reason());
                bench.say("Not carried out: " + not.reason() + ".");
            }
        }
        shownCommands = -1;
        bench.painter().changed(Painter.EVENTS);
    }

    private void remark(String className, String text) {
        remarks.add(Dom.el("div", className, text));
    }

    @Override
    public void paint(int changed) {
        if ((changed & (Painter.EVENTS | Painter.PART | Painter.POSITION)) == 0) {
            return;
        }
        showHint();
        if ((changed & Painter.PART) != 0) {
            remarks.clear();
            shownCommands = -1;
        }
        Timeline timeline = bench.timeline();
        boolean same = timeline.branch() == shownBranch && timeline.commands() == shownCommands;
        if (same && timeline.command() == shownPosition) {
            return;
        }
        shownBranch = timeline.branch();
        shownCommands = timeline.commands();
        shownPosition = timeline.command();
        Dom.clear(out);
        for (int i = Math.max(0, timeline.commands() - SHOWN); i < timeline.commands(); i++) {
            String time = i < shownPosition ? "" : " future";
            if (i == shownPosition) {
                out.appendChild(Dom.el("div", "edge", "later than the position:"));
            }
            HTMLElement asked =
                    Dom.el("div", "asked" + time, timeline.commandAt(i).text());
            if (bench.company() != null) {
                asked.appendChild(Dom.el("span", "by", bench.whose(i)));
            }
            out.appendChild(asked);
            Reply reply = timeline.replyAt(i);
            String kind = reply instanceof Reply.FileText ? "reply file" : reply.ok() ? "reply" : "reply bad";
            out.appendChild(Dom.el("div", kind + time, reply.line()));
        }
        for (int i = 0; i < remarks.size(); i++) {
            out.appendChild(remarks.get(i));
        }
        out.setScrollTop(out.getScrollHeight());
    }

    private void showHint() {
        boolean driven = bench.isReadOnly() || bench.session().partData().isPredict();
        Dom.attribute(allocate, "disabled", driven, "");
        order.setDisabled(driven);
        if (driven) {
            line.hint(bench.isReadOnly() ? "read only" : "predictions drive this part");
        } else {
            String past = bench.company() == null ? "here, a branch begins" : "goes to the room's end";
            line.hint(bench.timeline().atEnd() ? "a = alloc_pages order=2" : past);
        }
    }
}
