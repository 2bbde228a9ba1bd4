package pagewalk.web.process;

import java.util.List;
import org.teavm.jso.dom.html.HTMLElement;
import pagewalk.engine.event.EventKind;
import pagewalk.engine.event.EventLog;
import pagewalk.engine.timeline.Timeline;
import pagewalk.engine.view.ProcessView;
import pagewalk.web.bench.Bench;
import pagewalk.web.dom.Dom;
import pagewalk.web.memory.Bytes;

/** The frame of the chosen page with all who map it, and where the current operation copied one, both frames. */
final class FrameCards {
    private static final int OWNERS = 8;
    private static final int NONE = -1;

    private final Bench bench;
    private final Choice choice;
    private final HTMLElement element = Pane.titled("frame-cards", "Frames and who maps them");
    private final HTMLElement cards = Dom.el("div");

    FrameCards(Bench bench, Choice choice) {
        this.bench = bench;
        this.choice = choice;
        element.appendChild(cards);
    }

    HTMLElement element() {
        return element;
    }

    void show(ProcessView view, Links links) {
        Dom.clear(cards);
        Page page = choice.page();
        int pfn = page == null ? NONE : page.frame(view);
        int pinned = bench.selection().pinned();
        int copied = copyEvent();
        EventLog log = bench.timeline().log();
        int from = copied < 0 ? NONE : log.arg(copied, 0);
        int to = copied < 0 ? NONE : log.arg(copied, 1);
        if (from >= 0) {
            card(view, from, ", copied", links);
            card(view, to, ", the copy", links);
        }
        if (pfn >= 0 && pfn != from && pfn != to) {
            card(view, pfn, "", links);
        }
        if (pinned >= 0 && pinned != pfn && pinned != from && pinned != to) {
            card(view, pinned, ", pinned", links);
        }
        if (cards.getFirstChild() == null) {
            cards.appendChild(Pane.words(
                    page == null
                            ? "No page is chosen."
                            : "No frame: " + Bytes.address(page.address()) + " is not present."));
        }
    }

    /** The newest event of the current operation that copied a frame; -1 if none did. */
    private int copyEvent() {
        Timeline timeline = bench.timeline();
        int command = timeline.command() - 1;
        for (int i = timeline.event() - 1; command >= 0 && i >= timeline.firstEventOf(command); i--) {
            if (timeline.log().kind(i) == EventKind.PAGE_COPIED.code()) {
                return i;
            }
        }
        return NONE;
    }

    private void card(ProcessView view, int pfn, String role, Links links) {
        HTMLElement head = links.button("pfn " + pfn, Link.frame(pfn), "f" + pfn);
        Dom.pressed(head, pfn == bench.selection().pinned());
        HTMLElement list = Dom.el("ul", "plain");
        List<Page> owners = Owners.of(view, pfn);
        for (int i = 0; i < owners.size() && i < OWNERS; i++) {
            Page owner = owners.get(i);
            PageEntry[] path = owner.path(view);
            String text = "pid " + owner.pid() + " " + Bytes.address(owner.address());
            HTMLElement button = links.button(text, Link.page(owner, pfn), "o" + pfn + "." + i);
            button.setClassName("mono");
            list.appendChild(Dom.with(
                    Dom.el("li"), button, Dom.el("span", "soft", " " + path[path.length - 1].bits())));
        }
        if (owners.size() > OWNERS) {
            list.appendChild(Dom.el("li", "soft", owners.size() - OWNERS + " more"));
        }
        HTMLElement words = Dom.el("span", "soft", role + ": " + Owners.kind(view, pfn));
        cards.appendChild(Dom.with(Dom.el("div", "card"), head, words, list));
    }
}
