package pagewalk.engine.rule;

/** The rules of the machine itself and of its files, in words. */
final class MachineRules {
    static final RuleText NONE = new RuleText("none", "No choice was made here.", "Pagewalk");
    static final RuleText COMMAND_IN_ORDER = new RuleText(
            "machine.command", "Commands are carried out one after another, as they were given.", "Pagewalk");
    static final RuleText FREE_UNKNOWN_NAME = new RuleText(
            "machine.unknown-name",
            "A name stands for the result of an earlier command that succeeded; this one has none.",
            "Pagewalk");
    static final RuleText FREE_OUTSIDE = new RuleText(
            "machine.pfn-outside",
            "The page frame number lies outside the machine's memory.",
            "mm/page_alloc.c __free_pages()");
    static final RuleText FREE_OF_FREE = new RuleText(
            "machine.double-free",
            "The page is free already. Linux would corrupt its lists or report a bad page; Pagewalk refuses.",
            "mm/page_alloc.c free_page_is_bad()");
    static final RuleText FREE_OF_TAIL = new RuleText(
            "machine.free-of-tail",
            "Only the first page of a block can be freed; this one is inside a block.",
            "mm/page_alloc.c free_tail_page_prepare()");
    static final RuleText FREE_WRONG_ORDER = new RuleText(
            "machine.free-of-wrong-order",
            "The order of a free must be that of the block: the kernel frees as many pages as it is told, "
                    + "whosever they are.",
            "mm/page_alloc.c __free_pages()");
    static final RuleText FILE_UNKNOWN = new RuleText(
            "machine.no-such-file", "The machine has no file of that path.", "fs/proc/generic.c proc_lookup()");
    static final RuleText FILE_BUDDYINFO = new RuleText(
            "proc.buddyinfo",
            "/proc/buddyinfo counts the free blocks of each order, a line a zone, order 0 first.",
            "mm/vmstat.c frag_show_print()");
    static final RuleText FILE_PAGETYPEINFO = new RuleText(
            "proc.pagetypeinfo",
            "/proc/pagetypeinfo counts free blocks by migratetype and pageblocks by their current type.",
            "mm/vmstat.c pagetypeinfo_showfree_print()");
    static final RuleText SYSCTL_UNKNOWN = new RuleText(
            "machine.no-such-knob", "The machine has no knob of that name.", "fs/proc/proc_sysctl.c proc_sys_lookup()");

    static final RuleText CPU_UNKNOWN =
            new RuleText("machine.no-such-cpu", "The machine has fewer CPUs than that.", "Pagewalk");

    private MachineRules() {}
}
