package pagewalk.lab.prove;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import pagewalk.engine.lru.LruLists;
import pagewalk.engine.lru.LruVec;
import pagewalk.engine.reclaim.Vmscan;
import pagewalk.engine.rmap.FrameMaps;
import pagewalk.engine.rule.Rule;
import pagewalk.engine.swap.SwapSpace;
import pagewalk.engine.util.IntList;
import pagewalk.engine.view.ReclaimView;

/**
 * Puts pages that are not the script's (the shell's, the disk's) where a recording has them, between the script's own,
 * whose order stays what the machine made of it.
 *
 * <p>A page that was there before is the same one again, with whatever the machine knows of its use; a new one was just
 * used.
 */
final class LruStart {
    private static final int SHELL = 2;
    private static final long ANON = 0x700000000L;
    private static final int ROOM = 4096;
    private static final String FILE = "/shell/file";

    private final ProcessPlayer player;
    private final LruVec vec;
    private final SwapSpace swap;
    private final Vmscan vmscan;
    private final Map<String, Integer> known = new HashMap<>();
    private int anonymous;
    private int shared;
    private int files;
    private boolean flushes;

    LruStart(ProcessPlayer player, ReclaimView view) {
        this.player = player;
        vec = view.vec();
        swap = view.swap();
        vmscan = view.vmscan();
        player.run("spawn comm=sh", 1);
        player.run("creat path=" + FILE + " size=" + ((long) ROOM << 12), 1);
        map(ANON, "private,anon,fixed");
        map(ANON + ((long) ROOM << 12), "shared,anon,fixed");
    }

    /** Pages of the swap cache that a recording does not have: reclaim has just given them up. */
    void giveUp(Set<Integer> pfns) {
        IntList pages = new IntList();
        for (int pfn = vec.lists.tail(LruLists.INACTIVE_ANON); pfn != LruLists.NIL; pfn = vec.lists.newer(pfn)) {
            if (pfns.contains(pfn) && vec.frames.is(pfn, FrameMaps.SWAPCACHE) && vec.frames.mapCount(pfn) == 0) {
                pages.add(pfn);
            }
        }
        for (int i = 0; i < pages.size(); i++) {
            vec.lists.remove(pages.get(i), Rule.NONE);
            vec.frames.unmark(pages.get(i), FrameMaps.LRU);
        }
        vec.setBalance(vec.anonCost(), vec.fileCost(), vec.age() - pages.size());
        vmscan.pageOut(pages);
    }

    private LruStart(LruStart other, ProcessPlayer player, ReclaimView view) {
        this.player = player;
        vec = view.vec();
        swap = view.swap();
        vmscan = view.vmscan();
        known.putAll(other.known);
        anonymous = other.anonymous;
        shared = other.shared;
        files = other.files;
        flushes = other.flushes;
    }

    /** Goes on from here on a copied machine. */
    LruStart copy(ProcessPlayer copied, ReclaimView view) {
        return new LruStart(this, copied, view);
    }

    private void map(long at, String flags) {
        player.run(
                "mmap pid=" + SHELL + " addr=0x" + Long.toHexString(at) + " len=" + ((long) ROOM << 12)
                        + " prot=rw flags=" + flags,
                1);
    }

    /**
     * Arranges the lists as a recording has them.
     *
     * @param lists recorded pages of the four lists, newest first
     * @param flushes whether the disk's superblock is written soon, as the counters tell
     * @param own frames of the script's pages in this recording, null where it is not one of those
     */
    void arrange(List<List<LruItem>> lists, List<List<Integer>> own, boolean flushes) {
        this.flushes = flushes;
        int[] untold = vec.lists.untold();
        Map<String, Integer> ordinals = new HashMap<>();
        Map<String, Integer> now = new LinkedHashMap<>();
        List<List<Integer>> wanted = new ArrayList<>();
        List<Integer> cached = cachedAlone(own.get(LruLists.INACTIVE_ANON));
        for (int list = 0; list < lists.size(); list++) {
            List<Integer> pfns = new ArrayList<>();
            for (int i = 0; i < lists.get(list).size(); i++) {
                LruItem item = lists.get(list).get(i);
                Integer pfn = own.get(list).get(i);
                if (pfn == null) {
                    pfn = foreign(item, ordinals, now, cached);
                }
                if (pfn != null) {
                    pfns.add(pfn);
                }
            }
            wanted.add(pfns);
        }
        forget(now);
        vec.batches.drain();
        relist(wanted, lists, own);
        vec.lists.keepUntold(untold);
    }

    /** The shell's pages that only the swap cache has, oldest last. */
    private List<Integer> cachedAlone(List<Integer> own) {
        List<Integer> pfns = new ArrayList<>();
        for (int pfn = vec.lists.head(LruLists.INACTIVE_ANON); pfn != LruLists.NIL; pfn = vec.lists.older(pfn)) {
            boolean alone = vec.frames.is(pfn, FrameMaps.SWAPCACHE) && vec.frames.mapCount(pfn) == 0;
            if (alone && vec.frames.owner(pfn) == LruLists.NIL && !own.contains(pfn)) {
                pfns.add(pfn);
            }
        }
        return pfns;
    }

    private @Nullable Integer foreign(
            LruItem item, Map<String, Integer> ordinals, Map<String, Integer> now, List<Integer> cached) {
        if (item.kind() == '?') {
            return cached.isEmpty() ? null : cached.remove(0);
        }
        String key = item.key() + "#" + ordinals.merge(item.key(), 1, Integer::sum);
        Integer before = known.get(key);
        int pfn = before != null && vec.lists.contains(before) && vec.frames.isHeld(before) ? before : make(item);
        now.put(key, pfn);
        return pfn;
    }

    private int make(LruItem item) {
        return switch (item.kind()) {
            case 'a' -> touched(ANON + ((long) anonymous++ << 12));
            case 's' -> {
                long at = ANON + ((long) (ROOM + shared++) << 12);
                int pfn = touched(at);
                if (item.has('u')) {
                    player.run(
                            "madvise pid=" + SHELL + " addr=0x" + Long.toHexString(at) + " len=4096 advice=dontneed",
                            1);
                }
                yield pfn;
            }
            default -> {
                player.run(
                        "read pid=" + SHELL + " path=" + FILE + " offset=" + ((long) files << 12)
                                + " len=4096 advice=random",
                        1);
                yield player.machine().processes().state().files().page(fileNumber(), files++);
            }
        };
    }

    private int fileNumber() {
        return player.machine().processes().state().files().byPath(FILE);
    }

    private int touched(long at) {
        player.run("store pid=" + SHELL + " addr=0x" + Long.toHexString(at) + " len=1", 1);
        return player.frame(SHELL, at);
    }

    /** Pages that are not there any more go, so that they are not scanned. */
    private void forget(Map<String, Integer> now) {
        Set<Integer> kept = new HashSet<>(now.values());
        for (int pfn : known.values()) {
            if (!kept.contains(pfn) && vec.lists.contains(pfn)) {
                vec.lists.remove(pfn, Rule.NONE);
                // It stays in memory, where nobody looks for it.
                vec.frames.unmark(pfn, FrameMaps.LRU);
            }
        }
        known.clear();
        known.putAll(now);
    }

    private void relist(List<List<Integer>> wanted, List<List<LruItem>> lists, List<List<Integer>> own) {
        for (List<Integer> pfns : wanted) {
            for (int pfn : pfns) {
                if (vec.lists.contains(pfn)) {
                    vec.lists.remove(pfn, Rule.NONE);
                }
            }
        }
        for (int list = 0; list < wanted.size(); list++) {
            int at = 0;
            for (int i = 0; i < lists.get(list).size() && at < wanted.get(list).size(); i++) {
                boolean mine = own.get(list).get(i) != null;
                if (!mine
                        && lists.get(list).get(i).kind() == '?'
                        && isMissing(lists.get(list).get(i), wanted, list, at)) {
                    continue;
                }
                int pfn = wanted.get(list).get(at++);
                if (!mine) {
                    flag(pfn, lists.get(list).get(i), list);
                }
                vec.frames.mark(pfn, FrameMaps.LRU);
                vec.lists.addTail(pfn, Rule.NONE);
            }
        }
    }

    /** Whether a page of the swap cache has no counterpart: fewer pages are wanted than items are left. */
    private boolean isMissing(LruItem item, List<List<Integer>> wanted, int list, int at) {
        int pfn = wanted.get(list).get(at);
        return item.slot() >= 0 && swap.entryOf(pfn) == SwapSpace.NIL;
    }

    private void flag(int pfn, LruItem item, int list) {
        FrameMaps frames = vec.frames;
        boolean dirty = item.has('D');
        frames.unmark(pfn, FrameMaps.ACTIVE | FrameMaps.REFERENCED | FrameMaps.WORKINGSET | FrameMaps.RECLAIM);
        frames.unmark(pfn, frames.is(pfn, FrameMaps.ANON) ? 0 : FrameMaps.DIRTY);
        frames.mark(pfn, (list & LruLists.ACTIVE) != 0 ? FrameMaps.ACTIVE : 0);
        frames.mark(pfn, item.has('R') ? FrameMaps.REFERENCED : 0);
        frames.mark(pfn, item.has('W') ? FrameMaps.WORKINGSET : 0);
        frames.mark(pfn, dirty ? FrameMaps.DIRTY : 0);
        if (item.kind() == 'b' && item.index() == 0) {
            frames.unmark(pfn, FrameMaps.BUFFERS_CLEAN);
            frames.mark(pfn, FrameMaps.BUFFERS | (flushes ? 0 : FrameMaps.BUFFERS_CLEAN));
        }
    }
}
