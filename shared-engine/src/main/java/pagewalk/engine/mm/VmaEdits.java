package pagewalk.engine.mm;

import pagewalk.engine.event.EventKind;
import pagewalk.engine.rule.Rule;
import pagewalk.engine.util.Check;

/** Adds, splits, merges and removes VMAs, so that neighbours that agree are always one (mm/vma.c). */
final class VmaEdits {
    private static final int NIL = Vmas.NIL;

    private final MmState state;
    private final Vmas vmas;

    VmaEdits(MmState state) {
        this.state = state;
        vmas = state.vmas;
    }

    /** What a new range is to be. */
    record Range(long start, long end, int flags, long pgoff, int file) {}

    /** Puts a range into the order: joined to its neighbours if they agree, else by itself; returns its VMA. */
    int insert(AddressSpace mm, Range range) {
        int place = mm.place(vmas, range.start());
        int prev = mm.at(place - 1);
        int next = mm.at(place);
        if ((range.flags() & VmFlags.SPECIAL) == 0) {
            boolean left = joinsLeft(prev, range, NIL);
            boolean right = joinsRight(next, range, NIL) && (!left || anonsAgree(prev, next));
            if (left || right) {
                return joinNew(mm, range, left ? prev : NIL, right ? next : NIL);
            }
        }
        int vma = vmas.take(mm.id, range.start(), range.end(), range.flags(), range.pgoff());
        setFile(vma, range.file());
        mm.order.insert(place, vma);
        tell(EventKind.VMA_ADDED, Rule.VMA_NEW, vma);
        return vma;
    }

    void setFile(int vma, int file) {
        vmas.setFile(vma, file);
        if (file != NIL) {
            state.files.map(file, vma);
        }
    }

    private int joinNew(AddressSpace mm, Range range, int prev, int next) {
        if (prev != NIL && next != NIL) {
            state.anons.inherit(prev, next);
            long end = vmas.end(next);
            remove(mm, next);
            vmas.setEnd(prev, end);
            tell(EventKind.VMA_MERGED, Rule.VMA_MERGE_BOTH, prev);
            return prev;
        }
        if (prev != NIL) {
            vmas.setEnd(prev, range.end());
            tell(EventKind.VMA_MERGED, Rule.VMA_MERGE_LEFT, prev);
            return prev;
        }
        vmas.setStart(next, range.start());
        vmas.setPgoff(next, range.pgoff());
        tell(EventKind.VMA_MERGED, Rule.VMA_MERGE_RIGHT, next);
        return next;
    }

    /** Whether {@code prev} can grow to take the range in (can_vma_merge_after()); {@code vma} is there now, if any. */
    private boolean joinsLeft(int prev, Range range, int vma) {
        return prev != NIL
                && vmas.end(prev) == range.start()
                && agrees(prev, range, vma)
                && vmas.pgoff(prev) + vmas.pages(prev) == range.pgoff();
    }

    /** Whether {@code next} can grow down to take the range in (can_vma_merge_before()). */
    private boolean joinsRight(int next, Range range, int vma) {
        return next != NIL
                && vmas.start(next) == range.end()
                && agrees(next, range, vma)
                && range.pgoff() + range.end() - range.start() == vmas.pgoff(next);
    }

    private boolean agrees(int neighbour, Range range, int vma) {
        Rule apart = null;
        if (((vmas.flags(neighbour) ^ range.flags()) & ~VmFlags.SOFTDIRTY) != 0) {
            apart = Rule.VMA_APART_FLAGS;
        } else if (vmas.file(neighbour) != range.file() || vmas.special(neighbour) != Vmas.ORDINARY) {
            apart = Rule.VMA_APART_FILE;
        } else if (!anonFits(neighbour, vma)) {
            apart = Rule.VMA_APART_ANON;
        }
        if (apart != null) {
            state.tellRange(EventKind.VMA_APART, apart, range.start(), range.end() - range.start(), neighbour);
        }
        return apart == null;
    }

    /** is_mergeable_anon_vma(), as it is since 6.16. */
    private boolean anonFits(int neighbour, int vma) {
        int theirs = state.anons.of(neighbour);
        int ours = vma == NIL ? NIL : state.anons.of(vma);
        if (theirs == NIL && ours != NIL) {
            return !state.anons.hasParents(vma);
        }
        if (theirs != NIL && ours == NIL) {
            return !state.anons.hasParents(neighbour);
        }
        return theirs == ours;
    }

    private boolean anonsAgree(int prev, int next) {
        int left = state.anons.of(prev);
        int right = state.anons.of(next);
        boolean agree = left == NIL || right == NIL || left == right;
        if (!agree) {
            tell(EventKind.VMA_APART, Rule.VMA_APART_ANON, next);
        }
        return agree;
    }

    /**
     * Gives the part {@code [start, end)} of a VMA other flags: the part joins a neighbour, or is cut out
     * (vma_modify()).
     *
     * @return the VMA that has the part now; {@link Vmas#NIL} if there would be too many VMAs
     */
    int modify(AddressSpace mm, int vma, long start, long end, int flags) {
        int joined = joinExisting(mm, vma, start, end, flags);
        if (joined != NIL) {
            return joined;
        }
        if (vmas.start(vma) < start && !split(mm, vma, start, true)) {
            return NIL;
        }
        if (vmas.end(vma) > end && !split(mm, vma, end, false)) {
            return NIL;
        }
        vmas.setFlags(vma, flags);
        tell(EventKind.VMA_CHANGED, Rule.VMA_FLAGS, vma);
        return vma;
    }

    /** A VMA grows up into free room, and joins what is behind it if they agree (vma_merge_extend()). */
    void extend(AddressSpace mm, int vma, long more) {
        long end = vmas.end(vma);
        long pgoff = vmas.pgoff(vma) + vmas.pages(vma);
        Range range = new Range(end, end + more, vmas.flags(vma), pgoff, vmas.file(vma));
        int next = mm.at(mm.place(vmas, vmas.start(vma)) + 1);
        boolean right = joinsRight(next, range, vma) && anonsAgree(vma, next);
        joinNew(mm, range, vma, right ? next : NIL);
    }

    /** A VMA like another at a new place, with the same anon_vmas (copy_vma()): joined to a neighbour if they agree. */
    int copyTo(AddressSpace mm, int vma, Range range) {
        int place = mm.place(vmas, range.start());
        int prev = mm.at(place - 1);
        int next = mm.at(place);
        boolean may = (range.flags() & VmFlags.HUGETLB) == 0;
        boolean left = may && joinsLeft(prev, range, vma);
        boolean right = may && joinsRight(next, range, vma) && (!left || anonsAgree(prev, next));
        if (left || right) {
            state.anons.inherit(left ? prev : next, vma);
            return joinNew(mm, range, left ? prev : NIL, right ? next : NIL);
        }
        int copy = vmas.take(mm.id, range.start(), range.end(), range.flags(), range.pgoff());
        vmas.setSpecial(copy, vmas.special(vma));
        setFile(copy, range.file());
        state.anons.clone(copy, vma);
        mm.order.insert(place, copy);
        tell(EventKind.VMA_ADDED, Rule.VMA_NEW, copy);
        return copy;
    }

    private int joinExisting(AddressSpace mm, int vma, long start, long end, int flags) {
        boolean atStart = vmas.start(vma) == start;
        boolean atEnd = vmas.end(vma) == end;
        if ((flags & VmFlags.SPECIAL) != 0 || !atStart && !atEnd) {
            return NIL;
        }
        // A VMA that counts as an attachment is not given up for a neighbour (can_merge_remove_vma()).
        if (atStart && atEnd && vmas.file(vma) != NIL && state.segments.byFile(vmas.file(vma)) != null) {
            return NIL;
        }
        int place = mm.place(vmas, vmas.start(vma));
        long pgoff = vmas.pgoff(vma) + start - vmas.start(vma);
        Range range = new Range(start, end, flags, pgoff, vmas.file(vma));
        int prev = mm.at(place - 1);
        int next = mm.at(place + 1);
        boolean left = atStart && joinsLeft(prev, range, vma);
        boolean right = atEnd && joinsRight(next, range, vma) && (!left || anonsAgree(prev, next));
        if (left && right) {
            state.anons.inherit(prev, state.anons.of(next) != NIL ? next : vma);
            long newEnd = vmas.end(next);
            remove(mm, vma);
            remove(mm, next);
            vmas.setEnd(prev, newEnd);
            tell(EventKind.VMA_MERGED, Rule.VMA_MERGE_BOTH, prev);
            return prev;
        }
        if (left) {
            joinPrev(mm, prev, vma, end);
            return prev;
        }
        if (right) {
            joinNext(mm, next, vma, range);
            return next;
        }
        return NIL;
    }

    private void joinPrev(AddressSpace mm, int prev, int vma, long end) {
        state.anons.inherit(prev, vma);
        if (state.thp != null) {
            state.thp.cut(mm, vma, end);
        }
        if (vmas.end(vma) == end) {
            remove(mm, vma);
        } else {
            vmas.setPgoff(vma, vmas.pgoff(vma) + end - vmas.start(vma));
            vmas.setStart(vma, end);
        }
        vmas.setEnd(prev, end);
        tell(EventKind.VMA_MERGED, Rule.VMA_MERGE_LEFT, prev);
    }

    private void joinNext(AddressSpace mm, int next, int vma, Range range) {
        state.anons.inherit(next, vma);
        if (state.thp != null) {
            state.thp.cut(mm, vma, range.start());
        }
        if (vmas.start(vma) == range.start()) {
            remove(mm, vma);
        } else {
            vmas.setEnd(vma, range.start());
        }
        vmas.setStart(next, range.start());
        vmas.setPgoff(next, range.pgoff());
        tell(EventKind.VMA_MERGED, Rule.VMA_MERGE_RIGHT, next);
    }

    /** Cuts a VMA in two at a page (split_vma()); false if there would be too many. */
    boolean split(AddressSpace mm, int vma, long page, boolean newBelow) {
        if (mm.vmas() >= state.accounts.maxMapCount) {
            return false;
        }
        splitAnyway(mm, vma, page, newBelow);
        return true;
    }

    /** Cuts a VMA in two at a page, whatever their number (__split_vma()); returns the new one. */
    int splitAnyway(AddressSpace mm, int vma, long page, boolean newBelow) {
        Check.that(vmas.start(vma) < page && page < vmas.end(vma), "a VMA is split inside", "vma", vma);
        if (state.thp != null) {
            state.thp.cut(mm, vma, page);
        }
        int place = mm.place(vmas, vmas.start(vma));
        long start = vmas.start(vma);
        long end = vmas.end(vma);
        int part = newBelow
                ? vmas.take(mm.id, start, page, vmas.flags(vma), vmas.pgoff(vma))
                : vmas.take(mm.id, page, end, vmas.flags(vma), vmas.pgoff(vma) + page - start);
        vmas.setSpecial(part, vmas.special(vma));
        setFile(part, vmas.file(vma));
        state.anons.clone(part, vma);
        if (newBelow) {
            vmas.setPgoff(vma, vmas.pgoff(vma) + page - start);
            vmas.setStart(vma, page);
            mm.order.insert(place, part);
        } else {
            vmas.setEnd(vma, page);
            mm.order.insert(place + 1, part);
        }
        state.tellRange(EventKind.VMA_SPLIT, Rule.VMA_SPLIT, page, end - page, vma);
        return part;
    }

    /** Takes a VMA out of the order and forgets it; what it mapped is unmapped already, or another VMA's now. */
    void remove(AddressSpace mm, int vma) {
        mm.order.removeAt(mm.place(vmas, vmas.start(vma)));
        state.anons.unlink(vma);
        int file = vmas.file(vma);
        if (file != NIL) {
            state.files.unmap(file, vma);
        }
        vmas.give(vma);
    }

    void tell(EventKind kind, Rule rule, int vma) {
        state.tellRange(kind, rule, vmas.start(vma), vmas.pages(vma), vmas.flags(vma));
    }
}
