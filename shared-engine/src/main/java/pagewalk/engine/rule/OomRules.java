package pagewalk.engine.rule;

/** The rules of the OOM killer, of knobs and of the tools that show memory, in words. */
final class OomRules {
    static final RuleText BEGIN = new RuleText(
            "oom.begin",
            "When reclaim frees nothing and the last look at the free lists fails, the OOM killer looks for a victim.",
            "mm/page_alloc.c __alloc_pages_may_oom()");
    static final RuleText BADNESS = new RuleText(
            "oom.badness",
            "The points of a process are its resident pages, swapped-out pages and page tables, plus oom_score_adj "
                    + "times a thousandth of memory and swap; the most points are chosen, and of equal ones the later "
                    + "process.",
            "mm/oom_kill.c oom_badness()");
    static final RuleText FEWER = new RuleText(
            "oom.fewer",
            "A process with fewer points than the one chosen so far is passed over.",
            "mm/oom_kill.c oom_evaluate_task()");
    static final RuleText NEVER = new RuleText(
            "oom.never", "A process whose oom_score_adj is -1000 is never chosen.", "mm/oom_kill.c oom_badness()");
    static final RuleText ORIGIN = new RuleText(
            "oom.origin",
            "A process that takes swap out of use is chosen before all others, even with an oom_score_adj of -1000.",
            "mm/oom_kill.c oom_evaluate_task()");
    static final RuleText VICTIM = new RuleText(
            "oom.victim",
            "The victim gets SIGKILL; what it had is free as soon as it is gone.",
            "mm/oom_kill.c __oom_kill_process()");
    static final RuleText ALLOCATING = new RuleText(
            "oom.allocating",
            "With vm.oom_kill_allocating_task the process that asks is killed, unless it may never be; nobody is "
                    + "searched.",
            "mm/oom_kill.c out_of_memory()");
    static final RuleText PANIC_SET = new RuleText(
            "oom.panic-on-oom",
            "With vm.panic_on_oom the kernel panics instead of killing.",
            "mm/oom_kill.c check_panic_on_oom()");
    static final RuleText DEADLOCK = new RuleText(
            "oom.deadlock",
            "If no process may be killed the kernel panics, because no request could ever be served again.",
            "mm/oom_kill.c out_of_memory()");
    static final RuleText NO_FS = new RuleText(
            "oom.no-fs",
            "For a request that may not enter file systems nobody is killed: reclaim could not do all it can.",
            "mm/oom_kill.c out_of_memory()");
    static final RuleText DYING = new RuleText(
            "oom.dying",
            "The request of a process that is the victim itself fails, so that it can end.",
            "mm/page_alloc.c __alloc_pages_slowpath()");
    static final RuleText ADJ = new RuleText(
            "oom.adj",
            "Writing oom_score_adj moves the points of a process by thousandths of memory and swap; children "
                    + "inherit it.",
            "fs/proc/base.c __set_oom_adj()");
    static final RuleText ADJ_RANGE = new RuleText(
            "oom.adj-range", "The file oom_score_adj takes -1000 to 1000.", "fs/proc/base.c oom_score_adj_write()");
    static final RuleText KNOB_RANGE = new RuleText(
            "sysctl.range",
            "A knob takes values between its least and its most.",
            "kernel/sysctl.c proc_dointvec_minmax()");
    static final RuleText RESERVE_AGAIN = new RuleText(
            "sysctl.reserve-again",
            "The knob lowmem_reserve_ratio sets what each zone keeps from requests that could use higher ones.",
            "mm/page_alloc.c setup_per_zone_lowmem_reserve()");
    static final RuleText MARKS_AGAIN = new RuleText(
            "sysctl.watermarks",
            "Writing a knob of the watermarks computes those of all zones anew, and takes their boost away.",
            "mm/page_alloc.c setup_per_zone_wmarks()");
    static final RuleText USER_SET = new RuleText(
            "task.setuid",
            "Processes of root may be promised what vm.admin_reserve_kbytes keeps from others.",
            "security/commoncap.c cap_vm_enough_memory()");
    static final RuleText FILE_MEMINFO = new RuleText(
            "proc.meminfo",
            "/proc/meminfo tells in KiB what memory is used for; MemAvailable is what programs could get without swap.",
            "fs/proc/meminfo.c meminfo_proc_show()");
    static final RuleText FILE_VMSTAT =
            new RuleText("proc.vmstat", "/proc/vmstat tells every counter by its name.", "mm/vmstat.c vmstat_show()");
    static final RuleText FILE_KNOB = new RuleText(
            "proc.sys",
            "A file below /proc/sys holds the value of one knob.",
            "fs/proc/proc_sysctl.c proc_sys_call_handler()");
    static final RuleText FILE_OOM = new RuleText(
            "proc.oom",
            "/proc/PID/oom_score scales the points of a process to 0 to 2000, where 666 is one without pages.",
            "fs/proc/base.c proc_oom_score()");
    static final RuleText TOOL =
            new RuleText("machine.tool", "A tool prints what it reads below /proc, in its own columns.", "Pagewalk");
    static final RuleText PANICKED =
            new RuleText("machine.panicked", "After a panic nothing runs any more.", "kernel/panic.c panic()");
    static final RuleText PROGRAM_UNKNOWN =
            new RuleText("machine.no-such-program", "The machine has four tools, and no other program.", "Pagewalk");
    static final RuleText PROGRAM_OPTION =
            new RuleText("machine.no-such-option", "A tool takes the options it is said to take.", "Pagewalk");

    private OomRules() {}
}
