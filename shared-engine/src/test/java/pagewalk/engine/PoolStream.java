package pagewalk.engine;

import java.util.ArrayList;
import java.util.List;
import pagewalk.engine.util.Xorshift;

/**
 * Seeded command lines for memory pools and for writes that hit the wrong bytes, between those of {@link SlabStream}:
 * pools over all three allocators, elements taken and given back under want of memory, and mistakes of every kind.
 */
public final class PoolStream {
    private static final String[] SOURCES = {
        "cache=plain",
        "cache=small",
        "cache=debug",
        "cache=big",
        "size=100",
        "size=3000",
        "size=9000",
        "size=40000",
        "order=0",
        "order=0",
        "order=1",
        "order=3"
    };
    private static final String[] POOLS = {"p0", "p1", "p2", "p3", "p4"};

    private final Xorshift random;
    private final SlabStream objects;
    private final int cpus;
    /** Names of elements and the pools they came from, in pairs. */
    private final List<String> elements = new ArrayList<>();

    private final List<String> pages = new ArrayList<>();
    private int named;
    private int debugged;

    public PoolStream(Xorshift random, int cpus) {
        this.random = random;
        this.cpus = cpus;
        objects = new SlabStream(random, cpus);
    }

    public String next() {
        int roll = random.below(100);
        if (roll < 40) {
            return objects.next();
        }
        if (roll < 46) {
            return create();
        }
        if (roll < 49) {
            return random.below(4) == 0 ? "mempool_destroy " + pool() : resize();
        }
        if (roll < 61) {
            return write();
        }
        if (roll < 67) {
            return pages();
        }
        if (roll < 69) {
            return mistake();
        }
        return elements.isEmpty() || random.below(100) < 52 ? take() : give();
    }

    private String pool() {
        return POOLS[random.below(POOLS.length)];
    }

    private String create() {
        String as = random.below(3) == 0 ? "r" + random.below(5) + " = " : "";
        return as + "mempool_create name=" + pool() + " min_nr=" + (1 + random.below(6)) + " "
                + SOURCES[random.below(SOURCES.length)];
    }

    private String resize() {
        return "mempool_resize " + pool() + " min_nr=" + (1 + random.below(9));
    }

    private String take() {
        String pool = pool();
        String name = "e" + named++;
        elements.add(name);
        elements.add(pool);
        String gfp = random.below(3) == 0 ? " gfp=ATOMIC" : random.below(6) == 0 ? " gfp=KERNEL,MEMALLOC" : "";
        return name + " = mempool_alloc " + pool + gfp + cpu();
    }

    private String give() {
        int at = random.below(elements.size() / 2) * 2;
        String pool = elements.remove(at + 1);
        String name = elements.remove(at);
        int roll = random.below(20);
        return roll == 0
                ? "kfree " + name
                : roll == 1 ? "free_pages " + name : "mempool_free " + name + " " + pool + cpu();
    }

    private String cpu() {
        return cpus > 1 && random.below(2) == 0 ? " cpu=" + random.below(cpus) : "";
    }

    /** Pages come and go so that memory is short now and then. */
    private String pages() {
        if (pages.size() < 60 && random.below(3) > 0) {
            pages.add("g" + named++);
            return pages.get(pages.size() - 1) + " = alloc_pages order=" + random.below(6);
        }
        return pages.isEmpty() ? "cat /proc/buddyinfo" : "free_pages " + pages.remove(random.below(pages.size()));
    }

    private String write() {
        int roll = random.below(12);
        if (roll == 0) {
            return "validate_slab_cache " + (random.below(2) == 0 ? "debug" : "poison");
        }
        String object = "o" + random.below(900);
        if (roll < 8) {
            return checked();
        }
        String at = roll < 10 ? object : "addr=0x" + Long.toHexString(0xffff888000000000L + random.below(1 << 18));
        int offset = random.below(3) == 0 ? random.below(900) - 64 : 0;
        return "memset " + at + " c=" + random.below(256) + " count="
                + (1 + random.below(random.below(4) == 0 ? 900 : 16)) + (offset == 0 ? "" : " offset=" + offset);
    }

    /** Objects of the cache with every check: they come, are written past, go, and are written to after that. */
    private String checked() {
        int roll = random.below(8);
        if (debugged % 25 == 0) {
            debugged++;
            return "kmem_cache_create name=debug size=500 align=32 flags=RED_ZONE,POISON,STORE_USER,CONSISTENCY_CHECKS";
        }
        String recent = "d" + Math.max(0, debugged - 1 - random.below(6));
        if (roll < 3) {
            return "d" + debugged++ + " = kmem_cache_alloc debug" + cpu();
        }
        if (roll < 6) {
            return "kfree " + recent;
        }
        return roll == 6
                ? "memset " + recent + " c=0x41 count=" + (490 + random.below(100))
                : "memset " + recent + " c=0 count=1 offset=" + (random.below(700) - 40);
    }

    private String mistake() {
        return switch (random.below(8)) {
            case 0 -> "mempool_create name=" + pool() + " min_nr=0 order=0";
            case 1 -> "mempool_create name=x min_nr=1 cache=made";
            case 2 -> "mempool_create name=x min_nr=1 order=12";
            case 3 -> "mempool_alloc nobody";
            case 4 -> "mempool_free o" + random.below(900) + " " + pool();
            case 5 -> "memset o1 c=1 count=4097";
            case 6 ->
                "mempool_free addr=0x" + Long.toHexString(0xffff888000000000L + (random.below(64) << 12)) + " pool="
                        + pool();
            default -> "free_pages pfn=" + random.below(64);
        };
    }
}
