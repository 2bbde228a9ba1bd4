package pagewalk.engine.slab;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pagewalk.engine.digest.Digest;
import pagewalk.engine.util.Check;
import pagewalk.engine.util.IntList;

/**
 * All caches: their geometry, names, counters, and the heads of their lists (struct kmem_cache, kmem_cache_node and
 * kmem_cache_cpu).
 *
 * <p>A cache is a small number, reused after it was destroyed. Several names may stand for one cache.
 */
final class CacheTable {
    static final int NIL = -1;

    private static final int REFERENCES = 0;
    private static final int PARTIALS = 1;
    private static final int PARTIAL_HEAD = 2;
    private static final int PARTIAL_TAIL = 3;
    private static final int SLABS = 4;
    private static final int OBJECTS = 5;
    private static final int LIVE = 6;
    private static final int LOST = 7;
    private static final int NODE_WIDTH = 8;
    private static final int CPU_SLAB = 0;
    private static final int CPU_FREE = 1;
    private static final int CPU_PARTIAL = 2;
    private static final int CPU_WIDTH = 3;

    private final int cpus;
    private final int width;
    /** Null where a cache was destroyed. */
    private final List<@Nullable CacheGeometry> geometries;

    private final List<String> names;
    /** The random order of a cache's objects, made with its first slab; null before, and with ascending freelists. */
    private final List<int @Nullable []> randomOrders;
    /** Living caches, oldest first. */
    private final IntList inOrder;

    private final List<String> aliases;
    private final IntList aliasOf;
    private int[] state;

    CacheTable(int cpus) {
        this.cpus = cpus;
        width = NODE_WIDTH + CPU_WIDTH * cpus;
        geometries = new ArrayList<>();
        names = new ArrayList<>();
        randomOrders = new ArrayList<>();
        inOrder = new IntList();
        aliases = new ArrayList<>();
        aliasOf = new IntList();
        state = new int[64 * width];
    }

    private CacheTable(CacheTable other) {
        cpus = other.cpus;
        width = other.width;
        geometries = new ArrayList<>(other.geometries);
        names = new ArrayList<>(other.names);
        randomOrders = new ArrayList<>(other.randomOrders);
        inOrder = other.inOrder.copy();
        aliases = new ArrayList<>(other.aliases);
        aliasOf = other.aliasOf.copy();
        state = other.state.clone();
    }

    CacheTable copy() {
        return new CacheTable(this);
    }

    int cpus() {
        return cpus;
    }

    /** Living caches. */
    int count() {
        return inOrder.size();
    }

    /** The {@code i}-th living cache, oldest first. */
    int cache(int i) {
        return inOrder.get(i);
    }

    /** A new cache without slabs that only {@code name} stands for. */
    int add(String name, CacheGeometry geometry) {
        int cache = firstUnused();
        if (cache == geometries.size()) {
            geometries.add(geometry);
            names.add(name);
            randomOrders.add(null);
        } else {
            geometries.set(cache, geometry);
            names.set(cache, name);
            randomOrders.set(cache, null);
        }
        if ((cache + 1) * width > state.length) {
            state = Arrays.copyOf(state, state.length * 2);
        }
        Arrays.fill(state, cache * width, (cache + 1) * width, 0);
        setPartials(cache, NIL, NIL, 0);
        for (int cpu = 0; cpu < cpus; cpu++) {
            setCpuSlab(cache, cpu, NIL);
            setCpuFree(cache, cpu, NIL);
            setCpuPartial(cache, cpu, NIL);
        }
        inOrder.add(cache);
        addAlias(cache, name);
        return cache;
    }

    /** One more name for a cache. */
    void addAlias(int cache, String name) {
        aliases.add(name);
        aliasOf.add(cache);
        state[cache * width + REFERENCES]++;
    }

    /** One name less; the cache itself stays. */
    void removeAlias(String name) {
        int at = aliases.indexOf(name);
        int cache = aliasOf.get(at);
        aliases.remove(at);
        for (int i = at; i < aliases.size(); i++) {
            aliasOf.set(i, aliasOf.get(i + 1));
        }
        aliasOf.truncate(aliases.size());
        state[cache * width + REFERENCES]--;
    }

    /** Forgets a cache without slabs and without names. */
    void remove(int cache) {
        Check.that(slabs(cache) == 0 && references(cache) == 0, "a cache that goes is empty", "cache", cache);
        geometries.set(cache, null);
        int kept = 0;
        for (int i = 0; i < inOrder.size(); i++) {
            if (inOrder.get(i) != cache) {
                inOrder.set(kept++, inOrder.get(i));
            }
        }
        inOrder.truncate(kept);
    }

    /** The names that stand for a cache, oldest first. */
    List<String> aliases(int cache) {
        List<String> found = new ArrayList<>();
        for (int i = 0; i < aliases.size(); i++) {
            if (aliasOf.get(i) == cache) {
                found.add(aliases.get(i));
            }
        }
        return found;
    }

    /** The cache that {@code name} stands for, or {@link #NIL}. */
    int named(String name) {
        int at = aliases.indexOf(name);
        return at < 0 ? NIL : aliasOf.get(at);
    }

    /** The oldest cache that can serve such objects too, or {@link #NIL} (find_mergeable()). */
    int mergeable(int objectSize, int align, int flags) {
        if ((flags & SlabFlags.NEVER_MERGE) != 0) {
            return NIL;
        }
        int words = CacheGeometry.roundUp(objectSize, 8);
        int aligned = CacheGeometry.alignment(flags, align, words);
        int size = CacheGeometry.roundUp(words, aligned);
        for (int i = 0; i < inOrder.size(); i++) {
            CacheGeometry candidate = geometry(inOrder.get(i));
            int waste = candidate.size() - size;
            if (!candidate.unmergeable()
                    && waste >= 0
                    && waste < 8
                    && ((flags ^ candidate.flags()) & SlabFlags.MERGE_SAME) == 0
                    && candidate.size() % aligned == 0) {
                return inOrder.get(i);
            }
        }
        return NIL;
    }

    CacheGeometry geometry(int cache) {
        CacheGeometry geometry = geometries.get(cache);
        if (geometry == null) {
            throw new IllegalStateException("PW-CHECK the cache lives: cache=" + cache);
        }
        return geometry;
    }

    void setGeometry(int cache, CacheGeometry geometry) {
        geometries.set(cache, geometry);
    }

    /** The name that the cache was created with. */
    String name(int cache) {
        return names.get(cache);
    }

    int @Nullable [] randomOrder(int cache) {
        return randomOrders.get(cache);
    }

    void setRandomOrder(int cache, int[] order) {
        randomOrders.set(cache, order);
    }

    /** Names that stand for the cache. */
    int references(int cache) {
        return state[cache * width + REFERENCES];
    }

    /** Slabs on the node's partial list. */
    int partials(int cache) {
        return state[cache * width + PARTIALS];
    }

    int partialHead(int cache) {
        return state[cache * width + PARTIAL_HEAD];
    }

    int partialTail(int cache) {
        return state[cache * width + PARTIAL_TAIL];
    }

    void setPartials(int cache, int head, int tail, int count) {
        state[cache * width + PARTIAL_HEAD] = head;
        state[cache * width + PARTIAL_TAIL] = tail;
        state[cache * width + PARTIALS] = count;
    }

    /** All slabs. */
    int slabs(int cache) {
        return state[cache * width + SLABS];
    }

    /** All objects of all slabs, free or not. */
    int objects(int cache) {
        return state[cache * width + OBJECTS];
    }

    /** {@code slabs} more, with {@code objects} more; negative for fewer. */
    void count(int cache, int slabs, int objects) {
        state[cache * width + SLABS] += slabs;
        state[cache * width + OBJECTS] += objects;
    }

    /** Objects that somebody holds. */
    int live(int cache) {
        return state[cache * width + LIVE];
    }

    void addLive(int cache, int objects) {
        state[cache * width + LIVE] += objects;
    }

    /** Free objects that a corrupted freelist left on no list; their slabs never become empty. */
    int lost(int cache) {
        return state[cache * width + LOST];
    }

    void addLost(int cache, int objects) {
        state[cache * width + LOST] += objects;
    }

    int cpuSlab(int cache, int cpu) {
        return state[cell(cache, cpu) + CPU_SLAB];
    }

    void setCpuSlab(int cache, int cpu, int slab) {
        state[cell(cache, cpu) + CPU_SLAB] = slab;
    }

    /** Head of the CPU's freelist in its slab. */
    int cpuFree(int cache, int cpu) {
        return state[cell(cache, cpu) + CPU_FREE];
    }

    void setCpuFree(int cache, int cpu, int object) {
        state[cell(cache, cpu) + CPU_FREE] = object;
    }

    /** Head of the CPU's partial slabs. */
    int cpuPartial(int cache, int cpu) {
        return state[cell(cache, cpu) + CPU_PARTIAL];
    }

    void setCpuPartial(int cache, int cpu, int slab) {
        state[cell(cache, cpu) + CPU_PARTIAL] = slab;
    }

    void digest(Digest into) {
        for (int i = 0; i < inOrder.size(); i++) {
            int cache = inOrder.get(i);
            CacheGeometry geometry = geometry(cache);
            into.fold(names.get(cache));
            into.fold(geometry.objectSize(), geometry.align(), geometry.flags(), geometry.size(), geometry.order());
            into.fold(references(cache), slabs(cache), objects(cache), live(cache), partials(cache));
        }
        for (int i = 0; i < aliases.size(); i++) {
            into.fold(aliases.get(i));
            into.fold(aliasOf.get(i));
        }
    }

    int bytes() {
        return state.length * 4 + names.size() * 100;
    }

    private int cell(int cache, int cpu) {
        return cache * width + NODE_WIDTH + cpu * CPU_WIDTH;
    }

    private int firstUnused() {
        for (int i = 0; i < geometries.size(); i++) {
            if (geometries.get(i) == null) {
                return i;
            }
        }
        return geometries.size();
    }
}
