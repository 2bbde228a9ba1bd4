package pagewalk.engine.mm;

import org.jspecify.annotations.Nullable;
import pagewalk.engine.event.EventKind;
import pagewalk.engine.mm.VmaEdits.Range;
import pagewalk.engine.rule.Rule;

/** brk(): moves the end of the heap (mm/mmap.c); never refuses, but leaves the end where it was. */
final class Brk {
    private final MmState state;
    private final VmaEdits edits;
    private final Unmap unmap;
    private final Places places;
    private final Vmas vmas;

    Brk(MmState state, VmaEdits edits, Unmap unmap, Places places) {
        this.state = state;
        this.edits = edits;
        this.unmap = unmap;
        this.places = places;
        vmas = state.vmas;
    }

    /** The end of the heap after this, in bytes: {@code wanted} if that could be done. */
    long brk(AddressSpace mm, long wanted) {
        Rule rule = move(mm, wanted);
        long pages = (mm.brk + 0xfff >>> 12) - (mm.startBrk >>> 12);
        state.tellRange(EventKind.BRK, rule, mm.brk >>> 12, pages, (int) mm.brk & 0xfff);
        return mm.brk;
    }

    private Rule move(AddressSpace mm, long wanted) {
        if (Long.compareUnsigned(wanted, mm.startBrk) < 0) {
            return wanted == 0 ? Rule.BRK_ASK : Rule.BRK_LOW;
        }
        if (overData(mm, wanted) || wanted < 0 || wanted >>> 12 > Places.TASK_PAGES) {
            return Rule.BRK_LIMIT;
        }
        long newPage = wanted + 0xfff >>> 12;
        long oldPage = mm.brk + 0xfff >>> 12;
        if (newPage < oldPage) {
            if (unmap.remove(mm, newPage, oldPage) != null) {
                return Rule.BRK_LIMIT;
            }
            mm.brk = wanted;
            return Rule.BRK_SHRINK;
        }
        if (newPage > oldPage) {
            Rule no = grow(mm, oldPage, newPage);
            if (no != null) {
                return no;
            }
        }
        mm.brk = wanted;
        return Rule.BRK_GROW;
    }

    /** check_data_rlimit(). */
    private static boolean overData(AddressSpace mm, long wanted) {
        long limit = mm.limits.get(RLimits.Resource.DATA);
        long size = wanted - mm.startBrk + (mm.endData - mm.startData);
        return limit != RLimits.INFINITY && Long.compareUnsigned(size, limit) > 0;
    }

    private @Nullable Rule grow(AddressSpace mm, long from, long to) {
        long pages = to - from;
        int flags =
                VmFlags.READ | VmFlags.WRITE | VmFlags.MAYREAD | VmFlags.MAYWRITE | VmFlags.MAYEXEC | VmFlags.ACCOUNT;
        if (places.check(from, pages) != null) {
            return Rule.BRK_LIMIT;
        }
        int next = mm.at(mm.place(vmas, from));
        if (next != Vmas.NIL && to + 1 > places.gapEnd(next)) {
            return Rule.BRK_BLOCKED;
        }
        if (Mmap.mayExpand(mm, flags, pages) != null || mm.vmas() > state.accounts.maxMapCount) {
            return Rule.BRK_LIMIT;
        }
        if (!state.accounts.charge(pages, mm)) {
            return Rule.BRK_LIMIT;
        }
        edits.insert(mm, new Range(from, to, flags | VmFlags.SOFTDIRTY, from, Vmas.NIL));
        mm.account(flags, pages);
        return null;
    }
}
