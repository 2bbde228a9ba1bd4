package pagewalk.engine;

import pagewalk.engine.event.Events;
import pagewalk.engine.event.Refusal;
import pagewalk.engine.event.Refusal.Reason;
import pagewalk.engine.pagetable.Pte;
import pagewalk.engine.pagetable.TlbFlush;
import pagewalk.engine.pagetable.TlbLookup;
import pagewalk.engine.task.CpuLoader;
import pagewalk.engine.tlb.Counter;
import pagewalk.engine.tlb.FlushInfo;
import pagewalk.engine.tlb.Rights;
import pagewalk.engine.tlb.TlbConfig;
import pagewalk.engine.tlb.TlbView;
import pagewalk.engine.tlb.Tlbs;

/**
 * Stands between processes and translation buffers: knows on which processor the running command is carried out, and
 * gathers the entries that it changes into one flush (mm/mmu_gather.c).
 */
final class TaskTlbs implements TlbFlush, TlbLookup, CpuLoader {
    private static final int NIL = -1;
    private static final int LO_BITS = 18;
    private static final int ENTRY_BITS = 9;
    /** Differences of upper ints above this are more pages than any ceiling. */
    private static final int FAR = 1000;

    private final Tlbs tlbs;
    private int cpu;
    private int gathered = NIL;
    private int lowHi;
    private int lowLo;
    private int highHi;
    private int highLo;
    /** Bits of the pages that one of the gathered entries maps at least (tlb_get_unmap_shift()). */
    private int step;

    private boolean tables;

    TaskTlbs(TlbConfig config, int cpus, Events events) {
        tlbs = new Tlbs(config, cpus, events);
    }

    private TaskTlbs(TaskTlbs other, Events events) {
        tlbs = other.tlbs.copy(events);
    }

    /** A copy between commands, when nothing is gathered. */
    TaskTlbs copy(Events events) {
        return new TaskTlbs(this, events);
    }

    Tlbs tlbs() {
        return tlbs;
    }

    TlbView view() {
        return tlbs.view();
    }

    /** What the buffers of a processor have counted. */
    Reply count(int ofCpu) {
        TlbView view = view();
        if (ofCpu >= view.cpus()) {
            return new Reply.Refused(new Refusal(Reason.CPU_UNKNOWN, ofCpu, view.cpus(), 0, null));
        }
        int[] counts = new int[Counter.values().length];
        for (Counter counter : Counter.values()) {
            counts[counter.ordinal()] = view.count(ofCpu, counter);
        }
        return new Reply.Counted(ofCpu, counts);
    }

    /** The command is carried out on this processor. */
    void runOn(int number) {
        cpu = number;
    }

    @Override
    public void load(int number, int mm) {
        tlbs.switchTo(number, mm);
    }

    @Override
    public void idle(int number) {
        tlbs.enterLazy(number);
    }

    @Override
    public void begun(int mm) {
        tlbs.contextNew(mm);
    }

    @Override
    public void ended(int mm) {
        if (gathered == mm) {
            gathered = NIL;
            tlbs.flush(cpu, mm, FlushInfo.all(true));
            tables = false;
        }
        tlbs.contextGone(mm);
    }

    @Override
    public void page(int mm, int hi, int lo) {
        tlbs.flush(cpu, mm, FlushInfo.range(hi, lo, 1));
    }

    @Override
    public void all(int mm) {
        tlbs.flush(cpu, mm, FlushInfo.all(false));
    }

    @Override
    public void gather(int mm, int hi, int lo) {
        gather(mm, hi, lo, 1);
    }

    @Override
    public void gather(int mm, int hi, int lo, int level) {
        int bits = ENTRY_BITS * (level - 1);
        step = gathered == mm ? Math.min(step, bits) : bits;
        if (gathered != mm) {
            finish();
            gathered = mm;
            lowHi = hi;
            lowLo = lo;
            highHi = hi;
            highLo = lo;
        }
        if (hi < lowHi || hi == lowHi && lo < lowLo) {
            lowHi = hi;
            lowLo = lo;
        }
        if (hi > highHi || hi == highHi && lo > highLo) {
            highHi = hi;
            highLo = lo;
        }
    }

    @Override
    public void tableFreed() {
        tables = gathered != NIL;
    }

    /** What was gathered is flushed (tlb_finish_mmu()). */
    void finish() {
        if (gathered == NIL) {
            return;
        }
        int mm = gathered;
        gathered = NIL;
        int far = highHi - lowHi;
        int pages = far > FAR ? Integer.MAX_VALUE : ((far << LO_BITS) + highLo - lowLo >> step) + 1;
        tlbs.flush(cpu, mm, new FlushInfo(lowHi, lowLo, pages, 1 << step, tables));
        tables = false;
    }

    @Override
    public int translate(int mm, int hi, int lo, int kind) {
        finish();
        if (tlbs.loaded(cpu) != mm || tlbs.isLazy(cpu)) {
            tlbs.switchTo(cpu, mm);
        }
        return tlbs.translate(cpu, hi, lo, kind);
    }

    @Override
    public void walked(int entries) {
        tlbs.walked(cpu, entries);
    }

    @Override
    public void found(int hi, int lo, int entry, int upper, int level) {
        int inside = level == 1 ? 0 : lo & (1 << ENTRY_BITS * (level - 1)) - 1;
        int gigantic = level > 2 ? Rights.GIGANTIC : 0;
        tlbs.fill(cpu, hi, lo, Pte.pfn(entry, upper) + inside, Rights.of(entry, upper, level > 1) | gigantic);
    }
}
