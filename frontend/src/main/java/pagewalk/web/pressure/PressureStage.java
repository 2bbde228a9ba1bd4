package pagewalk.web.pressure;

import org.jspecify.annotations.Nullable;
import org.teavm.jso.dom.html.HTMLElement;
import pagewalk.engine.rmap.FrameMaps;
import pagewalk.web.bench.Bench;
import pagewalk.web.dom.Dom;
import pagewalk.web.dom.Painter;
import pagewalk.web.process.KeptPlace;
import pagewalk.web.process.Page;
import pagewalk.web.process.ProcessesView;
import pagewalk.web.stage.StagePanel;

/** The pictures of memory pressure in one view of the stage. */
final class PressureStage implements Painter.Panel {
    private static final int DRAWN = Painter.POSITION | Painter.EVENTS | Painter.PART | Painter.LOOK;

    private final Bench bench;
    private final StagePanel stage;
    private final ProcessesView processes;
    private final HTMLElement element = Dom.el("div", "memory-view pressure");
    private final int number;
    private final Colours colours = new Colours();
    private @Nullable Panes panes;
    private boolean stale = true;
    private int drawnBranch;

    /** Made when the first machine that reclaims is shown. */
    private record Panes(
            ReclaimLine line,
            LruPane lru,
            ChosenPage page,
            RefaultPane refault,
            SwapPane swap,
            ZswapPane zswap,
            ChartsPane charts) {}

    PressureStage(Bench bench, StagePanel stage, ProcessesView processes) {
        this.bench = bench;
        this.stage = stage;
        this.processes = processes;
        element.setTabIndex(0);
        element.setAttribute("role", "region");
        element.setAttribute("aria-label", "Memory pressure: lists of pages, reclaim, swap, counters");
        number = stage.add("Pressure", element);
        stage.offer(number, Now.of(bench.timeline()) != null);
    }

    int number() {
        return number;
    }

    private Panes build(Now now) {
        PageOpener opener = new PageOpener(processes);
        SwapPane swap = new SwapPane(bench, colours, opener);
        Panes made = new Panes(
                new ReclaimLine(bench),
                new LruPane(bench, colours, now),
                new ChosenPage(bench, opener, swap),
                new RefaultPane(bench),
                swap,
                new ZswapPane(),
                new ChartsPane(bench, colours));
        HTMLElement facts = Dom.with(Dom.el("div", "facts-row"), made.page.element(), made.refault.element());
        HTMLElement devices = Dom.el("div", "facts-row devices");
        Dom.with(devices, made.swap.element(), made.zswap.element());
        Dom.with(element, made.line.element(), made.lru.element(), facts, devices, made.charts.element());
        return made;
    }

    @Override
    public void paint(int changed) {
        Now now = Now.of(bench.timeline());
        if ((changed & Painter.PART) != 0) {
            stage.offer(number, now != null);
            if (panes != null) {
                panes.line.forget();
                panes.swap.forget();
            }
        }
        stale |= (changed & DRAWN) != 0;
        if (now == null || element.isHidden()) {
            return;
        }
        Panes shown = panes == null ? build(now) : panes;
        panes = shown;
        KeptPlace place = new KeptPlace(element);
        if ((changed & Painter.LOOK) != 0 || stale) {
            colours.refresh();
        }
        if (stale) {
            boolean step = (changed & Painter.POSITION) != 0 && bench.timeline().branch() == drawnBranch;
            shown.line.show(now);
            shown.lru.show(now, step);
            shown.refault.show(now);
            shown.zswap.show(now);
            shown.charts.show();
            drawnBranch = bench.timeline().branch();
        }
        if (stale || (changed & Painter.SELECTION) != 0) {
            shown.page.show(now);
            shown.swap.show(now, linked(now));
        }
        shown.lru.paint();
        place.restore();
        stale = false;
    }

    /** The slot of what is pinned: of a frame in the swap cache, or of a page that is only in swap. */
    private int linked(Now now) {
        int pfn = bench.selection().shown();
        if (pfn >= 0) {
            boolean cached = now.view().isHeld(pfn) && (now.view().flags(pfn) & FrameMaps.SWAPCACHE) != 0;
            return cached ? now.view().swap().entryOf(pfn) : -1;
        }
        Page page = processes.pinned();
        return page == null ? -1 : page.slot(now.processes());
    }
}
