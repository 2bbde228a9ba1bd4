package pagewalk.web.room;

import org.teavm.jso.dom.html.HTMLElement;
import pagewalk.web.dom.Dom;
import pagewalk.web.dom.Painter;

/** Above the command line: what was typed here and is not in the room's log yet. */
public final class PendingStrip implements Painter.Panel {
    private static final int SHOWN = 4;

    private final RoomLink link;
    private final HTMLElement list = Dom.el("ol", "pending");

    public PendingStrip(RoomLink link, HTMLElement console) {
        this.link = link;
        list.setId("pending");
        list.setAttribute("aria-label", "Commands that wait for the room");
        console.insertBefore(list, console.getLastChild());
    }

    @Override
    public void paint(int changed) {
        if ((changed & Painter.LIVE) == 0) {
            return;
        }
        Dom.clear(list);
        list.setHidden(link.pending().size() == 0);
        String state = link.state() == RoomLink.State.LIVE ? "pending" : "unsent";
        int shown = 0;
        for (Pending.Ask ask : link.pending().all()) {
            if (shown++ < SHOWN) {
                HTMLElement line = Dom.el("li", "", "> " + ask.line());
                line.appendChild(Dom.el("span", "by", state));
                list.appendChild(line);
            }
        }
        if (shown > SHOWN) {
            list.appendChild(Dom.el("li", "", "and " + (shown - SHOWN) + " more, " + state));
        }
    }
}
