package pagewalk.web.pressure;

import java.util.List;
import org.teavm.jso.dom.html.HTMLElement;
import pagewalk.engine.rmap.FrameMaps;
import pagewalk.engine.swap.SwapSpace;
import pagewalk.web.bench.Bench;
import pagewalk.web.dom.Dom;
import pagewalk.web.process.Owners;
import pagewalk.web.process.Page;
import pagewalk.web.process.Pane;

/** The page that is pinned or pointed at: what it is, where it is, who maps it, and its slot. */
final class ChosenPage {
    private static final int OWNERS = 6;

    private final Bench bench;
    private final PageOpener opener;
    private final SwapPane swap;
    private final HTMLElement element = Pane.titled("chosen-page", "Chosen page");
    private final HTMLElement body = Dom.el("div");

    ChosenPage(Bench bench, PageOpener opener, SwapPane swap) {
        this.bench = bench;
        this.opener = opener;
        this.swap = swap;
        element.appendChild(body);
    }

    HTMLElement element() {
        return element;
    }

    void show(Now now) {
        Dom.clear(body);
        int pfn = bench.selection().shown();
        if (!PageWords.isPage(now.view(), pfn)) {
            body.appendChild(Pane.words(
                    pfn < 0
                            ? "Point at a page of the lists, or click to pin it."
                            : "pfn " + pfn + " is no page of a process or file."));
            return;
        }
        boolean pinned = pfn == bench.selection().pinned();
        HTMLElement head = Dom.el("p", "mono", "pfn " + pfn + (pinned ? ", pinned" : ""));
        HTMLElement list = Dom.el("ul", "plain");
        line(list, PageWords.what(now, pfn));
        line(list, PageWords.place(now.view(), now.moment(), pfn));
        line(list, PageWords.flags(now.view(), pfn));
        Dom.with(body, head, list);
        owners(now, pfn);
        if (now.processes().frames().is(pfn, FrameMaps.SWAPCACHE)) {
            int entry = now.view().swap().entryOf(pfn);
            int device = SwapSpace.deviceOf(entry);
            String words =
                    "slot " + SwapSpace.slot(entry) + " of " + now.view().swap().path(device);
            HTMLElement button = Dom.button(words, () -> swap.choose(entry));
            button.setAttribute("data-key", "slot");
            body.appendChild(Dom.with(Dom.el("p"), button));
        }
    }

    private static void line(HTMLElement list, String words) {
        list.appendChild(Dom.el("li", "", words));
    }

    private void owners(Now now, int pfn) {
        List<Page> owners = Owners.of(now.processes(), pfn);
        if (owners.isEmpty()) {
            body.appendChild(Pane.words("No page table maps it."));
            return;
        }
        HTMLElement list = Dom.el("p", "owners");
        for (int i = 0; i < owners.size() && i < OWNERS; i++) {
            list.appendChild(opener.button(owners.get(i), "o" + i));
        }
        if (owners.size() > OWNERS) {
            Dom.addText(list, " and " + (owners.size() - OWNERS) + " more");
        }
        body.appendChild(list);
    }
}
