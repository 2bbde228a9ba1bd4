package pagewalk.engine;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pagewalk.engine.digest.Digest;
import pagewalk.engine.event.EventKind;
import pagewalk.engine.event.Events;
import pagewalk.engine.lru.VmStat;
import pagewalk.engine.lru.VmStat.Count;
import pagewalk.engine.reclaim.Vmscan;
import pagewalk.engine.rule.Rule;
import pagewalk.engine.zswap.Zswap;

/**
 * Caches of the kernel that give objects back under pressure, and the pool of zswap (mm/shrinker.c).
 *
 * <p>A cache that has a shrinker is one like that of directory entries: whoever took an object has put it down again,
 * so all may go. Which was used last nobody keeps; they go slab by slab, full slabs first.
 */
final class Shrinkers implements Vmscan.Shrinker {
    /** Objects looked at in one go (SHRINK_BATCH). */
    private static final int BATCH = 128;
    /** How dear an entry of the pool is to make again (DEFAULT_SEEKS). */
    private static final int SEEKS = 2;

    private static final int VFS_PRESSURE = 100;
    private static final int POOL = 0;

    private final Events events;
    private final VmStat stat;
    private final Zswap zswap;
    private final PoolWriter writer;
    /** The pool first, then caches in the order they were registered. */
    private final List<One> registered;

    private int vfsPressure = VFS_PRESSURE;
    private @Nullable ObjectMemory objects;

    /** A shrinker: of a cache by its name, or of the pool. */
    private static final class One {
        final String cache;
        final int seeks;
        int deferred;

        One(String cache, int seeks) {
            this.cache = cache;
            this.seeks = seeks;
        }
    }

    Shrinkers(Events events, VmStat stat, Zswap zswap, PoolWriter writer, @Nullable Shrinkers other) {
        this.events = events;
        this.stat = stat;
        this.zswap = zswap;
        this.writer = writer;
        registered = new ArrayList<>();
        if (other == null) {
            registered.add(new One("", SEEKS));
            return;
        }
        vfsPressure = other.vfsPressure;
        for (One one : other.registered) {
            One copy = new One(one.cache, one.seeks);
            copy.deferred = one.deferred;
            registered.add(copy);
        }
    }

    /** From now on caches of {@code newObjects} are asked; a trial copy of a machine has none. */
    void ask(ObjectMemory newObjects) {
        objects = newObjects;
    }

    private @Nullable SpareObjects spare() {
        return objects == null ? null : objects.spare();
    }

    /** vm.vfs_cache_pressure: how willingly dentries and inodes go, in percent. */
    int vfsPressure() {
        return vfsPressure;
    }

    void setVfsPressure(int percent) {
        vfsPressure = percent;
    }

    /** Whether a cache can be registered: there is one of that name. */
    boolean knows(String cache) {
        SpareObjects spare = spare();
        return spare != null && spare.hasCache(cache);
    }

    boolean has(String cache) {
        for (int i = 1; i < registered.size(); i++) {
            if (registered.get(i).cache.equals(cache)) {
                return true;
            }
        }
        return false;
    }

    /** A cache gives objects back from now on (shrinker_register()). */
    void register(String cache, int seeks) {
        registered.add(new One(cache, seeks));
    }

    @Override
    public int shrink(int priority) {
        int before = slabPages();
        all(priority);
        // What the pool gives back is not counted as reclaimed (flush_reclaim_state()).
        return before - slabPages();
    }

    private int slabPages() {
        SpareObjects spare = spare();
        return spare == null ? 0 : spare.pages();
    }

    /** Asks every shrinker (shrink_slab()); returns objects that went. */
    private int all(int priority) {
        int freed = 0;
        for (int i = 0; i < registered.size(); i++) {
            freed += one(i, priority);
        }
        return freed;
    }

    /** Asks again at full pressure until hardly anything goes (drop_slab()). */
    void drop() {
        int freed;
        int shift = 0;
        do {
            freed = all(0);
        } while (freed >> shift++ > 1);
        stat.add(Count.DROP_SLAB, 1);
    }

    /** do_shrink_slab(). */
    private int one(int number, int priority) {
        One one = registered.get(number);
        int freeable = count(number);
        if (freeable == 0) {
            return 0;
        }
        int deferred = one.deferred;
        int delta = one.seeks == 0 ? freeable / 2 : (freeable >> priority) * 4 / one.seeks;
        int total = Math.min((deferred >> priority) + delta, 2 * freeable);
        int scanned = 0;
        int freed = 0;
        while (total >= BATCH || total >= freeable) {
            int turn = Math.min(BATCH, total);
            int gone = scan(number, turn);
            if (gone < 0) {
                break;
            }
            freed += gone;
            stat.add(Count.SLABS_SCANNED, turn);
            total -= turn;
            scanned += turn;
        }
        one.deferred = Math.min(Math.max(deferred + delta - scanned, 0), 2 * freeable);
        Rule rule = scanned > 0 ? Rule.SHRINK_SLAB : Rule.SHRINK_DEFERRED;
        events.emit(EventKind.SHRINKER.code(), rule.code(), number, freeable, scanned, freed);
        return freed;
    }

    /** count_objects(). */
    private int count(int number) {
        if (number == POOL) {
            return countPool();
        }
        String cache = registered.get(number).cache;
        SpareObjects spare = spare();
        int live = spare == null ? 0 : spare.count(cache);
        boolean ofFiles = cache.equals("dentry") || cache.endsWith("inode_cache");
        return ofFiles ? (int) ((long) live * vfsPressure / 100) : live;
    }

    /** zswap_shrinker_count(): the fewer, the better pages compress, and the more were read from the disk of late. */
    private int countPool() {
        if (!zswap.state.shrinker || !zswap.state.cgroups || zswap.stored() == 0) {
            return 0;
        }
        int freeable = zswap.state.unprotected(zswap.stored());
        return (int) ((long) freeable * zswap.pool().pages() / zswap.stored());
    }

    /** scan_objects(): how many went; -1 to stop. */
    private int scan(int number, int most) {
        if (number != POOL) {
            SpareObjects spare = spare();
            return spare == null ? -1 : spare.free(registered.get(number).cache, most);
        }
        int freed = 0;
        for (int i = 0; i < most && zswap.stored() > 0; i++) {
            freed += writer.writeOne() ? 1 : 0;
        }
        return freed == 0 ? -1 : freed;
    }

    void digest(Digest into) {
        if (registered.size() == 1 && registered.get(0).deferred == 0 && vfsPressure == VFS_PRESSURE) {
            return;
        }
        into.fold(vfsPressure);
        for (int i = 0; i < registered.size(); i++) {
            into.fold(registered.get(i).cache);
            into.fold(registered.get(i).seeks);
            into.fold(registered.get(i).deferred);
        }
    }
}
