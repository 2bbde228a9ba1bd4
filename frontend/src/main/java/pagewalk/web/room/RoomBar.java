package pagewalk.web.room;

import org.teavm.jso.dom.html.HTMLElement;
import pagewalk.web.dom.Dom;
import pagewalk.web.dom.Painter;

/** Above the stage, always there: the connection, whether the page follows, and that the room is paused. */
public final class RoomBar implements Painter.Panel {
    private final RoomDesk desk;
    private final HTMLElement element = Dom.el("div", "room-bar");
    private final HTMLElement connection = Dom.el("span", "chip");
    private final HTMLElement place = Dom.el("span", "place");
    private final HTMLElement follow;
    private final HTMLElement paused = Dom.el("p", "paused");
    private String told = "";
    private int height;

    public RoomBar(RoomDesk desk, HTMLElement stage) {
        this.desk = desk;
        element.setAttribute("role", "region");
        element.setAttribute("aria-label", "Room");
        connection.setId("connection");
        place.setId("place");
        follow = Dom.button("Follow (f)", desk::follow);
        follow.setId("follow");
        follow.setClassName("primary");
        paused.setId("paused");
        Dom.with(element, connection, place, follow, paused);
        stage.insertBefore(element, stage.getFirstChild());
    }

    @Override
    public void paint(int changed) {
        if ((changed & (Painter.LIVE | Painter.POSITION | Painter.EVENTS | Painter.PART | Painter.OTHERS)) == 0) {
            return;
        }
        RoomLink link = desk.link();
        boolean live = link.state() == RoomLink.State.LIVE;
        connection.setClassName(live ? "chip good" : "chip warn");
        String words = connectionWords(link);
        Dom.text(connection, words);
        boolean following = desk.following();
        element.setAttribute("data-following", following ? "true" : "false");
        Dom.text(place, placeWords(following));
        follow.setHidden(following);
        paused.setHidden(!link.paused());
        Dom.text(paused, pausedWords(link));
        tell(live ? "Live." : words.substring(2));
        makeRoom();
    }

    /** The stage below has another height now: it has to be painted for it. */
    private void makeRoom() {
        int now = element.getOffsetHeight();
        if (now != height) {
            height = now;
            desk.bench().painter().changed(Painter.LOOK);
        }
    }

    /** Says a change of the connection once; the first state is no change. */
    private void tell(String state) {
        if (!told.isEmpty() && !told.equals(state)) {
            desk.bench().say(state);
        }
        told = state;
    }

    static String connectionWords(RoomLink link) {
        int unsent = link.pending().size();
        String waiting = unsent == 0 ? "" : ", " + unsent + " unsent";
        return switch (link.state()) {
            case LIVE -> "● live";
            case CONNECTING -> "▲ connecting" + waiting;
            case RECONNECTING -> "▲ reconnecting" + waiting;
            case LOGIN_ENDED -> "✕ your login has ended: log in again" + waiting;
        };
    }

    private String placeWords(boolean following) {
        RoomLog log = desk.link().log();
        if (following) {
            return "◉ Following the room, at #" + log.seq();
        }
        return desk.behindPush()
                ? "◌ Detached on an earlier machine: " + log.pusher() + " pushed a new one at #" + log.pushSeq()
                        + ", room is at #" + log.seq()
                : "◌ Detached at #" + desk.position() + " · room is at #" + log.seq();
    }

    private static String pausedWords(RoomLink link) {
        String by = link.pausedBy().isEmpty() ? "the instructor" : link.pausedBy();
        return link.instructor()
                ? "‖ Paused by " + by + ". Only instructors' commands are carried out."
                : "‖ Paused by " + by + ". Look around as you like; commands go on when the room does.";
    }
}
