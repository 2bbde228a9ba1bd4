package pagewalk.engine.tlb;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Page tables as maps from pages to entries: what translation buffers are held against. */
final class NaiveSpaces {
    /** An entry: its first frame, rights, and whether it is of 2 MiB. */
    static final class Page {
        int pfn;
        int rights;

        Page(int pfn, int rights) {
            this.pfn = pfn;
            this.rights = rights;
        }

        boolean isHuge() {
            return (rights & Rights.HUGE) != 0;
        }
    }

    private final Map<Integer, Map<Long, Page>> spaces = new HashMap<>();

    void begin(int mm) {
        spaces.put(mm, new HashMap<>());
    }

    void end(int mm) {
        spaces.remove(mm);
    }

    boolean isThere(int mm) {
        return spaces.containsKey(mm);
    }

    Map<Long, Page> pages(int mm) {
        return spaces.get(mm);
    }

    /** The entry that maps a page, its own or a huge one; null if none does. */
    @Nullable
    Page find(int mm, long page) {
        Map<Long, Page> pages = spaces.get(mm);
        Page small = pages.get(page);
        Page huge = pages.get(page & -512L);
        return small != null ? small : huge != null && huge.isHuge() ? huge : null;
    }

    /** The frame of a page; -1 if the access is not allowed. Notes a store in the entry, as a walk does. */
    int walk(int mm, long page, int kind) {
        Page entry = find(mm, page);
        if (entry == null || !Rights.allow(entry.rights, kind)) {
            return -1;
        }
        entry.rights |= kind == Tlbs.STORE ? Rights.DIRTY : 0;
        return entry.pfn + (entry.isHuge() ? (int) (page & 511) : 0);
    }

    /** Whether a buffer may hold such an entry: the same frame, and no right that the page table does not give. */
    boolean agrees(int mm, TlbView.Entry entry) {
        Page now = find(mm, (long) entry.hi() << 18 | entry.lo());
        if (now == null || now.isHuge() != ((entry.rights() & Rights.HUGE) != 0) || now.pfn != entry.pfn()) {
            return false;
        }
        int more = entry.rights() & ~now.rights & (Rights.WRITE | Rights.USER | Rights.DIRTY);
        return more == 0 && (now.rights & ~entry.rights() & Rights.NO_EXEC) == 0;
    }
}
