package pagewalk.web.room;

import java.util.List;
import org.teavm.jso.dom.html.HTMLElement;
import pagewalk.web.dom.Dom;
import pagewalk.web.dom.Painter;

/** The left column of a room: who is here and what they point at, and whether this page agrees with the server. */
public final class RoomRail implements Painter.Panel {
    private final RoomDesk desk;
    private final HTMLElement count = Dom.el("h2", "", "Here");
    private final HTMLElement members = Dom.el("ul", "members");
    private final HTMLElement digest = Dom.el("p", "mono digest");
    private final HTMLElement agrees = Dom.el("p");

    public RoomRail(RoomDesk desk, HTMLElement section) {
        this.desk = desk;
        members.setId("members");
        digest.setId("digest");
        agrees.setId("agrees");
        Dom.with(section, count, members, Dom.el("h2", "", "Digest"), digest, agrees);
    }

    @Override
    public void paint(int changed) {
        if ((changed & (Painter.LIVE | Painter.OTHERS | Painter.EVENTS | Painter.POSITION)) != 0) {
            showMembers();
            showDigest();
        }
    }

    /** Lines are changed in place, so that a screen reader keeps its position. */
    private void showMembers() {
        List<Members.Member> all = desk.link().members().all();
        Dom.text(count, "Here: " + all.size());
        while (members.getChildNodes().getLength() > all.size()) {
            members.removeChild(members.getLastChild());
        }
        while (members.getChildNodes().getLength() < all.size()) {
            members.appendChild(Dom.with(Dom.el("li"), Dom.el("span", "name"), Dom.el("span", "doing")));
        }
        for (int i = 0; i < all.size(); i++) {
            Members.Member member = all.get(i);
            HTMLElement line = (HTMLElement) members.getChildNodes().item(i);
            boolean own = desk.link().members().isOwn(member);
            String role = member.instructor() ? ", instructor" : member.role().equals("guest") ? ", guest" : "";
            Dom.text((HTMLElement) line.getFirstChild(), member.name() + role + (own ? " (you)" : ""));
            Dom.text((HTMLElement) line.getLastChild(), own ? "" : doing(member));
        }
    }

    private String doing(Members.Member member) {
        String frame = member.pfn() < 0 ? null : desk.pointedAt(member.pfn());
        String pointing = frame == null ? "" : "points at " + frame;
        String where = member.event() < 0 ? "" : "looks back at event " + member.event() + ". ";
        return where + pointing;
    }

    private void showDigest() {
        RoomLog log = desk.link().log();
        Dom.text(digest, log.digest());
        digest.setAttribute("data-seq", Integer.toString(log.seq()));
        agrees.setClassName(log.compares() ? "good" : "bad");
        Dom.text(
                agrees,
                log.compares()
                        ? "✓ agrees with the server's at #" + log.seq()
                        : "✕ not compared: this page's engine differs; reload the page");
    }
}
