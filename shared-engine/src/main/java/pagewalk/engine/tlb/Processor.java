package pagewalk.engine.tlb;

import pagewalk.engine.digest.Digest;

/** What Linux keeps for one processor (struct tlb_state), and the processor's own translation buffer and counters. */
final class Processor {
    /** Address spaces whose entries a processor tells apart (TLB_NR_DYN_ASIDS). */
    static final int ASIDS = 6;
    /** Added to the identifier of the kernel's half for the program's (X86_CR3_PTI_PCID_USER_BIT). */
    private static final int USER_PCID = 2048;

    final int number;
    final CpuTlb tlb;
    final int[] slotId = new int[ASIDS];
    final int[] slotGeneration = new int[ASIDS];
    final int[] counts = new int[Counter.values().length];
    int loaded = Contexts.INIT_MM;
    int asid;
    int nextAsid = 1;
    boolean lazy;
    /** Slots whose program half is to be flushed before the program goes on (user_pcid_flush_mask). */
    int userMarks;

    Processor(TlbConfig config, int number) {
        this.number = number;
        tlb = new CpuTlb(config, number);
        slotId[0] = 1;
    }

    private Processor(Processor other) {
        number = other.number;
        tlb = other.tlb.copy();
        System.arraycopy(other.slotId, 0, slotId, 0, ASIDS);
        System.arraycopy(other.slotGeneration, 0, slotGeneration, 0, ASIDS);
        System.arraycopy(other.counts, 0, counts, 0, counts.length);
        loaded = other.loaded;
        asid = other.asid;
        nextAsid = other.nextAsid;
        lazy = other.lazy;
        userMarks = other.userMarks;
    }

    Processor copy() {
        return new Processor(this);
    }

    /** Identifier of the kernel's half (kern_pcid()). */
    static int kernelPcid(TlbConfig config, int asid) {
        return config.pcid() ? asid + 1 : 0;
    }

    /** Identifier that a program's accesses have (user_pcid()). */
    static int userPcid(TlbConfig config, int asid) {
        return config.pti() ? USER_PCID + asid + 1 : kernelPcid(config, asid);
    }

    void count(Counter counter, int cost) {
        counts[counter.ordinal()]++;
        counts[Counter.CYCLES.ordinal()] += cost;
    }

    void digest(Digest into) {
        into.fold(loaded, asid, nextAsid, lazy ? 1 : 0, userMarks);
        for (int slot = 0; slot < ASIDS; slot++) {
            into.fold(slotId[slot]);
            into.fold(slotGeneration[slot]);
        }
        for (int count : counts) {
            into.fold(count);
        }
        tlb.digest(into);
    }

    int bytes() {
        return tlb.bytes() + 200;
    }
}
