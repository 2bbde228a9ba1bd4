package pagewalk.engine.mm;

import pagewalk.engine.digest.Digest;
import pagewalk.engine.event.EventKind;
import pagewalk.engine.mm.ThpStat.Count;
import pagewalk.engine.rmap.FrameMaps;
import pagewalk.engine.rule.Rule;
import pagewalk.engine.util.IntList;

/** The huge page of zeros: made at the first read, shared by all, freed when frames run short and nobody has it. */
final class ThpZero {
    private static final int NIL = -1;

    private final MmState state;
    private final ThpStat stat;
    private final ThpSettings settings;
    /** Address spaces that have used it, each once (MMF_HUGE_ZERO_PAGE). */
    private final IntList holders;

    private int pfn = NIL;

    ThpZero(MmState state, ThpStat stat, ThpSettings settings) {
        this.state = state;
        this.stat = stat;
        this.settings = settings;
        holders = new IntList();
    }

    ThpZero(ThpZero other, MmState state, ThpStat stat, ThpSettings settings) {
        this.state = state;
        this.stat = stat;
        this.settings = settings;
        holders = other.holders.copy();
        pfn = other.pfn;
    }

    /** Its first frame; -1 while there is none. */
    int pfn() {
        return pfn;
    }

    /** Its first frame, for one address space more; -1 if there is no block for it (mm_get_huge_zero_folio()). */
    int hold(AddressSpace mm) {
        if (pfn == NIL) {
            pfn = state.source.allocate(ThpFolios.ORDER, settings.zeroGfp());
            stat.add(pfn < 0 ? Count.THP_ZERO_PAGE_ALLOC_FAILED : Count.THP_ZERO_PAGE_ALLOC);
            if (pfn < 0) {
                pfn = NIL;
                return NIL;
            }
            for (int i = 0; i < ThpFolios.PAGES; i++) {
                state.frames.own(pfn + i, FrameMaps.ZERO, NIL, 0, 0);
            }
            state.tell(EventKind.THP_ZERO_PAGE, Rule.THP_ZERO, pfn, 1, 0, 0);
        }
        if (place(mm.id) == NIL) {
            holders.add(mm.id);
        }
        return pfn;
    }

    private int place(int mm) {
        for (int i = 0; i < holders.size(); i++) {
            if (holders.get(i) == mm) {
                return i;
            }
        }
        return NIL;
    }

    /** An address space goes. */
    void ended(int mm) {
        int place = place(mm);
        if (place != NIL) {
            holders.removeAt(place);
        }
    }

    /** Frees it if nobody has it; whether it did. */
    boolean shrink() {
        if (pfn == NIL || holders.size() > 0) {
            return false;
        }
        for (int i = 0; i < ThpFolios.PAGES; i++) {
            state.frames.disown(pfn + i);
        }
        state.tell(EventKind.THP_ZERO_PAGE, Rule.THP_ZERO_GONE, pfn, 0, 0, 0);
        state.source.release(pfn);
        pfn = NIL;
        return true;
    }

    /** Whether {@link #shrink} would free it. */
    boolean isIdle() {
        return pfn != NIL && holders.size() == 0;
    }

    void digest(Digest into) {
        into.fold(pfn);
        for (int i = 0; i < holders.size(); i++) {
            into.fold(holders.get(i));
        }
    }
}
