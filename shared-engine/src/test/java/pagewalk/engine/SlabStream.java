package pagewalk.engine;

import java.util.ArrayList;
import java.util.List;
import pagewalk.engine.util.Xorshift;

/**
 * Seeded command lines for the object allocator: a few caches of every kind, objects taken and given back in waves and
 * by several CPUs, large requests, shrinking, destroying, and mistakes of every kind.
 */
public final class SlabStream {
    private static final String[] CACHES = {
        "name=plain size=256",
        "name=small size=24",
        "name=like_plain size=250",
        "name=big size=1000",
        "name=page size=4096",
        "name=huge size=20000",
        "name=line size=70 flags=HWCACHE_ALIGN",
        "name=made size=40 ctor=1",
        "name=rcu size=192 flags=TYPESAFE_BY_RCU",
        "name=inode size=600 flags=RECLAIM_ACCOUNT,ACCOUNT",
        "name=zone size=64 flags=CACHE_DMA",
        "name=alone size=256 flags=NO_MERGE",
        "name=red size=700 flags=RED_ZONE",
        "name=poison size=96 flags=POISON,RED_ZONE",
        "name=debug size=500 align=32 flags=SLAB_RED_ZONE,SLAB_POISON,STORE_USER,CONSISTENCY_CHECKS",
        "name=one size=5000 flags=STORE_USER",
        "name=tiny size=3",
        "name=aligned size=100 align=64"
    };

    private static final int LIKE_THE_FIRST = 2;

    private final Xorshift random;
    private final int cpus;
    private final List<String> held = new ArrayList<>();
    private final List<String> caches = new ArrayList<>();
    private int named;
    private int given;
    private boolean filling = true;

    public SlabStream(Xorshift random, int cpus) {
        this.random = random;
        this.cpus = cpus;
    }

    public String next() {
        given++;
        int roll = random.below(1000);
        if (given <= 6 || caches.isEmpty() || roll < 12) {
            return create();
        }
        if (roll < 40) {
            return mistake();
        }
        if (roll < 60) {
            return rare();
        }
        if (random.below(80) == 0) {
            filling = !filling;
        }
        boolean take = held.isEmpty() || random.below(100) < (filling ? 70 : 25);
        return take ? take() : give();
    }

    private String create() {
        String line = CACHES[given == 1 ? 0 : given == 2 ? LIKE_THE_FIRST : random.below(CACHES.length)];
        String name = line.substring(5, line.indexOf(' '));
        caches.remove(name);
        caches.add(name);
        return (random.below(5) == 0 ? "c" + random.below(9) + " = " : "") + "kmem_cache_create " + line;
    }

    private String take() {
        String name = "o" + named++;
        held.add(name);
        String cpu = cpus > 1 && random.below(3) > 0 ? " cpu=" + random.below(cpus) : "";
        String gfp = random.below(10) == 0 ? " gfp=ATOMIC" : "";
        if (random.below(4) == 0) {
            String[] types = {"", "", " gfp=KERNEL,RECLAIMABLE", " gfp=DMA", " gfp=KERNEL_ACCOUNT"};
            int size = 1 + random.below(1 << (3 + random.below(13)));
            return name + " = kmalloc size=" + size + types[random.below(types.length)] + cpu;
        }
        // The same cache for a while, so that its slabs fill.
        int first = given / 300;
        String cache = caches.get((first + random.below(3) / 2) % caches.size());
        return name + " = kmem_cache_alloc " + cache + gfp + cpu;
    }

    private String give() {
        int at = random.below(3) == 0 ? random.below(held.size()) : Math.max(0, held.size() - 1 - random.below(40));
        String name = held.remove(at);
        String cpu = cpus > 1 && random.below(3) > 0 ? " cpu=" + random.below(cpus) : "";
        return (random.below(2) == 0 ? "kfree " : "kmem_cache_free ") + name + cpu;
    }

    private String rare() {
        String cache = caches.get(random.below(caches.size()));
        return switch (random.below(8)) {
            case 0 -> "cat /proc/slabinfo";
            case 1 -> "kmem_cache_destroy like_plain";
            case 2 -> "kmem_cache_destroy " + cache;
            case 3 -> "kmem_cache_shrink kmalloc-" + (32 << random.below(5));
            default -> "kmem_cache_shrink " + cache;
        };
    }

    private String mistake() {
        String name = "o" + random.below(Math.max(1, named));
        return switch (random.below(15)) {
            case 0 -> "kmalloc size=0";
            case 1 -> "kmalloc size=5M";
            case 2 -> "kmem_cache_create name=nothing size=0";
            case 3 -> "kmem_cache_create name=odd size=64 align=48";
            case 4 -> "kmem_cache_create name=large size=4M flags=RED_ZONE";
            case 5 -> "kmem_cache_alloc nobody";
            case 6 -> "kfree nobody";
            case 7 -> "kfree addr=0xffff8880" + "0000" + Integer.toHexString(0x1000 + random.below(0xe000));
            case 8 -> "kfree addr=" + random.below(1 << 20);
            case 9 -> "kmem_cache_shrink nobody";
            case 10 -> "kmem_cache_destroy kmalloc-64";
            case 11 -> "free_pages pfn=" + random.below(64);
            case 12 -> "kmem_cache_alloc kmalloc-8 cpu=" + (cpus + random.below(3));
            case 13 -> "free_pages " + name;
            default -> "kfree " + name;
        };
    }
}
