package pagewalk.engine.zswap;

import pagewalk.engine.digest.Digest;
import pagewalk.engine.event.EventKind;
import pagewalk.engine.event.Events;
import pagewalk.engine.page.Gfp;
import pagewalk.engine.pagetable.OutOfFrames;
import pagewalk.engine.pagetable.PageSource;
import pagewalk.engine.rmap.FrameMaps;
import pagewalk.engine.rule.Rule;
import pagewalk.engine.util.GrowingInts;

/**
 * The pool of zsmalloc: zspages of each class in twelve lists by how full they are. An object is put into a zspage of
 * the fullest list that has room, so that others run empty (mm/zsmalloc.c).
 */
public final class Zspages {
    public static final int NIL = -1;

    private static final int GROUPS = 12;
    private static final int FULL = GROUPS - 1;
    /** No request in want of memory may wait for memory; it may take what is kept for such. */
    private static final int GFP = Gfp.KSWAPD_RECLAIM | Gfp.NORETRY | Gfp.HIGHMEM | Gfp.MOVABLE | Gfp.MEMALLOC;

    private static final int CLASS = 0;
    private static final int INUSE = 1;
    private static final int PREV = 2;
    private static final int NEXT = 3;
    private static final int FRAMES = 4;
    private static final int ROW = FRAMES + SizeClasses.MOST_PAGES;

    private final PageSource source;
    private final FrameMaps frames;
    private final Events events;
    /** First zspage of each list: {@link #GROUPS} for each class. */
    private final int[] heads;

    private final GrowingInts rows;
    /** Rows that are not in use, linked by {@link #NEXT}. */
    private int spare = NIL;

    private int pages;

    public Zspages(PageSource source, FrameMaps frames, Events events) {
        this.source = source;
        this.frames = frames;
        this.events = events;
        heads = new int[SizeClasses.count() * GROUPS];
        java.util.Arrays.fill(heads, NIL);
        rows = new GrowingInts();
    }

    private Zspages(Zspages other, PageSource source, FrameMaps frames, Events events) {
        this.source = source;
        this.frames = frames;
        this.events = events;
        heads = other.heads.clone();
        rows = other.rows.copy();
        spare = other.spare;
        pages = other.pages;
    }

    Zspages copy(PageSource newSource, FrameMaps newFrames, Events newEvents) {
        return new Zspages(this, newSource, newFrames, newEvents);
    }

    /** Frames of all zspages (zs_get_total_pages()). */
    public int pages() {
        return pages;
    }

    /** Objects in a zspage. */
    public int inUse(int zspage) {
        return rows.get(zspage * ROW + INUSE);
    }

    /** The class of a zspage. */
    public int classOf(int zspage) {
        return rows.get(zspage * ROW + CLASS);
    }

    /** First zspage of a class with a given fullness, 0 to 11; {@link #NIL} if there is none. */
    public int first(int number, int group) {
        return heads[number * GROUPS + group];
    }

    /** The zspage behind another one in its list. */
    public int next(int zspage) {
        return rows.get(zspage * ROW + NEXT);
    }

    /** Room for an object of {@code bytes}: its zspage, {@link #NIL} if no frames are left (zs_malloc()). */
    int take(int bytes) {
        int number = SizeClasses.of(bytes);
        int zspage = NIL;
        for (int group = FULL - 1; group >= 0 && zspage == NIL; group--) {
            zspage = heads[number * GROUPS + group];
        }
        if (zspage == NIL) {
            zspage = make(number);
            if (zspage == NIL) {
                return NIL;
            }
        } else {
            unlink(zspage);
        }
        rows.set(zspage * ROW + INUSE, inUse(zspage) + 1);
        link(zspage);
        return zspage;
    }

    /** An object of a zspage goes (zs_free()). */
    void give(int zspage) {
        unlink(zspage);
        rows.set(zspage * ROW + INUSE, inUse(zspage) - 1);
        if (inUse(zspage) > 0) {
            link(zspage);
            return;
        }
        int number = classOf(zspage);
        for (int i = 0; i < SizeClasses.pages(number); i++) {
            int pfn = rows.get(zspage * ROW + FRAMES + i);
            frames.disown(pfn);
            source.release(pfn);
        }
        pages -= SizeClasses.pages(number);
        rows.set(zspage * ROW + NEXT, spare);
        spare = zspage;
        tell(Rule.ZSPAGE_FREED, zspage, number);
    }

    private int make(int number) {
        int zspage = spare == NIL ? rows.grow(ROW) / ROW : spare;
        int wanted = SizeClasses.pages(number);
        boolean fromSpare = spare != NIL;
        for (int i = 0; i < wanted; i++) {
            int pfn = frame();
            if (pfn == NIL) {
                undo(zspage, i, fromSpare);
                return NIL;
            }
            rows.set(zspage * ROW + FRAMES + i, pfn);
        }
        spare = fromSpare ? rows.get(zspage * ROW + NEXT) : spare;
        rows.set(zspage * ROW + CLASS, number);
        rows.set(zspage * ROW + INUSE, 0);
        pages += wanted;
        tell(Rule.ZSPAGE_MADE, zspage, number);
        return zspage;
    }

    private void undo(int zspage, int taken, boolean fromSpare) {
        for (int i = 0; i < taken; i++) {
            int pfn = rows.get(zspage * ROW + FRAMES + i);
            frames.disown(pfn);
            source.release(pfn);
        }
        if (!fromSpare) {
            rows.set(zspage * ROW + NEXT, spare);
            spare = zspage;
        }
    }

    private int frame() {
        try {
            int pfn = source.allocate(GFP);
            frames.own(pfn, FrameMaps.ZSPAGE, NIL, 0, 0);
            return pfn;
        } catch (OutOfFrames none) {
            return NIL;
        }
    }

    /** get_fullness_group(). */
    private int group(int zspage) {
        int objects = SizeClasses.objects(classOf(zspage));
        int used = inUse(zspage);
        return used == objects ? FULL : used == 0 ? 0 : 100 * used / objects / 10 + 1;
    }

    private void link(int zspage) {
        int list = classOf(zspage) * GROUPS + group(zspage);
        rows.set(zspage * ROW + PREV, NIL);
        rows.set(zspage * ROW + NEXT, heads[list]);
        if (heads[list] != NIL) {
            rows.set(heads[list] * ROW + PREV, zspage);
        }
        heads[list] = zspage;
    }

    private void unlink(int zspage) {
        int before = rows.get(zspage * ROW + PREV);
        int behind = rows.get(zspage * ROW + NEXT);
        if (before == NIL) {
            heads[classOf(zspage) * GROUPS + group(zspage)] = behind;
        } else {
            rows.set(before * ROW + NEXT, behind);
        }
        if (behind != NIL) {
            rows.set(behind * ROW + PREV, before);
        }
    }

    private void tell(Rule rule, int zspage, int number) {
        events.emit(
                EventKind.ZSPAGE.code(),
                rule.code(),
                zspage,
                SizeClasses.size(number),
                SizeClasses.pages(number),
                pages);
    }

    void digest(Digest into) {
        into.fold(pages);
        for (int number = 0; pages > 0 && number < SizeClasses.count(); number++) {
            for (int group = 0; group < GROUPS; group++) {
                for (int zspage = first(number, group); zspage != NIL; zspage = next(zspage)) {
                    into.fold(zspage);
                    into.fold(inUse(zspage));
                }
            }
        }
    }

    int bytesBeside(@org.jspecify.annotations.Nullable Zspages other) {
        return heads.length * 4 + rows.bytesBeside(other == null ? null : other.rows);
    }
}
