package pagewalk.engine.slab;

import pagewalk.engine.util.Bits;

/**
 * How a cache lays out its objects and slabs (mm/slub.c calculate_sizes(), calculate_order()).
 *
 * <p>One object with every part, from low to high addresses; most caches have only the middle one:
 *
 * <pre>
 *     | left red zone | object ... | red zone | free pointer | users | padding |
 *     0               leftPad                 inuse                            size
 * </pre>
 *
 * The free pointer lies in the middle of a free object, away from both edges, where overruns are likeliest. It lies
 * behind the object when a free object must keep its content: a constructor made it, a poison fills it, or a reader
 * under RCU may still look.
 *
 * @param objectSize bytes that were asked for
 * @param align bytes
 * @param flags bits of {@link SlabFlags}
 * @param inuse bytes up to the free pointer, if that lies outside; otherwise the object in whole words
 * @param offset of the free pointer, from the object's start
 * @param leftPad bytes of the red zone before the object
 * @param size bytes from one object to the next
 * @param order of a slab
 * @param minOrder of a slab when pages are scattered
 * @param minPartial partial slabs that the node keeps before an empty one goes
 * @param cpuPartial free objects that a CPU may keep in its partial slabs, as Linux counts them
 */
public record CacheGeometry(
        int objectSize,
        int align,
        int flags,
        int inuse,
        int offset,
        int leftPad,
        int size,
        int order,
        int minOrder,
        int minPartial,
        int cpuPartial) {

    /** The largest object: 4 MiB, a block of order 10 (KMALLOC_MAX_SIZE). */
    public static final int MAX_SIZE = 4 << 20;

    public static final int PAGE_SIZE = 4096;
    /** log2 of the bytes in a page. */
    static final int PAGE_SHIFT = 12;
    /** What a geometry's order is when no slab could hold an object. */
    static final int TOO_LARGE = 11;

    private static final int WORD = 8;
    private static final int CACHE_LINE = 64;
    /** The highest order that is chosen to save waste (slub_max_order). */
    private static final int MAX_ORDER = 3;
    /** A slab's objects are counted in 15 bits (MAX_OBJS_PER_PAGE). */
    private static final int MAX_OBJECTS = 32767;
    /** Two records of who, where and when (struct track). */
    private static final int TRACKS = 2 * 32;
    /** Bounds of {@code minPartial} (MIN_PARTIAL, MAX_PARTIAL). */
    private static final int MIN_PARTIAL = 5;

    private static final int MAX_PARTIAL = 10;

    /**
     * The geometry of a new cache; its order is {@link #TOO_LARGE} if no slab can hold an object.
     *
     * @param objectSize bytes, 1 to {@link #MAX_SIZE}
     * @param align 0 or a power of two
     * @param cpus CPUs of the machine: more of them make larger slabs
     */
    static CacheGeometry of(int objectSize, int align, int flags, int cpus) {
        int aligned = alignment(flags, align, objectSize);
        boolean redZone = (flags & SlabFlags.RED_ZONE) != 0;
        int inuse = roundUp(objectSize, WORD);
        inuse += redZone && inuse == objectSize ? WORD : 0;
        boolean outside = outside(objectSize, flags);
        int offset = outside ? inuse : objectSize / 2 / WORD * WORD;
        int size = inuse + (outside ? WORD : 0);
        if ((flags & SlabFlags.STORE_USER) != 0) {
            size += TRACKS + ((flags & SlabFlags.KMALLOC) != 0 ? 4 : 0);
        }
        int leftPad = redZone ? roundUp(WORD, aligned) : 0;
        size = roundUp(size + (redZone ? WORD : 0) + leftPad, aligned);
        int minPartial = Math.max(MIN_PARTIAL, Math.min(MAX_PARTIAL, log2(size) / 2));
        return new CacheGeometry(
                objectSize,
                aligned,
                flags,
                inuse,
                offset,
                leftPad,
                size,
                slabOrder(size, cpus),
                orderOf(size),
                minPartial,
                cpuPartial(size, flags));
    }

    /** The alignment that is kept when {@code align} is asked for (calculate_alignment()). */
    static int alignment(int flags, int align, int size) {
        int line = 1;
        if ((flags & SlabFlags.HWCACHE_ALIGN) != 0) {
            line = CACHE_LINE;
            while (size <= line / 2) {
                line /= 2;
            }
        }
        return Math.max(Math.max(align, line), WORD);
    }

    /** The lowest order whose block holds {@code bytes} (get_order()). */
    public static int orderOf(int bytes) {
        int order = 0;
        while (order < TOO_LARGE && PAGE_SIZE << order < bytes) {
            order++;
        }
        return order;
    }

    private static boolean outside(int objectSize, int flags) {
        return (flags & (SlabFlags.TYPESAFE_BY_RCU | SlabFlags.POISON | SlabFlags.CTOR)) != 0
                || (flags & SlabFlags.RED_ZONE) != 0 && objectSize < WORD;
    }

    /** Enough objects for the CPUs, in the lowest order that wastes little (calculate_order()). */
    private static int slabOrder(int size, int cpus) {
        int wanted = 4 * (log2(cpus) + 2);
        int most = Math.max((PAGE_SIZE << MAX_ORDER) / size, 1);
        int minOrder = orderOf(Math.min(wanted, most) * size);
        if ((PAGE_SIZE << minOrder) / size > MAX_OBJECTS) {
            return orderOf(size * MAX_OBJECTS) - 1;
        }
        for (int fraction = 16; fraction > 1; fraction /= 2) {
            for (int order = minOrder; order <= MAX_ORDER; order++) {
                int bytes = PAGE_SIZE << order;
                if (bytes % size <= bytes / fraction) {
                    return order;
                }
            }
        }
        return orderOf(size);
    }

    private static int cpuPartial(int size, int flags) {
        if ((flags & SlabFlags.DEBUG) != 0) {
            return 0;
        }
        return size >= PAGE_SIZE ? 6 : size >= 1024 ? 24 : size >= 256 ? 52 : 120;
    }

    /** Objects in a slab of the usual order. */
    public int objects() {
        return objectsIn(order);
    }

    /** Objects in a slab of the lowest order. */
    public int minObjects() {
        return objectsIn(minOrder);
    }

    int objectsIn(int slabOrder) {
        return (PAGE_SIZE << slabOrder) / size;
    }

    /** Partial slabs that a CPU may keep: twice the objects, as if each slab were half free. */
    public int cpuPartialSlabs() {
        return (cpuPartial * 2 + objects() - 1) / objects();
    }

    /** Whether the cache checks its objects and does without CPU slabs (kmem_cache_debug()). */
    public boolean debug() {
        return (flags & SlabFlags.DEBUG) != 0;
    }

    /** Whether the free pointer lies behind the object. */
    public boolean pointerOutside() {
        return offset >= inuse;
    }

    /** Whether a free object is filled with a pattern (__OBJECT_POISON). */
    boolean poisonsObjects() {
        return (flags & SlabFlags.POISON) != 0 && (flags & (SlabFlags.TYPESAFE_BY_RCU | SlabFlags.CTOR)) == 0;
    }

    /** Bytes that keep who allocated and freed, behind the object and its free pointer. */
    int trackBytes() {
        return (flags & SlabFlags.STORE_USER) == 0 ? 0 : TRACKS + ((flags & SlabFlags.KMALLOC) != 0 ? 4 : 0);
    }

    /** Bytes from an object's start to the padding behind all that belongs to it (get_info_end()). */
    int infoEnd() {
        return inuse + (pointerOutside() ? WORD : 0) + trackBytes();
    }

    /** The name of a cache that others may share, such as {@code :A-0000128} (create_unique_id()). */
    public String sharedName() {
        StringBuilder name = new StringBuilder(":");
        name.append((flags & SlabFlags.CACHE_DMA) != 0 ? "d" : "");
        name.append((flags & SlabFlags.CACHE_DMA32) != 0 ? "D" : "");
        name.append((flags & SlabFlags.RECLAIM_ACCOUNT) != 0 ? "a" : "");
        name.append((flags & SlabFlags.CONSISTENCY_CHECKS) != 0 ? "F" : "");
        name.append((flags & SlabFlags.ACCOUNT) != 0 ? "A" : "");
        name.append(name.length() > 1 ? "-" : "");
        String digits = Integer.toString(size);
        return name.append("0".repeat(Math.max(0, 7 - digits.length())))
                .append(digits)
                .toString();
    }

    /** Whether no other cache may share this one (slab_unmergeable()). */
    public boolean unmergeable() {
        return (flags & SlabFlags.NEVER_MERGE) != 0;
    }

    /** The cache as it is after an object of {@code bytes} came to share it (__kmem_cache_alias()). */
    CacheGeometry sharedWith(int bytes) {
        return new CacheGeometry(
                Math.max(objectSize, bytes),
                align,
                flags,
                Math.max(inuse, roundUp(bytes, WORD)),
                offset,
                leftPad,
                size,
                order,
                minOrder,
                minPartial,
                cpuPartial);
    }

    static int roundUp(int value, int powerOfTwo) {
        return value + powerOfTwo - 1 & -powerOfTwo;
    }

    private static int log2(int value) {
        return Bits.highestSetBit(value);
    }
}
