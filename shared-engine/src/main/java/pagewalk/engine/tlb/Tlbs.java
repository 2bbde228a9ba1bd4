package pagewalk.engine.tlb;

import pagewalk.engine.digest.Digest;
import pagewalk.engine.event.EventKind;
import pagewalk.engine.event.Events;
import pagewalk.engine.rule.Rule;
import pagewalk.engine.util.Check;

/**
 * The translation buffers of all processors, and how Linux keeps them true: which address space is loaded where, under
 * which slot, and who has to forget what when page tables change (arch/x86/mm/tlb.c).
 *
 * <p>A page is two ints, {@code hi} of 17 and {@code lo} of 18 bits. An address space is the small number of its owner.
 */
public final class Tlbs {
    public static final int INIT_MM = Contexts.INIT_MM;
    /** What {@link #translate} says when page tables have to be walked. */
    public static final int MISS = -1;

    public static final int LOAD = 0;
    public static final int STORE = 1;
    public static final int FETCH = 2;

    /** Where an event says how large the page of an entry is. */
    private static final int SIZE_SHIFT = 24;

    private static final int NO_FLUSH = -1;
    private static final int LO_BITS = 18;
    private static final int LO_MASK = (1 << LO_BITS) - 1;

    private final TlbConfig config;
    private final Events events;
    private final Contexts contexts;
    private final Processor[] processors;

    /** Empty buffers of {@code cpus} processors that have the kernel's own address space loaded. */
    public Tlbs(TlbConfig config, int cpus, Events events) {
        this.config = config;
        this.events = events;
        contexts = new Contexts();
        processors = new Processor[cpus];
        for (int cpu = 0; cpu < cpus; cpu++) {
            processors[cpu] = new Processor(config, cpu);
        }
    }

    private Tlbs(Tlbs other, Events events) {
        config = other.config;
        this.events = events;
        contexts = other.contexts.copy();
        processors = new Processor[other.processors.length];
        for (int cpu = 0; cpu < processors.length; cpu++) {
            processors[cpu] = other.processors[cpu].copy();
        }
    }

    /** An independent copy that tells its steps to {@code newEvents}. */
    public Tlbs copy(Events newEvents) {
        return new Tlbs(this, newEvents);
    }

    public TlbView view() {
        return new TlbView(config, contexts, processors);
    }

    /** A new address space gets its context (init_new_context()). */
    public void contextNew(int mm) {
        int id = contexts.begin(mm);
        tell(EventKind.TLB_CONTEXT, Rule.TLB_CTX_ID, mm, id, 0, 0);
    }

    /** The last of an address space goes: processors that still have it loaded take the kernel's. */
    public void contextGone(int mm) {
        for (Processor cpu : processors) {
            if (cpu.loaded == mm) {
                leave(cpu);
            }
        }
        contexts.end(mm);
    }

    private void leave(Processor cpu) {
        tell(EventKind.TLB_LAZY, Rule.TLB_LAZY_LEAVE, cpu.number, cpu.loaded, 0, 0);
        switchTo(cpu.number, INIT_MM);
    }

    /** The address space that a processor has loaded; {@link #INIT_MM} for the kernel's. */
    public int loaded(int cpu) {
        return processors[cpu].loaded;
    }

    public boolean isLazy(int cpu) {
        return processors[cpu].lazy;
    }

    /** A processor loads an address space (switch_mm_irqs_off()). */
    public void switchTo(int number, int mm) {
        Processor cpu = processors[number];
        boolean wasLazy = cpu.lazy;
        cpu.lazy = false;
        int generation = contexts.generation(mm);
        if (cpu.loaded == mm) {
            if (wasLazy) {
                comeBack(cpu, generation);
            }
            return;
        }
        contexts.unload(cpu.loaded, number);
        contexts.load(mm, number);
        boolean flush = choose(cpu, mm, generation);
        loadCr3(cpu, mm, flush, generation);
    }

    /** A lazy processor goes on with the address space it never gave up. */
    private void comeBack(Processor cpu, int generation) {
        boolean stale = cpu.slotGeneration[cpu.asid] != generation;
        tell(EventKind.TLB_LAZY, Rule.TLB_LAZY_BACK, cpu.number, cpu.loaded, 1, stale ? 1 : 0);
        if (stale) {
            loadCr3(cpu, cpu.loaded, true, generation);
        }
    }

    /** Finds the slot of an address space or takes the next one (choose_new_asid()); whether it has to be flushed. */
    private boolean choose(Processor cpu, int mm, int generation) {
        if (!config.pcid()) {
            return chosen(cpu, 0, Rule.TLB_NO_PCID, mm, true);
        }
        for (int slot = 0; slot < Processor.ASIDS; slot++) {
            if (cpu.slotId[slot] == contexts.id(mm)) {
                boolean stale = cpu.slotGeneration[slot] < generation;
                return chosen(cpu, slot, stale ? Rule.TLB_ASID_STALE : Rule.TLB_ASID_KEPT, mm, stale);
            }
        }
        int slot = cpu.nextAsid++;
        if (slot >= Processor.ASIDS) {
            slot = 0;
            cpu.nextAsid = 1;
        }
        return chosen(cpu, slot, Rule.TLB_ASID_NEXT, mm, true);
    }

    private boolean chosen(Processor cpu, int slot, Rule rule, int mm, boolean flush) {
        cpu.asid = slot;
        tell(EventKind.TLB_SLOT, rule, cpu.number, slot, mm, flush ? 1 : 0);
        return flush;
    }

    /** load_new_mm_cr3(), with what goes before and after it. */
    private void loadCr3(Processor cpu, int mm, boolean flush, int generation) {
        int asid = cpu.asid;
        cpu.loaded = mm;
        cpu.count(Counter.SWITCHED_NOFLUSH, Costs.LOAD_CR3);
        int dropped = 0;
        if (flush) {
            cpu.counts[Counter.SWITCHED_NOFLUSH.ordinal()]--;
            cpu.count(Counter.FLUSHED_ALL, 0);
            cpu.slotId[asid] = contexts.id(mm);
            cpu.slotGeneration[asid] = generation;
            dropped = cpu.tlb.dropAll(Processor.kernelPcid(config, asid));
        }
        tell(EventKind.TLB_LOADED, Rule.TLB_CR3, cpu.number, mm, asid, flush ? dropped : NO_FLUSH);
        if (flush) {
            markUser(cpu);
        }
    }

    /** The program's half of a slot is flushed on the way back to the program (invalidate_user_asid()). */
    private void markUser(Processor cpu) {
        if (config.pti()) {
            cpu.userMarks |= 1 << cpu.asid;
            tell(EventKind.TLB_USER_MARKED, Rule.TLB_PTI_USER, cpu.number, cpu.asid, 0, 0);
        }
    }

    /** A kernel thread runs and borrows the address space that is there (enter_lazy_tlb()). */
    public void enterLazy(int number) {
        Processor cpu = processors[number];
        if (cpu.loaded != INIT_MM && !cpu.lazy) {
            cpu.lazy = true;
            tell(EventKind.TLB_LAZY, Rule.TLB_LAZY_ENTER, number, cpu.loaded, 1, 0);
        }
    }

    /**
     * Page tables of an address space changed: every processor that has it loaded forgets (flush_tlb_mm_range()).
     *
     * @param on the processor that changed them
     */
    public void flush(int on, int mm, FlushInfo info) {
        int pages = info.pages();
        boolean all = pages < 0 || pages > config.ceiling();
        tell(EventKind.TLB_ASKED, all ? Rule.TLB_CEILING : Rule.TLB_RANGE, mm, info.hi(), info.lo(), pages);
        int generation = contexts.advance(mm);
        int mask = contexts.mask(mm);
        tell(EventKind.TLB_GENERATION, Rule.TLB_GEN, mm, generation, mask, 0);
        for (Processor cpu : processors) {
            if (cpu.number != on && (mask >>> cpu.number & 1) != 0) {
                if (cpu.lazy && !info.freedTables()) {
                    tell(EventKind.TLB_INTERRUPT, Rule.TLB_IPI_LAZY, on, cpu.number, mm, 0);
                    continue;
                }
                processors[on].counts[Counter.CYCLES.ordinal()] += Costs.INTERRUPT;
                cpu.count(Counter.INTERRUPTS, 0);
                tell(EventKind.TLB_INTERRUPT, Rule.TLB_IPI, on, cpu.number, mm, 1);
                forget(cpu, info, all);
            }
        }
        // When others have to be told too, a lazy processor is passed over even if it is the one that tells them.
        Processor own = processors[on];
        boolean alone = (mask & ~(1 << on)) == 0;
        if (own.loaded == mm && (alone || info.freedTables() || !own.lazy)) {
            forget(own, info, all);
        }
    }

    /** What one processor does about a flush (flush_tlb_func()). */
    private void forget(Processor cpu, FlushInfo info, boolean all) {
        if (cpu.lazy) {
            leave(cpu);
            return;
        }
        int generation = contexts.generation(cpu.loaded);
        int had = cpu.slotGeneration[cpu.asid];
        int dropped = 0;
        if (!all && had + 1 == generation) {
            for (int i = 0; i < info.pages(); i++) {
                int low = info.lo() + i * info.step();
                dropped += dropPage(cpu, info.hi() + (low >>> LO_BITS), low & LO_MASK);
                cpu.count(Counter.FLUSHED_ONE, Costs.FLUSH_ONE);
            }
            cpu.slotGeneration[cpu.asid] = generation;
            tell(EventKind.TLB_FLUSHED, Rule.TLB_PARTIAL, cpu.number, dropped, had, generation);
            return;
        }
        dropped = cpu.tlb.dropAll(Processor.kernelPcid(config, cpu.asid));
        cpu.count(Counter.FLUSHED_ALL, Costs.LOAD_CR3);
        cpu.slotGeneration[cpu.asid] = generation;
        tell(EventKind.TLB_FLUSHED, Rule.TLB_FULL, cpu.number, dropped, had, generation);
        markUser(cpu);
    }

    /** Entries of a page go, small and huge (flush_tlb_one_user()). */
    private int dropPage(Processor cpu, int hi, int lo) {
        int pcid = Processor.userPcid(config, cpu.asid);
        int dropped = 0;
        for (int slot = cpu.tlb.find(hi, lo, pcid); slot != CpuTlb.NIL; slot = cpu.tlb.find(hi, lo, pcid)) {
            cpu.tlb.drop(slot);
            tell(EventKind.TLB_DROPPED, Rule.TLB_INVLPG, cpu.number, hi, lo, pcid);
            dropped++;
        }
        return dropped;
    }

    /**
     * Translates an access of the program that runs on a processor.
     *
     * @param kind {@link #LOAD}, {@link #STORE} or {@link #FETCH}
     * @return the frame, or {@link #MISS} if page tables have to be walked
     */
    public int translate(int number, int hi, int lo, int kind) {
        Processor cpu = processors[number];
        if (cpu.userMarks != 0) {
            backToUser(cpu);
        }
        int slot = cpu.tlb.find(hi, lo, Processor.userPcid(config, cpu.asid));
        if (slot == CpuTlb.NIL) {
            cpu.count(Counter.MISSES, 0);
            tell(EventKind.TLB_MISSED, Rule.TLB_MISS, number, hi, lo, kind);
            return MISS;
        }
        int rights = cpu.tlb.rights(slot);
        if (!Rights.allow(rights, kind) || kind == STORE && (rights & Rights.DIRTY) == 0) {
            return walkAfterAll(cpu, slot, hi, lo, kind);
        }
        cpu.count(Counter.HITS, Costs.HIT);
        cpu.tlb.used(slot);
        int pfn = cpu.tlb.pfn(slot) + CpuTlb.inside(rights, lo);
        tell(EventKind.TLB_HIT, Rule.TLB_HIT, number, hi, lo, pfn);
        return pfn;
    }

    /** The entry is there, and does not allow it, or does not know yet that the page is dirty. */
    private int walkAfterAll(Processor cpu, int slot, int hi, int lo, int kind) {
        Rule rule = Rights.allow(cpu.tlb.rights(slot), kind) ? Rule.TLB_DIRTY : Rule.TLB_REWALK;
        cpu.tlb.drop(slot);
        cpu.count(Counter.MISSES, 0);
        tell(EventKind.TLB_DROPPED, rule, cpu.number, hi, lo, Processor.userPcid(config, cpu.asid));
        return MISS;
    }

    /** What the kernel does on its way back to the program: the program's half of this slot, if it is marked. */
    private void backToUser(Processor cpu) {
        int bit = 1 << cpu.asid;
        if ((cpu.userMarks & bit) != 0) {
            cpu.userMarks &= ~bit;
            int dropped = cpu.tlb.dropAll(Processor.userPcid(config, cpu.asid));
            cpu.count(Counter.FLUSHED_ALL, Costs.LOAD_CR3);
            int generation = cpu.slotGeneration[cpu.asid];
            tell(EventKind.TLB_FLUSHED, Rule.TLB_PTI_USER, cpu.number, dropped, generation, generation);
        }
    }

    /**
     * Remembers what a walk found.
     *
     * @param pfn frame of the very page
     * @param rights as {@link Rights#of} has them
     */
    public void fill(int number, int hi, int lo, int pfn, int rights) {
        Processor cpu = processors[number];
        int pcid = Processor.userPcid(config, cpu.asid);
        Check.that(cpu.loaded != INIT_MM && !cpu.lazy, "a program runs on the processor", "cpu", number);
        int slot = cpu.tlb.victim(hi, lo, rights);
        int old = cpu.tlb.tag(slot);
        Rule rule = old == CpuTlb.NIL ? Rule.TLB_EMPTY_WAY : cpu.tlb.rule();
        if (old != CpuTlb.NIL) {
            int oldLow = cpu.tlb.low(slot);
            cpu.tlb.drop(slot);
            cpu.count(Counter.EVICTIONS, 0);
            int oldPcid = old >>> TlbArray.PCID_SHIFT & TlbArray.PCID_MASK;
            tell(EventKind.TLB_EVICTED, rule, number, old & TlbArray.HI_MASK, oldLow, oldPcid);
        }
        cpu.tlb.put(slot, CpuTlb.tag(hi, pcid, rights), lo, pfn, rights);
        int first = lo - CpuTlb.inside(rights, lo);
        tell(EventKind.TLB_FILLED, rule, number, hi, first, slot | Rights.size(rights) << SIZE_SHIFT);
    }

    /** Page tables were walked, {@code steps} entries of them. */
    public void walked(int number, int steps) {
        processors[number].counts[Counter.WALK_STEPS.ordinal()] += steps;
        processors[number].counts[Counter.CYCLES.ordinal()] += steps * Costs.WALK_STEP;
    }

    public void digest(Digest into) {
        contexts.digest(into);
        for (Processor cpu : processors) {
            cpu.digest(into);
        }
    }

    /** Bytes that a copy takes, for budgets. */
    public int bytes() {
        int bytes = contexts.bytes();
        for (Processor cpu : processors) {
            bytes += cpu.bytes();
        }
        return bytes;
    }

    private void tell(EventKind kind, Rule rule, int a, int b, int c, int d) {
        events.emit(kind.code(), rule.code(), a, b, c, d);
    }
}
