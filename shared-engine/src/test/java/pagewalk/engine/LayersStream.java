package pagewalk.engine;

import java.util.ArrayList;
import java.util.List;
import pagewalk.engine.util.Xorshift;

/**
 * A {@link CommandStream} with what only a machine with watermarks and processors' lists tells apart. Now and then it
 * fills memory with blocks of falling order until little is left, asks for urgent things, and lets go again.
 */
public final class LayersStream {
    private static final String[] LINES = {
        "alloc_pages order=0 gfp=MEMALLOC",
        "alloc_pages order=4 gfp=MEMALLOC,MOVABLE",
        "alloc_pages order=10 gfp=MEMALLOC,MOVABLE",
        "alloc_pages order=3 gfp=ATOMIC",
        "alloc_pages order=5 gfp=ATOMIC",
        "alloc_pages order=9 gfp=ATOMIC",
        "alloc_pages order=9 gfp=ATOMIC",
        "alloc_pages order=1 gfp=NOWAIT",
        "alloc_pages order=9 gfp=HIGHUSER_MOVABLE",
        "alloc_pages order=2 gfp=KERNEL",
        "alloc_pages order=8 gfp=KERNEL,RECLAIMABLE",
        "alloc_pages order=0 gfp=KERNEL",
        "alloc_pages order=0 gfp=KERNEL,DMA",
        "alloc_pages order=3 gfp=KERNEL,NORETRY",
        "alloc_pages order=6 gfp=KERNEL,NORETRY",
        "alloc_pages order=2 gfp=KERNEL,RETRY_MAYFAIL",
        "alloc_pages order=7 gfp=HIGHUSER_MOVABLE,RETRY_MAYFAIL",
        "alloc_pages order=1 gfp=KERNEL,NOFAIL",
        "alloc_pages order=6 gfp=KERNEL,NOFAIL",
        "alloc_pages order=0 gfp=KERNEL,NOFAIL",
        "drain_pages",
        "sysctl vm.watermark_boost_factor=0",
        "sysctl vm.watermark_boost_factor=15000",
        "sysctl vm.no_such_knob=1",
        "memblock_free_all"
    };
    private static final int URGENT_LINES = 40;

    private final CommandStream stream;
    private final Xorshift random;
    private final Machine machine;
    private final List<String> pressing = new ArrayList<>();
    private int pressed;
    /** The order that memory is filled with; below 0 while it is not. */
    private int order = 10;

    private int freeBefore = -1;
    private int urgent;

    public LayersStream(Xorshift random, Machine machine) {
        this.stream = new CommandStream(random, machine);
        this.random = random;
        this.machine = machine;
    }

    /** The next line; now and then another processor than the first, or one there is not, carries it out. */
    public String next() {
        String line = line();
        int cpus = machine.config().layers().cpus();
        boolean onCpu = line.contains("_pages") && cpus > 1 && random.below(3) > 0;
        return onCpu ? line + " cpu=" + random.below(random.below(40) == 0 ? cpus + 2 : cpus) : line;
    }

    private String line() {
        int roll = random.below(4);
        if (roll > 0 && order >= 0) {
            return press();
        }
        if (urgent > 0 && roll > 1) {
            urgent--;
            return LINES[random.below(LINES.length)];
        }
        if (roll > 1 && order < 0 && !pressing.isEmpty()) {
            return release();
        }
        return roll == 0 ? LINES[random.below(LINES.length)] : stream.next();
    }

    private String press() {
        int free = machine.memory().freePages();
        if (free >= freeBefore && freeBefore >= 0) {
            order--;
            urgent = order < 0 ? URGENT_LINES : 0;
        }
        freeBefore = order < 0 ? -1 : free;
        String name = "p" + pressed++;
        pressing.add(name);
        return name + " = alloc_pages order=" + Math.max(order, 0) + " gfp=HIGHUSER_MOVABLE";
    }

    private String release() {
        String name = pressing.remove(random.below(pressing.size()));
        order = pressing.isEmpty() ? 10 : order;
        return "free_pages " + name;
    }
}
