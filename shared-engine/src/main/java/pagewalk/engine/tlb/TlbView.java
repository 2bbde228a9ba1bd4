package pagewalk.engine.tlb;

/** Looks at translation buffers and at what Linux knows of them; valid at every event. */
public final class TlbView {
    private final TlbConfig config;
    private final Contexts contexts;
    private final Processor[] processors;

    TlbView(TlbConfig config, Contexts contexts, Processor[] processors) {
        this.config = config;
        this.contexts = contexts;
        this.processors = processors;
    }

    /**
     * An entry.
     *
     * @param hi upper int of its page, or of the first page of a huge one
     * @param lo lower int
     * @param pcid whose it is
     * @param pfn frame of that page
     * @param rights bits of {@link Rights}
     */
    public record Entry(int hi, int lo, int pcid, int pfn, int rights) {}

    public TlbConfig config() {
        return config;
    }

    public int cpus() {
        return processors.length;
    }

    /** Places of one processor, set by set: those for small pages first, then those for huge ones. */
    public int places() {
        return processors[0].tlb.places();
    }

    /** Whether a place has an entry. */
    public boolean holds(int cpu, int place) {
        return processors[cpu].tlb.tag(place) != CpuTlb.NIL;
    }

    /** The entry of a place that has one. */
    public Entry entry(int cpu, int place) {
        CpuTlb tlb = processors[cpu].tlb;
        int tag = tlb.tag(place);
        int pcid = tag >>> TlbArray.PCID_SHIFT & TlbArray.PCID_MASK;
        return new Entry(tag & TlbArray.HI_MASK, tlb.low(place), pcid, tlb.pfn(place), tlb.rights(place));
    }

    /** The address space that a processor has loaded; {@link Tlbs#INIT_MM} for the kernel's. */
    public int loaded(int cpu) {
        return processors[cpu].loaded;
    }

    /** The slot of what is loaded. */
    public int asid(int cpu) {
        return processors[cpu].asid;
    }

    public boolean isLazy(int cpu) {
        return processors[cpu].lazy;
    }

    /** Slots that address spaces take on a processor: one without identifiers. */
    public int slots() {
        return config.pcid() ? Processor.ASIDS : 1;
    }

    /** The context number that a slot belongs to; 0 for none. */
    public int slotContext(int cpu, int slot) {
        return processors[cpu].slotId[slot];
    }

    /** The generation that a slot has caught up to. */
    public int slotGeneration(int cpu, int slot) {
        return processors[cpu].slotGeneration[slot];
    }

    /** Whether the program's half of a slot is flushed before the program goes on. */
    public boolean isUserMarked(int cpu, int slot) {
        return (processors[cpu].userMarks >>> slot & 1) != 0;
    }

    /** The identifier that accesses of programs have under a slot. */
    public int userPcid(int slot) {
        return Processor.userPcid(config, slot);
    }

    /** The context number of an address space; 0 if it has none. */
    public int context(int mm) {
        return contexts.isThere(mm) ? contexts.id(mm) : 0;
    }

    public int generation(int mm) {
        return contexts.isThere(mm) ? contexts.generation(mm) : 0;
    }

    /** Processors that have an address space loaded, as bits. */
    public int mask(int mm) {
        return contexts.isThere(mm) && mm != Tlbs.INIT_MM ? contexts.mask(mm) : 0;
    }

    public int count(int cpu, Counter counter) {
        return processors[cpu].counts[counter.ordinal()];
    }
}
