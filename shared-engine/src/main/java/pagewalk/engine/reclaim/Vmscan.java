package pagewalk.engine.reclaim;

import pagewalk.engine.digest.Digest;
import pagewalk.engine.event.EventKind;
import pagewalk.engine.lru.LruLists;
import pagewalk.engine.lru.LruVec;
import pagewalk.engine.lru.VmStat.Count;
import pagewalk.engine.rule.Rule;
import pagewalk.engine.util.IntList;
import pagewalk.engine.zone.Watermarks;
import pagewalk.engine.zone.Zone;

/** Reclaim of the node's pages, for a request that found none and for kswapd (mm/vmscan.c). */
public final class Vmscan {
    private static final int DEF_PRIORITY = ScanControl.DEF_PRIORITY;
    private static final int CLUSTER = ScanControl.SWAP_CLUSTER_MAX;
    private static final int EVICTABLE = 4;
    private static final int MAX_SWAPPINESS = 200;
    /** Failures in a row after which kswapd leaves it to others (MAX_RECLAIM_RETRIES). */
    private static final int MAX_FAILURES = 16;

    private final Hold hold;
    private final LruVec vec;
    private final ShrinkLists lists;
    private final Shrinker slabs;
    private int swappiness = 60;
    private int failures;

    public Vmscan(Hold hold, Shrinker slabs) {
        this.hold = hold;
        this.slabs = slabs;
        vec = hold.vec();
        lists = new ShrinkLists(hold);
    }

    /** Takes settings and counters over from another one, of which this is a copy. */
    public void follow(Vmscan other) {
        swappiness = other.swappiness;
        failures = other.failures;
    }

    /** Whoever gives objects of the kernel back, asked after each scan (shrink_slab()). */
    public interface Shrinker {
        /** Nobody has any. */
        Shrinker NONE = priority -> 0;

        /** Gives some back, more at lower priorities; returns the pages that became free. */
        int shrink(int priority);
    }

    /** vm.swappiness, 0 to 200. */
    public int swappiness() {
        return swappiness;
    }

    public void setSwappiness(int value) {
        swappiness = value;
    }

    /** Rounds of kswapd in a row that freed nothing. */
    public int failures() {
        return failures;
    }

    /**
     * Reclaims for a request (try_to_free_pages()).
     *
     * @param highestZone the highest zone that helps
     * @param mayDoIo whether pages may be swapped
     * @return pages given up
     */
    public int tryToFree(int order, int highestZone, boolean mayDoIo) {
        ScanControl sc = new ScanControl();
        sc.order = order;
        sc.highestZone = highestZone;
        sc.mayDoIo = mayDoIo;
        throttle(order, highestZone);
        int freed = direct(sc);
        if (freed == 0) {
            // A walk of part of the memory cgroups freed nothing: once more over all of them, here the same ones.
            sc.priority = DEF_PRIORITY;
            hold.tell(EventKind.RECLAIM_ROUND, Rule.RECLAIM_FULL_WALK, DEF_PRIORITY, 0, sc.goal, 1);
            freed = direct(sc);
        }
        if (freed == 0 && sc.skippedDeactivate) {
            sc.priority = DEF_PRIORITY;
            sc.forceDeactivate = true;
            sc.skippedDeactivate = false;
            hold.tell(EventKind.RECLAIM_ROUND, Rule.RECLAIM_FORCE, DEF_PRIORITY, 0, sc.goal, 1);
            freed = direct(sc);
        }
        return freed;
    }

    /** With hardly a page left a request waits until kswapd is done (throttle_direct_reclaim()). */
    private void throttle(int order, int highestZone) {
        int reserve = 0;
        int free = 0;
        int low = highestZone;
        for (int i = 0; i < hold.zones().size(); i++) {
            Zone zone = hold.zones().get(i);
            boolean movable = zone.name().equals("Movable");
            low = movable && low == i ? i - 1 : low;
            if (!movable && zone.watermarks().on() && reclaimable(i) > 0) {
                reserve += zone.watermarks().mark(Watermarks.MIN);
                free += zone.lists().freePages();
            }
        }
        if (reserve > 0 && free <= reserve / 2 && failures < MAX_FAILURES) {
            vec.stat.add(Count.PGSCAN_DIRECT_THROTTLE, 1);
            hold.tell(
                    EventKind.THROTTLED,
                    Rule.THROTTLE_DIRECT,
                    1,
                    free,
                    reserve / 2,
                    hold.disk().pages());
            balance(order, low);
        }
    }

    private int direct(ScanControl sc) {
        vec.stat.add(Count.ALLOCSTALL_MOVABLE, 1);
        do {
            sc.scanned = 0;
            shrinkNode(sc);
            if (sc.reclaimed >= sc.goal) {
                break;
            }
            if (sc.priority == 1 && sc.reclaimed == 0 && 2 * hold.disk().pages() > reclaimable()) {
                int pages = hold.disk().pages();
                hold.tell(EventKind.THROTTLED, Rule.THROTTLE_NO_PROGRESS, 0, 0, 0, pages);
                hold.disk().arriveThrottled();
            }
        } while (--sc.priority >= 0);
        vec.lookAtRefaults();
        return sc.reclaimed;
    }

    /** Scans the node once (shrink_node()). */
    private void shrinkNode(ScanControl sc) {
        int before = sc.reclaimed;
        prepare(sc);
        shrinkLists(sc);
        sc.reclaimed += slabs.shrink(sc.priority);
        int freed = sc.reclaimed - before;
        if (freed > 0) {
            failures = 0;
        } else if (sc.trimsCache) {
            sc.trimFailed = true;
        }
        hold.tell(EventKind.RECLAIM_ROUND, Rule.RECLAIM_PRIORITY, sc.priority, freed, sc.goal, sc.kswapd ? 2 : 0);
    }

    /** What this scan may do (prepare_scan_control()). */
    private void prepare(ScanControl sc) {
        sc.anonCost = vec.anonCost();
        sc.fileCost = vec.fileCost();
        sc.deactivateAnon = deactivates(sc, false);
        sc.deactivateFile = deactivates(sc, true);
        int inactiveFile = vec.lists.known(LruLists.INACTIVE_FILE);
        sc.trimsCache = inactiveFile >> sc.priority > 0 && !sc.deactivateFile && !sc.noTrim;
        int high = 0;
        int free = 0;
        for (Zone zone : hold.zones()) {
            high += zone.watermarks().on() ? zone.watermarks().mark(Watermarks.HIGH) : 0;
            free += zone.lists().freePages();
        }
        int file = inactiveFile + vec.lists.known(LruLists.ACTIVE_FILE);
        sc.fileIsTiny =
                file + free <= high && !sc.deactivateAnon && vec.lists.known(LruLists.INACTIVE_ANON) >> sc.priority > 0;
    }

    /** Whether active pages of a kind may become inactive in this scan, and why. */
    private boolean deactivates(ScanControl sc, boolean file) {
        Rule rule = Rule.INACTIVE_ENOUGH;
        if (sc.forceDeactivate) {
            rule = Rule.RECLAIM_FORCE;
        } else if (vec.thrashes(file)) {
            rule = Rule.WORKING_SET_CHANGES;
        } else if (vec.inactiveIsLow(file)) {
            rule = Rule.INACTIVE_LOW;
        }
        boolean may = rule != Rule.INACTIVE_ENOUGH;
        int inactive = vec.lists.known(file ? LruLists.INACTIVE_FILE : LruLists.INACTIVE_ANON);
        int active = vec.lists.known(file ? LruLists.ACTIVE_FILE : LruLists.ACTIVE_ANON);
        hold.tell(EventKind.DEACTIVATION, rule, file ? 1 : 0, inactive, active, may ? 1 : 0);
        return may;
    }

    /** How many pages of each list to scan (get_scan_count()). */
    private int[] count(ScanControl sc) {
        Rule rule = Rule.SCAN_FRACT;
        if (!sc.maySwap || hold.swap().free() <= 0) {
            rule = Rule.SCAN_NO_SWAP;
        } else if (sc.priority == 0 && swappiness > 0) {
            rule = Rule.SCAN_EQUAL;
        } else if (sc.fileIsTiny) {
            rule = Rule.SCAN_FILE_TINY;
        } else if (sc.trimsCache) {
            rule = Rule.SCAN_CACHE_TRIM;
        }
        int total = sc.anonCost + sc.fileCost;
        int anonCost = total + sc.anonCost;
        int fileCost = total + sc.fileCost;
        int ofAnon = swappiness * (anonCost + fileCost + 1) / (anonCost + 1);
        int ofFile = (MAX_SWAPPINESS - swappiness) * (anonCost + fileCost + 1) / (fileCost + 1);
        int[] counts = new int[EVICTABLE];
        for (int list = 0; list < EVICTABLE; list++) {
            boolean file = list >= LruLists.INACTIVE_FILE;
            int scan = vec.lists.known(list, sc.highestZone) >> sc.priority;
            counts[list] = switch (rule) {
                case SCAN_EQUAL -> scan;
                case SCAN_FRACT -> share(scan, file ? ofFile : ofAnon, ofAnon + ofFile);
                case SCAN_FILE_TINY -> file ? 0 : scan;
                default -> file ? scan : 0;
            };
        }
        hold.tell(EventKind.SCAN_BALANCE, rule, sc.priority, ofAnon, ofFile, swappiness);
        hold.tell(EventKind.SCAN_TARGETS, rule, counts[0], counts[1], counts[2], counts[3]);
        return counts;
    }

    private static int share(int pages, int part, int whole) {
        return (int) ((long) pages * part / whole);
    }

    /** Scans the lists in turns of 32 pages until each had its share (shrink_lruvec()). */
    private void shrinkLists(ScanControl sc) {
        int[] left = count(sc);
        int[] targets = left.clone();
        int freed = 0;
        boolean proportional = !sc.kswapd && sc.priority == DEF_PRIORITY;
        while (left[LruLists.INACTIVE_ANON] > 0 || left[LruLists.ACTIVE_FILE] > 0 || left[LruLists.INACTIVE_FILE] > 0) {
            for (int list = 0; list < EVICTABLE; list++) {
                if (left[list] > 0) {
                    int turn = Math.min(left[list], CLUSTER);
                    left[list] -= turn;
                    freed += lists.shrink(list, turn, sc);
                }
            }
            if (freed < sc.goal || proportional) {
                continue;
            }
            if (!stopSmaller(left, targets)) {
                break;
            }
        }
        sc.reclaimed += freed;
        if (hold.swap().total() > 0 && vec.inactiveIsLow(false)) {
            lists.active(LruLists.ACTIVE_ANON, CLUSTER, sc);
        }
    }

    /** Enough is free: the kind with less left to scan ends, the other is scanned in the same proportion. */
    private static boolean stopSmaller(int[] left, int[] targets) {
        int file = left[LruLists.INACTIVE_FILE] + left[LruLists.ACTIVE_FILE];
        int anon = left[LruLists.INACTIVE_ANON] + left[LruLists.ACTIVE_ANON];
        if (file == 0 || anon == 0) {
            return false;
        }
        int small = file > anon ? LruLists.INACTIVE_ANON : LruLists.INACTIVE_FILE;
        int other = file > anon ? LruLists.INACTIVE_FILE : LruLists.INACTIVE_ANON;
        int target = targets[small] + targets[small + LruLists.ACTIVE] + 1;
        int percentage = share(100, Math.min(file, anon), target);
        left[small] = 0;
        left[small + LruLists.ACTIVE] = 0;
        for (int list = other; list <= other + LruLists.ACTIVE; list++) {
            int done = targets[list] - left[list];
            int wanted = share(targets[list], 100 - percentage, 100);
            left[list] = wanted - Math.min(wanted, done);
        }
        return true;
    }

    /** MADV_PAGEOUT of pages that are off the lists; returns how many were given up. */
    public int pageOut(IntList isolated) {
        return lists.pageOut(isolated);
    }

    /** Whether some zone up to {@code highest} has its high watermark (pgdat_balanced()). */
    public boolean isBalanced(int order, int highest) {
        boolean any = false;
        for (int i = 0; i <= highest && i < hold.zones().size(); i++) {
            Zone zone = hold.zones().get(i);
            if (zone.managed() == 0 || !zone.watermarks().on()) {
                continue;
            }
            any = true;
            int needed =
                    zone.watermarks().mark(Watermarks.HIGH) + zone.watermarks().lowmemReserve(highest);
            boolean block = order == 0;
            for (int bigger = order; bigger < 11 && !block; bigger++) {
                block = zone.lists().count(bigger) > 0;
            }
            if (zone.lists().freePages() - (1 << order) + 1 > needed && block) {
                return true;
            }
        }
        return !any;
    }

    /** Whether kswapd would have to do something and has not given up. */
    public boolean wantsKswapd(int order, int highest) {
        return failures < MAX_FAILURES && !isBalanced(order, highest);
    }

    /** kswapd works until the node is balanced, or it gives up (balance_pgdat()). */
    public void balance(int order, int highest) {
        vec.stat.add(Count.PAGEOUTRUN, 1);
        ScanControl sc = new ScanControl();
        sc.kswapd = true;
        sc.order = order;
        sc.highestZone = highest;
        balanceOnce(sc);
        if (sc.reclaimed == 0 && sc.priority < 1 && sc.trimFailed) {
            sc.noTrim = true;
            sc.priority = DEF_PRIORITY;
            balanceOnce(sc);
        }
        boolean balanced = isBalanced(sc.order, highest);
        if (!balanced && sc.reclaimed == 0) {
            failures++;
        }
        for (int i = 0; i <= highest && i < hold.zones().size(); i++) {
            hold.zones().get(i).watermarks().setBoost(0);
        }
        vec.lookAtRefaults();
        Rule rule = balanced ? Rule.KSWAPD_SLEEPS : failures >= MAX_FAILURES ? Rule.KSWAPD_HOPELESS : Rule.KSWAPD_TIRED;
        hold.tell(EventKind.KSWAPD_DONE, rule, sc.order, DEF_PRIORITY - sc.priority, failures, balanced ? 1 : 0);
    }

    private void balanceOnce(ScanControl sc) {
        while (sc.priority >= 1 && !isBalanced(sc.order, sc.highestZone)) {
            if (hold.swap().total() > 0 && vec.inactiveIsLow(false)) {
                lists.active(LruLists.ACTIVE_ANON, CLUSTER, sc);
            }
            int before = sc.reclaimed;
            sc.scanned = 0;
            sc.goal = goal(sc.highestZone);
            shrinkNode(sc);
            if (sc.order > 0 && sc.reclaimed >= 2 << sc.order) {
                sc.order = 0;
            }
            if (sc.reclaimed == before && hold.disk().pages() > 0) {
                hold.disk().arrive();
            }
            if (sc.scanned < sc.goal || sc.reclaimed == before) {
                sc.priority--;
            }
        }
    }

    /** Pages that a pass of kswapd is after (kswapd_shrink_node()). */
    private int goal(int highest) {
        int pages = 0;
        for (int i = 0; i <= highest && i < hold.zones().size(); i++) {
            Zone zone = hold.zones().get(i);
            pages += zone.managed() == 0 ? 0 : Math.max(zone.watermarks().mark(Watermarks.HIGH), CLUSTER);
        }
        return pages;
    }

    private int reclaimable() {
        int pages = 0;
        for (int zone = 0; zone < hold.zones().size(); zone++) {
            pages += reclaimable(zone);
        }
        return pages;
    }

    /** Pages of a zone that might be given up (zone_reclaimable_pages()). */
    public int reclaimable(int zone) {
        int pages = vec.lists.sizeIn(LruLists.INACTIVE_FILE, zone) + vec.lists.sizeIn(LruLists.ACTIVE_FILE, zone);
        if (hold.swap().free() > 0) {
            pages += vec.lists.sizeIn(LruLists.INACTIVE_ANON, zone) + vec.lists.sizeIn(LruLists.ACTIVE_ANON, zone);
        }
        return pages;
    }

    public void digest(Digest into) {
        into.fold(swappiness);
        into.fold(failures);
    }
}
