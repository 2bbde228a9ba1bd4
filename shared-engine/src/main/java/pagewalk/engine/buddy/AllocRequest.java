package pagewalk.engine.buddy;

/**
 * One request for pages on its way through the attempts, as the kernel's alloc_context carries it; there is one for
 * each machine, and it is filled anew for each request.
 */
public final class AllocRequest {
    private int order;
    private int gfp;
    private int type;
    private int highestZone;
    private int cpu;
    private int flags;

    /**
     * Begins a request.
     *
     * @param type the migratetype that is asked for
     * @param highestZone the highest kind of zone it could use: 0 DMA, 1 DMA32, 2 Normal, 3 Movable
     * @param cpu the processor that asks
     */
    public void begin(int newOrder, int newGfp, int newType, int newHighestZone, int newCpu) {
        order = newOrder;
        gfp = newGfp;
        type = newType;
        highestZone = newHighestZone;
        cpu = newCpu;
        flags = 0;
    }

    public int order() {
        return order;
    }

    /** Bits of {@link pagewalk.engine.page.Gfp}. */
    public int gfp() {
        return gfp;
    }

    public int type() {
        return type;
    }

    public int highestZone() {
        return highestZone;
    }

    public int cpu() {
        return cpu;
    }

    /** How hard the attempt at hand may try, bits of {@link AllocFlags}. */
    public int flags() {
        return flags;
    }

    public void setFlags(int newFlags) {
        flags = newFlags;
    }
}
