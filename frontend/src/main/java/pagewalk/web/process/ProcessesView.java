package pagewalk.web.process;

import org.jspecify.annotations.Nullable;
import org.teavm.jso.dom.events.Event;
import org.teavm.jso.dom.events.KeyboardEvent;
import org.teavm.jso.dom.html.HTMLElement;
import pagewalk.engine.timeline.Timeline;
import pagewalk.engine.view.ProcessView;
import pagewalk.web.bench.Bench;
import pagewalk.web.dom.Dom;
import pagewalk.web.dom.Listen;
import pagewalk.web.dom.Painter;
import pagewalk.web.stage.StagePanel;

/** The linked pictures of processes, side by side in one view of the stage. */
public final class ProcessesView implements Painter.Panel {
    private static final int DRAWN = Painter.POSITION | Painter.EVENTS | Painter.PART | Painter.LOOK;

    private final Bench bench;
    private final StagePanel stage;
    private final HTMLElement element = Dom.el("div", "memory-view processes");
    private final int number;
    private final Choice choice;
    private final Links links = new Links();
    private final Crumbs crumbs;
    private final ProcessList list;
    private final FrameCards frames;
    private final WalkView walkView;
    private final VirtualMap map;
    private final TableTree tree;
    private final TlbPane tlbs;
    private final Stepper stepper;
    private boolean offered;
    private boolean stale = true;

    ProcessesView(Bench bench, StagePanel stage) {
        this.bench = bench;
        this.stage = stage;
        choice = new Choice(bench);
        crumbs = new Crumbs(choice);
        list = new ProcessList(bench, choice);
        frames = new FrameCards(bench, choice);
        stepper = new Stepper(bench);
        walkView = new WalkView(bench, stepper);
        map = new VirtualMap(choice);
        tree = new TableTree(choice);
        tlbs = new TlbPane(choice);
        element.setTabIndex(0);
        element.setAttribute("role", "region");
        element.setAttribute("aria-label", "Processes, their addresses, page tables, translation buffers and frames");
        HTMLElement who = Dom.with(Dom.el("div", "who"), list.element(), frames.element());
        HTMLElement columns = Dom.with(Dom.el("div", "columns"), who, map.element(), tree.element());
        Dom.with(element, crumbs.element(), walkView.element(), columns, tlbs.element());
        number = stage.add("Processes", element);
        stage.offer(number, false);
        listen();
    }

    /** The view's number on the stage. */
    public int number() {
        return number;
    }

    /** Shows the view with a page pinned. */
    public void open(Page page) {
        stage.show(number);
        choice.pin(Link.page(page, -1));
    }

    /** The page that is pinned, in memory or not; null for none. */
    public @Nullable Page pinned() {
        return choice.isPinned() ? choice.page() : null;
    }

    private void listen() {
        Listen.on(element, "pointerover", event -> choice.point(links.of(holder(event))));
        Listen.on(element, "pointerleave", event -> choice.point(null));
        Listen.on(element, "focusin", event -> choice.point(links.of(holder(event))));
        Listen.on(element, "focusout", event -> choice.point(null));
        Listen.on(element, "click", event -> {
            HTMLElement holder = holder(event);
            Link link = links.of(holder);
            if (holder != null && link != null && holder.getTagName().equals("BUTTON")) {
                choice.pin(link);
            }
        });
        Listen.on(element, "keydown", event -> {
            if (((KeyboardEvent) event).getKey().equals("Escape")) {
                choice.clear();
            }
        });
    }

    private @Nullable HTMLElement holder(Event event) {
        return Links.holder((HTMLElement) event.getTarget(), element);
    }

    @Override
    public void paint(int changed) {
        if ((changed & Painter.PART) != 0) {
            choice.forget();
            stepper.forget();
            offered = false;
        }
        ProcessView view = bench.timeline().machine().processes();
        offer(view.nextPid() > 1);
        if ((changed & Painter.POSITION) != 0) {
            follow();
        }
        choice.heed();
        stale |= (changed & DRAWN) != 0;
        if (element.isHidden()) {
            return;
        }
        choice.settle();
        stale |= choice.takeChanged();
        if (stale) {
            draw(view);
        }
        if (stale || (changed & Painter.SELECTION) != 0) {
            links.light(choice.lit());
        }
        stale = false;
    }

    /** Once there was a process the view stays, wherever the timeline goes. */
    private void offer(boolean used) {
        if (used != offered
                && (used || bench.timeline().event() == 0 && bench.timeline().events() == 0)) {
            offered = used;
            stage.offer(number, offered);
        }
    }

    /** A step brings the process it is about, and an access its page. */
    private void follow() {
        Timeline timeline = bench.timeline();
        if (timeline.command() == 0) {
            return;
        }
        Walk walk = stepper.look();
        if (walk != null && walk.isCurrent()) {
            choice.follow(walk.page().pid(), walk.page());
            return;
        }
        choice.follow(Asked.pid(timeline.machine(), timeline.commandAt(timeline.command() - 1)), null);
    }

    private void draw(ProcessView view) {
        KeptPlace place = new KeptPlace(element);
        links.clear();
        crumbs.show(view);
        walkView.show(stepper.look(), links);
        list.show(view, links);
        frames.show(view, links);
        map.show(view, links);
        tree.show(view, links);
        tlbs.show(view, links);
        place.restore();
    }
}
