package pagewalk.web.process;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pagewalk.engine.mm.AddressSpace;
import pagewalk.engine.pagetable.PageTables;
import pagewalk.engine.view.ProcessView;
import pagewalk.web.bench.Bench;
import pagewalk.web.dom.Painter;

/** The process and page that all pictures show, whether they are pinned, and what is pointed at. */
final class Choice {
    /** Places of {@link #shift}: the tables from level 1 on, VMAs, pages, the TLBs of processors. */
    static final int VMAS = 5;

    static final int PAGES = 6;
    static final int TLBS = 7;
    private static final int SHIFTS = TLBS + TlbPane.CPUS;

    private final Bench bench;
    private final int[] shifts = new int[SHIFTS];
    private int pid;
    private @Nullable Page page;
    private boolean pinned;
    private @Nullable Link pointed;
    /** The frame that was pinned when this last looked. */
    private int frameSeen = -1;

    private boolean changed;

    Choice(Bench bench) {
        this.bench = bench;
    }

    private ProcessView view() {
        return bench.timeline().machine().processes();
    }

    /** Another machine. */
    void forget() {
        pid = 0;
        page = null;
        pinned = false;
        pointed = null;
        frameSeen = bench.selection().pinned();
        change();
    }

    private void change() {
        changed = true;
        for (int i = 0; i < SHIFTS; i++) {
            shifts[i] = 0;
        }
    }

    /** Whether something was chosen since this was last asked. */
    boolean takeChanged() {
        boolean was = changed;
        changed = false;
        return was;
    }

    int pid() {
        return pid;
    }

    /** The page that is shown; null where there is none. */
    @Nullable
    Page page() {
        return page;
    }

    boolean isPinned() {
        return pinned;
    }

    boolean isPinned(Page other) {
        return pinned && page != null && page.same(other);
    }

    int shift(int list) {
        return shifts[list];
    }

    /** Shows another part of a long list. */
    void shift(int list, int by) {
        shifts[list] += by;
        changed = true;
        bench.painter().changed(Painter.SELECTION);
    }

    /** The machine is at another place: keeps to a process that is there, and to a page it may have. */
    void settle() {
        if (view().task(pid) == null) {
            pid = 0;
            for (int other = view().nextPid() - 1; other > 0; other--) {
                pid = view().task(other) == null ? pid : other;
            }
            page = null;
            pinned = false;
            change();
        }
        if (page == null || page.pid() != pid) {
            page = first();
        }
    }

    /** The first page that is there of the chosen process, else the first that may be. */
    private @Nullable Page first() {
        AddressSpace mm = view().space(pid);
        if (mm == null || mm.vmas() == 0) {
            return null;
        }
        var vmas = view().vmas();
        for (int i = 0; i < mm.vmas(); i++) {
            int vma = mm.vma(i);
            long first = Presence.of(view().state(), mm, vmas.start(vma), vmas.end(vma), 1)
                    .first();
            if (first >= 0) {
                return Page.of(pid, first);
            }
        }
        return Page.of(pid, vmas.start(mm.vma(0)));
    }

    /** A step is about a process, and maybe one page of it; what is pinned stays. */
    void follow(int ofPid, @Nullable Page ofPage) {
        if (pinned || ofPid == 0 || view().task(ofPid) == null) {
            return;
        }
        boolean other = ofPid != pid || ofPage != null && (page == null || !page.same(ofPage));
        pid = ofPid;
        page = ofPage == null && page != null && page.pid() == pid ? page : ofPage;
        if (other) {
            change();
        }
    }

    private void choose(int newPid) {
        pinned = false;
        pid = newPid;
        page = null;
        pinFrame(-1);
    }

    /** Pins what an element stands for: of many pages the first that is there. A whole process is only shown. */
    void pin(Link link) {
        if (link.to() - link.from() == PageTables.USER_PAGES) {
            choose(link.pid());
            return;
        }
        Page next = null;
        if (link.isPage()) {
            next = Page.of(link.pid(), link.from());
        } else if (link.pid() != 0) {
            AddressSpace mm = view().space(link.pid());
            long first = mm == null
                    ? -1
                    : Presence.of(view().state(), mm, link.from(), link.to(), 1).first();
            next = Page.of(link.pid(), first < 0 ? link.from() : first);
        } else {
            next = ownerOf(link.pfn());
        }
        if (next != null) {
            pid = next.pid();
            page = next;
        }
        pinned = next != null;
        pinFrame(next == null || link.pid() == 0 ? link.pfn() : next.frame(view()));
    }

    /** The page of the chosen process that has a frame, else the first of any; null if nobody maps it. */
    private @Nullable Page ownerOf(int pfn) {
        List<Page> owners = Owners.of(view(), pfn);
        for (Page owner : owners) {
            if (owner.pid() == pid) {
                return owner;
            }
        }
        return owners.isEmpty() ? null : owners.get(0);
    }

    private void pinFrame(int pfn) {
        if (pfn >= 0) {
            bench.pin(pfn);
        } else {
            bench.clearSelection();
        }
        frameSeen = bench.selection().pinned();
        change();
        bench.painter().changed(Painter.SELECTION);
    }

    /** Nothing is pinned any more. */
    void clear() {
        pinned = false;
        pinFrame(-1);
    }

    /** Takes over what was pinned or unpinned elsewhere, such as in the map of frames. */
    void heed() {
        int pfn = bench.selection().pinned();
        if (pfn == frameSeen) {
            return;
        }
        frameSeen = pfn;
        Page owner = pfn < 0 ? null : ownerOf(pfn);
        pinned = owner != null;
        if (owner != null) {
            pid = owner.pid();
            page = owner;
        }
        change();
    }

    /** The pointer or the keyboard is at an element that stands for something, or at none. */
    void point(@Nullable Link link) {
        boolean same = link == null ? pointed == null : pointed != null && link.same(pointed);
        if (!same) {
            pointed = link;
            bench.hover(link == null ? -1 : link.pfn());
            bench.painter().changed(Painter.SELECTION);
        }
    }

    /** What is outlined: what is pointed at, else what is pinned, and for a page or frame all who share it. */
    List<Link> lit() {
        List<Link> lit = new ArrayList<>();
        Link link = pointed;
        if (link == null && pinned && page != null) {
            link = Link.page(page, page.frame(view()));
        } else if (link == null && bench.selection().pinned() >= 0) {
            link = Link.frame(bench.selection().pinned());
        }
        if (link == null) {
            return lit;
        }
        lit.add(link);
        if (link.pfn() >= 0 && (link.pid() == 0 || link.isPage())) {
            for (Page owner : Owners.of(view(), link.pfn())) {
                lit.add(Link.page(owner, -1));
            }
        }
        return lit;
    }
}
