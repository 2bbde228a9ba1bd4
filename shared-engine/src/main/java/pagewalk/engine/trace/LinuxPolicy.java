package pagewalk.engine.trace;

import java.util.Arrays;
import pagewalk.engine.rule.Rule;

/**
 * The two lists of Linux 6.12 as pages of one file see them that is read by system calls: a page comes in on the
 * inactive list, its second reference makes it active, and a page that comes back soon enough after it was reclaimed is
 * active at once (mm/swap.c folio_mark_accessed(), mm/vmscan.c shrink_active_list(), mm/workingset.c
 * workingset_refault()).
 *
 * <p>Left out: batches (pages are reclaimed one at a time, when a frame is needed), watermarks, dirty pages, anonymous
 * and mapped ones. {@code Machine} is where all of that is.
 */
final class LinuxPolicy extends Policy {
    private static final int INACTIVE = 0;
    private static final int ACTIVE = 1;

    private final PageQueues lists = new PageQueues(2);
    private boolean[] referenced = {};
    /** By page: the age at which it was reclaimed, as the shadow entry in its place says, plus one; 0 for none. */
    private int[] shadows = {};
    /** Pages that left the inactive list since the beginning: {@code nonresident_age}. */
    private int age;
    /** A page was active at once since the last reclaim. */
    private boolean refaulted;

    LinuxPolicy(int frames) {
        super(frames);
    }

    @Override
    public Rule rule() {
        return Rule.POLICY_LINUX;
    }

    @Override
    public void room(int pages) {
        lists.room(pages);
        if (pages > shadows.length) {
            int length = grown(shadows.length, pages);
            shadows = Arrays.copyOf(shadows, length);
            referenced = Arrays.copyOf(referenced, length);
        }
    }

    @Override
    public boolean holds(int page) {
        return lists.listOf(page) >= 0;
    }

    /** Whether a page is on the active list. */
    boolean isActive(int page) {
        return lists.listOf(page) == ACTIVE;
    }

    @Override
    public boolean reference(int reference, int next) {
        victim = NONE;
        int page = reference >>> References.KIND_BITS;
        boolean hit = lists.isListed(page);
        if (!hit) {
            load(page);
        }
        markAccessed(page);
        return hit;
    }

    private void load(int page) {
        if (used < frames) {
            used++;
        } else {
            reclaim();
        }
        referenced[page] = false;
        boolean active = shadows[page] != 0 && age - (shadows[page] - 1) <= lists.size(ACTIVE);
        shadows[page] = 0;
        if (active) {
            age++;
            refaulted = true;
        }
        lists.toHead(active ? ACTIVE : INACTIVE, page);
    }

    /** The first reference sets the bit, the second moves the page to the active list. */
    private void markAccessed(int page) {
        if (!referenced[page]) {
            referenced[page] = true;
        } else if (lists.listOf(page) == INACTIVE) {
            lists.remove(page);
            lists.toHead(ACTIVE, page);
            referenced[page] = false;
            age++;
        }
    }

    /** The tail of the inactive list goes, after the tail of the active list came there if the lists are uneven. */
    private void reclaim() {
        if (lists.size(ACTIVE) > 0 && (refaulted || lists.size(INACTIVE) < lists.size(ACTIVE))) {
            int demoted = lists.takeTail(ACTIVE);
            lists.toHead(INACTIVE, demoted);
        }
        refaulted = false;
        victim = lists.takeTail(INACTIVE);
        shadows[victim] = ++age;
    }
}
