package pagewalk.engine;

import pagewalk.engine.util.Xorshift;

/** A {@link CommandStream} with what only a machine with watermarks and processors' lists tells apart. */
public final class LayersStream {
    private static final String[] LINES = {
        "alloc_pages order=0 gfp=MEMALLOC",
        "alloc_pages order=4 gfp=MEMALLOC,MOVABLE",
        "alloc_pages order=3 gfp=ATOMIC",
        "alloc_pages order=5 gfp=ATOMIC",
        "alloc_pages order=9 gfp=ATOMIC",
        "alloc_pages order=1 gfp=NOWAIT",
        "alloc_pages order=9 gfp=HIGHUSER_MOVABLE",
        "alloc_pages order=10 gfp=HIGHUSER_MOVABLE",
        "alloc_pages order=10 gfp=HIGHUSER_MOVABLE",
        "alloc_pages order=10 gfp=HIGHUSER_MOVABLE",
        "alloc_pages order=8 gfp=KERNEL,RECLAIMABLE",
        "drain_pages",
        "sysctl vm.watermark_boost_factor=0",
        "sysctl vm.watermark_boost_factor=15000",
        "sysctl vm.no_such_knob=1"
    };

    private final CommandStream stream;
    private final Xorshift random;

    public LayersStream(Xorshift random, Machine machine) {
        this.stream = new CommandStream(random, machine);
        this.random = random;
    }

    public String next() {
        return random.below(4) == 0 ? LINES[random.below(LINES.length)] : stream.next();
    }
}
