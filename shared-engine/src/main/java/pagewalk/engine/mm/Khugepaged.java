package pagewalk.engine.mm;

import org.jspecify.annotations.Nullable;
import pagewalk.engine.digest.Digest;
import pagewalk.engine.event.EventKind;
import pagewalk.engine.mm.ThpSettings.Setting;
import pagewalk.engine.rule.Rule;
import pagewalk.engine.util.IntList;

/** The daemon that looks for pages to gather, a part of an address space at a time (mm/khugepaged.c). */
final class Khugepaged {
    private static final int NIL = -1;
    private static final int PAGES = ThpFolios.PAGES;
    private static final int TICK_MILLISECS = 1000;
    /** Passes of one tick, however short it sleeps: a choice of ours. */
    private static final int MOST_PASSES = 64;

    private final Thp thp;
    private final MmState state;
    private final ThpCollapse collapse;
    /** Address spaces to look at, in the order they came. */
    private final IntList spaces;
    /** Which of them is next, and from which page on; -1 for the first one, from its beginning. */
    private int current = NIL;

    private long page;
    private int rounds;
    private int made;
    private int slept;

    Khugepaged(Thp thp, MmState state, ThpCollapse collapse, @Nullable Khugepaged other) {
        this.thp = thp;
        this.state = state;
        this.collapse = collapse;
        spaces = other == null ? new IntList() : other.spaces.copy();
        if (other != null) {
            current = other.current;
            page = other.page;
            rounds = other.rounds;
            made = other.made;
            slept = other.slept;
        }
    }

    /** Times that it came to the end of its list (full_scans). */
    int rounds() {
        return rounds;
    }

    /** Blocks that it made (pages_collapsed). */
    int made() {
        return made;
    }

    /** Puts an address space on the list, if it is not there (__khugepaged_enter()). */
    void enter(AddressSpace mm) {
        if (place(mm.id) == NIL) {
            spaces.add(mm.id);
            state.tell(EventKind.THP_ENTERED, Rule.THP_ENTER, mm.id, 0, 0, 0);
        }
    }

    /** A child of an address space on the list comes to it as well (khugepaged_fork()). */
    void forked(int parent, AddressSpace child) {
        if (place(parent) != NIL) {
            enter(child);
        }
    }

    private int place(int mm) {
        for (int i = 0; i < spaces.size(); i++) {
            if (spaces.get(i) == mm) {
                return i;
            }
        }
        return NIL;
    }

    /** An address space goes (khugepaged_exit()). */
    void ended(int mm) {
        int place = place(mm);
        if (place == NIL) {
            return;
        }
        spaces.removeAt(place);
        if (place == current) {
            page = 0;
            current = place < spaces.size() ? current : NIL;
        } else if (place < current) {
            current--;
        }
    }

    /** A second passes: it wakes as often as its sleep allows. */
    void tick() {
        slept = Math.min(slept, Integer.MAX_VALUE - TICK_MILLISECS) + TICK_MILLISECS;
        int sleep = Math.max(thp.settings().get(Setting.SCAN_SLEEP), 1);
        int passes = Math.min(slept / sleep, MOST_PASSES);
        slept = passes == MOST_PASSES ? 0 : slept - passes * sleep;
        for (int i = 0; i < passes; i++) {
            pass();
        }
    }

    /** khugepaged_do_scan(). */
    private void pass() {
        if (spaces.size() == 0 || !thp.settings().isOn()) {
            return;
        }
        int most = thp.settings().get(Setting.PAGES_TO_SCAN);
        state.aging.drain();
        int progress = 0;
        int starts = 0;
        int failures = 0;
        while (progress < most) {
            starts += current == NIL ? 1 : 0;
            if (starts > 1 || spaces.size() == 0) {
                break;
            }
            progress += scan(most - progress);
            failures += collapse.result() == Rule.THP_SCAN_NO_BLOCK ? 1 : 0;
            if (failures > 1) {
                break;
            }
        }
        state.tell(EventKind.THP_PASS, Rule.THP_PASS, progress, made, rounds, 0);
    }

    /** khugepaged_scan_mm_slot(): looks at about so many pages of one address space; how many it counts. */
    private int scan(int most) {
        if (current == NIL) {
            current = 0;
            page = 0;
        }
        AddressSpace mm = state.space(spaces.get(current));
        collapse.reset();
        int progress = 1;
        for (int i = mm.place(state.vmas, page); i < mm.vmas(); i++) {
            int vma = mm.vma(i);
            long first = state.vmas.start(vma) + PAGES - 1 & -PAGES;
            long end = state.vmas.end(vma) & -PAGES;
            if (!thp.mayCollapse(vma, true) || page > end) {
                progress++;
                continue;
            }
            page = Math.max(page, first);
            while (page < end) {
                Rule result = collapse.scan(mm, vma, page, true);
                made += result == Rule.THP_COLLAPSE ? 1 : 0;
                page += PAGES;
                progress += PAGES;
                if (collapse.hasLetGo() || progress >= most) {
                    return progress;
                }
            }
        }
        page = 0;
        current = current + 1 < spaces.size() ? current + 1 : NIL;
        rounds += current == NIL ? 1 : 0;
        return progress;
    }

    void digest(Digest into) {
        for (int i = 0; i < spaces.size(); i++) {
            into.fold(spaces.get(i));
        }
        into.fold(current, rounds, made, slept, (int) page);
        into.fold((int) (page >>> 32));
    }
}
