package pagewalk.web;

import org.jspecify.annotations.Nullable;
import org.teavm.jso.browser.Window;
import org.teavm.jso.dom.events.KeyboardEvent;
import org.teavm.jso.dom.html.HTMLElement;
import pagewalk.web.bench.Bench;
import pagewalk.web.bench.Outcome;
import pagewalk.web.dom.Dom;
import pagewalk.web.dom.Listen;
import pagewalk.web.dom.Painter;
import pagewalk.web.dom.Status;
import pagewalk.web.dom.Store;
import pagewalk.web.room.ControlDesk;
import pagewalk.web.room.PendingStrip;
import pagewalk.web.room.RoomBar;
import pagewalk.web.room.RoomDesk;
import pagewalk.web.room.RoomLink;
import pagewalk.web.room.RoomRail;
import pagewalk.web.session.LabSession;

/** A room: the lab page's instrument on a machine that is shared. Nothing is built before the room's log has come. */
final class RoomPage implements RoomLink.Listener {
    private final String engine;
    private final HTMLElement lab;
    private final Painter painter = new Painter();
    private final Status status = new Status(Dom.byId("status"));
    private final HTMLElement notices = Dom.el("div");
    private final HTMLElement waiting = Dom.el("p", "note", "Connecting to the room…");
    private final RoomLink link;
    private @Nullable RoomDesk desk;

    RoomPage(String engine, HTMLElement lab) {
        this.engine = engine;
        this.lab = lab;
        link = new RoomLink(attribute("data-room"), attribute("data-student"), this);
        notices.setId("notices");
        Dom.with(Dom.byId("task"), Dom.with(notices, waiting));
    }

    private String attribute(String name) {
        String value = lab.getAttribute(name);
        return value == null ? "" : value;
    }

    /** Connects; a reload keeps what the room does not have yet, but closing the tab does not: it asks first. */
    void open() {
        Listen.on(Window.current(), "beforeunload", event -> {
            if (link.pending().size() > 0) {
                event.preventDefault();
            }
        });
        link.connect();
    }

    private void build(LabSession session) {
        waiting.setHidden(true);
        Bench bench = new Bench(session, painter, status);
        RoomDesk room = new RoomDesk(link, bench);
        desk = room;
        bench.join(room);
        Panels panels = Panels.build(bench, head -> {});
        painter.add(new AppTools(engine, panels.help(), null));
        new RailTabs(painter);
        painter.add(room);
        painter.add(new RoomBar(room, Dom.byId("stage")));
        painter.add(new PendingStrip(link, Dom.byId("console")));
        painter.add(new RoomRail(room, Dom.byId("task")));
        HTMLElement labs = Dom.find("labs");
        if (labs != null && link.instructor()) {
            painter.add(new ControlDesk(room, attribute("data-room"), Dom.byId("task"), labs));
        }
        LookWatch.start(panels, painter);
        Listen.on(panels.stage().focusTarget(), "keydown", event -> key((KeyboardEvent) event, room));
        painter.add(new ReadyMark());
        painter.changed(Painter.ALL);
    }

    private static void key(KeyboardEvent event, RoomDesk room) {
        boolean plain = !event.isCtrlKey() && !event.isAltKey() && !event.isMetaKey();
        if (plain && event.getKey().equals("f") && !"off".equals(Store.get("keys"))) {
            room.followOrDetach();
            event.preventDefault();
        }
    }

    @Override
    public void arriving(Runnable take) {
        if (desk != null) {
            desk.arriving(take);
            return;
        }
        take.run();
        LabSession session = link.log().newest();
        if (session != null) {
            build(session);
        }
    }

    @Override
    public void changed() {
        if (link.state() != RoomLink.State.LIVE) {
            Dom.text(
                    waiting,
                    link.state() == RoomLink.State.LOGIN_ENDED
                            ? "Your login has ended: log in again."
                            : "The room cannot be reached; trying again by itself…");
        }
        painter.changed(Painter.LIVE);
    }

    @Override
    public void pointed() {
        painter.changed(Painter.OTHERS);
    }

    @Override
    public void refused(String line, String reason) {
        if (desk != null) {
            desk.bench().show(new Outcome.NotNow(line, reason));
        }
    }

    @Override
    public void notice(String sentence) {
        HTMLElement note = Dom.el("p", "note");
        note.setAttribute("data-room-notice", "");
        HTMLElement close = Dom.button("Dismiss", () -> notices.removeChild(note));
        close.setClassName("quiet");
        Dom.with(notices, Dom.with(note, Dom.el("span", "", sentence + " "), close));
        status.say(sentence);
    }
}
