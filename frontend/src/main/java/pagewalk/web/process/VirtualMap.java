package pagewalk.web.process;

import org.teavm.jso.dom.html.HTMLElement;
import pagewalk.engine.filemap.Files;
import pagewalk.engine.mm.AddressSpace;
import pagewalk.engine.mm.VmFlags;
import pagewalk.engine.mm.Vmas;
import pagewalk.engine.view.ProcessView;
import pagewalk.web.dom.Dom;
import pagewalk.web.memory.Bytes;

/** The address space of the chosen process, a VMA a row by address; the one with the chosen page is opened. */
final class VirtualMap {
    /** VMAs listed at one time. */
    private static final int ROWS = 16;
    /** Parts of a VMA's bar. */
    private static final int BOXES = 24;
    /** A VMA's bar has this share of the width at least, in percent; the rest grows with the logarithm of its size. */
    private static final int LEAST = 16;

    private static final int PAGE_BITS = 12;

    private final Choice choice;
    private final HTMLElement element = Pane.titled("virtual-map", "Virtual map");
    private final HTMLElement kinds = Dom.el("p", "soft key");
    private final HTMLElement rows = Dom.el("div", "vmas");
    private final PageCells cells;

    VirtualMap(Choice choice) {
        this.choice = choice;
        cells = new PageCells(choice);
        HTMLElement key = Dom.el("p", "soft key");
        for (String state : PageCells.STATES) {
            HTMLElement sample = Dom.el("span", "cell");
            sample.setAttribute("data-state", state);
            key.appendChild(Dom.with(Dom.el("span"), sample, Dom.el("span", "", " " + PageCells.word(state))));
        }
        Dom.with(element, key, kinds, rows);
    }

    HTMLElement element() {
        return element;
    }

    void show(ProcessView view, Links links) {
        Dom.clear(rows);
        Dom.clear(kinds);
        AddressSpace mm = view.space(choice.pid());
        Page page = choice.page();
        if (mm == null || mm.vmas() == 0) {
            String why = mm == null ? "This process has no address space any more." : "Nothing is mapped yet.";
            rows.appendChild(Pane.words(why));
            return;
        }
        int open = page == null ? -1 : VmaFacts.at(view.state(), mm, page.number());
        int place = 0;
        while (place < mm.vmas() && mm.vma(place) != open) {
            place++;
        }
        int last = Math.max(0, mm.vmas() - ROWS);
        int begin = place == mm.vmas() ? 0 : place - ROWS / 2;
        int from = Math.max(0, Math.min(begin + choice.shift(Choice.VMAS) * ROWS, last));
        int to = Math.min(mm.vmas(), from + ROWS);
        Pane.more(rows, "VMAs below", from, "vma-before", () -> choice.shift(Choice.VMAS, -1));
        int widest = widest(view.vmas(), mm, from, to);
        legend(view, mm, from, to);
        for (int i = from; i < to; i++) {
            if (i > from) {
                gap(view.vmas(), mm.vma(i - 1), mm.vma(i));
            }
            row(view, mm, mm.vma(i), widest, links);
            if (mm.vma(i) == open && page != null) {
                rows.appendChild(cells.show(view, mm, open, page, links));
            }
        }
        Pane.more(rows, "VMAs above", mm.vmas() - to, "vma-after", () -> choice.shift(Choice.VMAS, 1));
    }

    /** What the signs of the listed VMAs mean. */
    private void legend(ProcessView view, AddressSpace mm, int from, int to) {
        boolean[] there = new boolean[VmaKind.values().length];
        for (int i = from; i < to; i++) {
            there[VmaFacts.kind(view.state(), mm, mm.vma(i)).ordinal()] = true;
        }
        for (VmaKind kind : VmaKind.values()) {
            if (there[kind.ordinal()]) {
                kinds.appendChild(Dom.with(Dom.el("span"), sign(kind), Dom.el("span", "", " " + kind.word())));
            }
        }
    }

    private static HTMLElement sign(VmaKind kind) {
        HTMLElement sign = Dom.el("span", "sign", kind.sign());
        sign.setAttribute("aria-hidden", "true");
        Dom.attribute(sign, "data-shared", kind.isShared(), "");
        return sign;
    }

    private static int widest(Vmas vmas, AddressSpace mm, int from, int to) {
        int widest = 1;
        for (int i = from; i < to; i++) {
            widest = Math.max(widest, bits(vmas.pages(mm.vma(i))));
        }
        return widest;
    }

    /** How many binary digits a number has. */
    private static int bits(long number) {
        int bits = 0;
        while (number >>> bits != 0) {
            bits++;
        }
        return bits;
    }

    private void gap(Vmas vmas, int below, int above) {
        long pages = vmas.start(above) - vmas.end(below);
        if (pages > 0) {
            rows.appendChild(Dom.el("p", "soft gap", rounded(pages) + " not mapped"));
        }
    }

    /** A size in the largest unit of which it has one, rounded down. */
    private static String rounded(long pages) {
        int bits = bits(pages) - 1 + PAGE_BITS;
        int unit = bits - bits % 10;
        return (pages << PAGE_BITS == pages << PAGE_BITS >>> unit << unit ? "" : "about ")
                + Bytes.size(pages << PAGE_BITS >>> unit << unit);
    }

    private void row(ProcessView view, AddressSpace mm, int vma, int widest, Links links) {
        Vmas vmas = view.vmas();
        long start = vmas.start(vma);
        long pages = vmas.pages(vma);
        VmaKind kind = VmaFacts.kind(view.state(), mm, vma);
        Link link = new Link(choice.pid(), start, vmas.end(vma), -1);
        String name = Bytes.address(start << PAGE_BITS) + " " + VmFlags.permissions(vmas.flags(vma));
        HTMLElement button = links.button("", link, "v" + start);
        button.setClassName("mono");
        Dom.with(button, sign(kind), Dom.el("span", "", " " + name + " " + kind.word()));
        int boxes = (int) Math.min(pages, BOXES);
        Presence presence = Presence.of(view.state(), mm, start, vmas.end(vma), boxes);
        HTMLElement bar = bar(presence, (int) Math.max(1, pages / boxes));
        bar.setAttribute("data-memory", memory(view, vma));
        Dom.attribute(bar, "data-shared", kind.isShared(), "");
        int share = LEAST + (100 - LEAST) * bits(pages) / widest;
        bar.getStyle().setProperty("width", share + "%");
        String zero = presence.zero() == 0 ? "" : ", " + presence.zero() + " the page of zeros";
        String huge = presence.huge() == 0 ? "" : ", in " + presence.huge() + " huge";
        String words = Pane.pages(pages) + " (" + Bytes.size(pages << PAGE_BITS) + "), " + presence.present()
                + " present" + zero + huge + file(view, vma);
        rows.appendChild(Dom.with(Dom.el("div", "vma"), button, bar, Pane.words(words)));
    }

    /** What its frames are: "anon", "file", or "kernel". */
    static String memory(ProcessView view, int vma) {
        boolean file = view.vmas().file(vma) != Vmas.NIL;
        return view.vmas().isAnonymous(vma) ? "anon" : file ? "file" : "kernel";
    }

    private static String file(ProcessView view, int vma) {
        Files files = view.state().files();
        int file = view.vmas().file(vma);
        return file == Vmas.NIL
                ? ""
                : ", " + files.path(file) + " from page " + view.vmas().pgoff(vma) + " on";
    }

    private static HTMLElement bar(Presence presence, int pagesInBox) {
        HTMLElement bar = Dom.el("div", "vma-bar");
        bar.setAttribute("aria-hidden", "true");
        for (int i = 0; i < presence.boxes().length; i++) {
            int there = presence.boxes()[i];
            boolean zero = there > 0 && presence.zeroBoxes()[i] == there;
            bar.appendChild(Dom.el("span", there == 0 ? "" : zero ? "zero" : there < pagesInBox ? "some" : "all"));
        }
        return bar;
    }
}
