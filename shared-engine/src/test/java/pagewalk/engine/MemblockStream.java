package pagewalk.engine;

import pagewalk.engine.util.Xorshift;

/**
 * Seeded command lines for memblock: ranges that touch, overlap and nest within 8 MiB, allocations of all kinds, and
 * mistakes. With {@code scattered}, ranges are small and far apart, so that the tables fill up and double.
 */
public final class MemblockStream {
    private static final String[] RANGE_VERBS = {
        "memblock_add",
        "memblock_add",
        "memblock_add",
        "memblock_reserve",
        "memblock_reserve",
        "memblock_remove",
        "memblock_phys_free",
        "memblock_phys_free",
        "memblock_mark_nomap",
        "memblock_mark_hotplug"
    };

    private final Xorshift random;
    private final boolean scattered;
    private int given;

    public MemblockStream(Xorshift random, boolean scattered) {
        this.random = random;
        this.scattered = scattered;
    }

    public String next() {
        given++;
        if (given == 1 && scattered) {
            return "memblock_add base=16M size=16M";
        }
        int roll = random.below(100);
        if (roll < 2) {
            return mistake();
        }
        if (roll < 5) {
            return "cat /sys/kernel/debug/memblock/" + (random.below(2) == 0 ? "memory" : "reserved");
        }
        if (roll < 8) {
            return setting();
        }
        if (scattered) {
            return scattered();
        }
        return roll < 45 ? alloc() : RANGE_VERBS[random.below(RANGE_VERBS.length)] + range();
    }

    private String range() {
        int unit = random.below(4) == 0 ? 0x40 : 0x1000;
        int base = random.below(2048) * 0x1000 + random.below(4) / 3 * unit;
        int size = (1 + random.below(1 << random.below(9))) * unit;
        return " base=0x" + Integer.toHexString(base) + " size=0x" + Integer.toHexString(size);
    }

    private String scattered() {
        String verb = random.below(3) == 0 ? "memblock_add" : "memblock_reserve";
        int base = random.below(2048) * 0x2000;
        return verb + " base=0x" + Integer.toHexString(base) + " size=0x800";
    }

    private String alloc() {
        int size = (1 + random.below(1 << random.below(10))) * (random.below(2) == 0 ? 0x10 : 0x1000);
        String line = "memblock_alloc size=" + size;
        if (random.below(3) > 0) {
            line += " align=" + (1 << random.below(22));
        }
        if (random.below(4) == 0) {
            line += " min=" + random.below(2048) + "K";
        }
        return random.below(4) == 0 ? line + " max=" + (1 + random.below(8192)) + "K" : line;
    }

    private String setting() {
        return switch (random.below(8)) {
            case 0, 1 -> "memblock_set_bottom_up enable=1";
            case 2, 3 -> "memblock_set_bottom_up enable=0";
            case 4 -> "memblock_set_current_limit limit=" + (1 + random.below(7)) + "M";
            case 5, 6 -> "memblock_set_current_limit limit=0xffffffffffffffff";
            default -> scattered ? "memblock_trim_memory align=0x400" : "memblock_trim_memory align=0x4000";
        };
    }

    private String mistake() {
        return switch (random.below(5)) {
            case 0 -> "memblock_alloc size=0";
            case 1 -> "memblock_alloc size=64 align=96";
            case 2 -> "memblock_trim_memory align=0";
            case 3 -> "memblock_alloc size=64G";
            default -> "memblock_remove base=0xfffffffffffff000 size=1M";
        };
    }
}
