package pagewalk.web;

import org.teavm.jso.browser.History;
import org.teavm.jso.browser.Window;
import pagewalk.lab.model.EngineHash;
import pagewalk.web.bench.Bench;
import pagewalk.web.dom.Browser;
import pagewalk.web.dom.Listen;
import pagewalk.web.dom.Painter;
import pagewalk.web.json.Digits;
import pagewalk.web.stage.Lens;
import pagewalk.web.stage.StagePanel;

/**
 * The place on the page as the address's fragment, which no server sees: engine, part, branch, event, lens and pinned
 * frame. Opening such an address goes there.
 */
final class Permalink implements Painter.Panel {
    private static final int PAUSE_MS = 400;
    private static final int WATCHED = Painter.POSITION | Painter.PART | Painter.SELECTION | Painter.LOOK;

    private final Bench bench;
    private final StagePanel stage;
    private final String engine = EngineHash.HEX.substring(0, 8);
    private String written = "";
    private boolean waiting;

    Permalink(Bench bench, StagePanel stage) {
        this.bench = bench;
        this.stage = stage;
        open();
        Listen.on(Window.current(), "hashchange", event -> open());
    }

    /** Goes to the place the address names, as far as there is such a place. */
    private void open() {
        String hash = Window.current().getLocation().getHash();
        if (hash.isEmpty() || hash.equals(written)) {
            return;
        }
        String part = Browser.value(hash, "part");
        if (part != null && bench.session().show(part)) {
            bench.painter().changed(Painter.ALL);
        }
        int branch = number(hash, "b");
        if (branch >= 1 && branch <= bench.timeline().branches()) {
            bench.switchBranch(branch);
        }
        for (Lens lens : Lens.values()) {
            if (lens.label().equals(Browser.value(hash, "lens"))) {
                stage.lens(lens);
            }
        }
        int pfn = number(hash, "pfn");
        if (pfn >= 0 && bench.memory().blockHead(pfn) >= 0) {
            bench.pin(pfn);
        }
        int event = number(hash, "t");
        if (event >= 0) {
            bench.seekAndSay(event);
        }
        String made = Browser.value(hash, "e");
        if (made != null && !made.equals(engine)) {
            bench.say("This link was made with engine " + made + "; with this page's engine, " + engine
                    + ", its event may be another one.");
        }
    }

    private static int number(String hash, String name) {
        String text = Browser.value(hash, name);
        return text == null ? -1 : Digits.natural(text);
    }

    @Override
    public void paint(int changed) {
        if ((changed & WATCHED) != 0 && !waiting) {
            waiting = true;
            Listen.later(this::write, PAUSE_MS);
        }
    }

    /** The end of the branch is not written down: it moves on with the work. */
    private void write() {
        waiting = false;
        var timeline = bench.timeline();
        int pfn = bench.selection().pinned();
        Lens lens = stage.palette().lens();
        String hash = "#e=" + engine + "&part=" + bench.part().name()
                + (timeline.branches() > 1 ? "&b=" + timeline.branch() : "")
                + (timeline.atEnd() ? "" : "&t=" + timeline.event())
                + (lens == Lens.OWNER ? "" : "&lens=" + lens.label())
                + (pfn >= 0 ? "&pfn=" + pfn : "");
        if (!hash.equals(written)) {
            written = hash;
            History.current().replaceState(null, "", hash);
        }
    }
}
