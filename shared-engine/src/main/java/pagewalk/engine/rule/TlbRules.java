package pagewalk.engine.rule;

/** The rules of translation buffers, in words. */
final class TlbRules {
    private static final String OURS = "Pagewalk";
    private static final String SWITCH = "arch/x86/mm/tlb.c switch_mm_irqs_off()";
    private static final String CHOOSE = "arch/x86/mm/tlb.c choose_new_asid()";
    private static final String RANGE_FLUSH = "arch/x86/mm/tlb.c flush_tlb_mm_range()";
    private static final String FUNC = "arch/x86/mm/tlb.c flush_tlb_func()";

    static final RuleText HIT = new RuleText(
            "tlb.hit", "An entry of the page, with the right identifier and rights, translates without a walk.", OURS);
    static final RuleText MISS =
            new RuleText("tlb.miss", "No entry has the page and the identifier: page tables are walked.", OURS);
    static final RuleText EMPTY_WAY =
            new RuleText("tlb.empty-way", "A new entry takes the lowest empty way of its set.", OURS);
    static final RuleText LRU =
            new RuleText("tlb.lru", "In a full set the entry that was used longest ago makes room.", OURS);
    static final RuleText PLRU = new RuleText(
            "tlb.plru",
            "In a full set the entry that a tree of bits points at makes room; every use turns the bits away from it.",
            OURS);
    static final RuleText FIFO = new RuleText("tlb.fifo", "In a full set the entry that came first makes room.", OURS);
    static final RuleText RANDOM =
            new RuleText("tlb.random", "In a full set a throw of dice says which entry makes room.", OURS);
    static final RuleText REWALK = new RuleText(
            "tlb.rewalk",
            "An entry that forbids the access is dropped and page tables are walked, since rights may have grown "
                    + "without a flush.",
            "arch/x86/mm/pgtable.c ptep_set_access_flags()");
    static final RuleText INVLPG = new RuleText(
            "tlb.invlpg",
            "INVLPG drops the page's entries of this identifier, small and huge.",
            "arch/x86/mm/tlb.c flush_tlb_one_user()");
    static final RuleText DIRTY = new RuleText(
            "tlb.dirty",
            "The first store through an entry that does not know of a dirty page walks, to set the bit in memory.",
            OURS);
    static final RuleText CTX_ID = new RuleText(
            "tlb.context",
            "Each address space gets a number that none had before, so that what a slot remembers is never mistaken.",
            "arch/x86/include/asm/mmu_context.h init_new_context()");
    static final RuleText ASID_KEPT = new RuleText(
            "tlb.slot-kept",
            "The address space still has a slot here and missed no change: nothing is flushed.",
            CHOOSE);
    static final RuleText ASID_STALE = new RuleText(
            "tlb.slot-stale",
            "The address space still has a slot here, but changed since: the slot is flushed.",
            CHOOSE);
    static final RuleText ASID_NEXT = new RuleText(
            "tlb.slot-next",
            "An address space without a slot takes the next of six in turn, which is flushed for it.",
            CHOOSE);
    static final RuleText NO_PCID = new RuleText(
            "tlb.no-pcid",
            "Without process-context identifiers there is one slot, and each switch flushes it.",
            CHOOSE);
    static final RuleText CR3 = new RuleText(
            "tlb.cr3",
            "Loading CR3 flushes the identifier it names, unless bit 63 says not to; other identifiers stay.",
            "arch/x86/mm/tlb.c load_new_mm_cr3()");
    static final RuleText LAZY_ENTER = new RuleText(
            "tlb.lazy",
            "A kernel thread needs no user pages and leaves the page table that is loaded where it is.",
            "arch/x86/mm/tlb.c enter_lazy_tlb()");
    static final RuleText LAZY_BACK = new RuleText(
            "tlb.lazy-back",
            "A processor that comes back from lazy mode to the same address space flushes only if it changed.",
            SWITCH);
    static final RuleText RANGE = new RuleText(
            "tlb.range", "Up to tlb_single_page_flush_ceiling pages, 33, are flushed one by one.", RANGE_FLUSH);
    static final RuleText CEILING =
            new RuleText("tlb.ceiling", "More pages than the ceiling are flushed by flushing everything.", RANGE_FLUSH);
    static final RuleText GEN = new RuleText(
            "tlb.generation",
            "Each change counts the address space's generation up; a slot that has a lower one is behind.",
            "arch/x86/include/asm/tlbflush.h inc_mm_tlb_gen()");
    static final RuleText IPI = new RuleText(
            "tlb.shootdown",
            "Every other processor that has the address space loaded is interrupted and flushes.",
            "arch/x86/mm/tlb.c native_flush_tlb_multi()");
    static final RuleText IPI_LAZY = new RuleText(
            "tlb.shootdown-lazy",
            "A lazy processor is not interrupted while tables stay: it looks at the generation when it comes back.",
            "arch/x86/mm/tlb.c native_flush_tlb_multi()");
    static final RuleText PARTIAL = new RuleText(
            "tlb.partial", "A processor that missed nothing else drops just the pages of the range.", FUNC);
    static final RuleText FULL =
            new RuleText("tlb.full", "The processor drops all entries of the slot that is loaded.", FUNC);
    static final RuleText LAZY_LEAVE = new RuleText(
            "tlb.lazy-leave",
            "A lazy processor that must not use its page table any longer loads the kernel's own.",
            FUNC);
    static final RuleText PTI_USER = new RuleText(
            "tlb.pti-user",
            "With page-table isolation the program's half has an identifier of its own, which is marked and flushed on "
                    + "the way back.",
            "arch/x86/include/asm/tlbflush.h invalidate_user_asid()");

    static final RuleText NONE = new RuleText(
            "tlb.none",
            "Without tlb=on every access walks page tables, and there is nothing to count or to flush.",
            OURS);

    private TlbRules() {}
}
