package pagewalk.engine.rule;

/** The rules of processes, in words. */
final class TaskRules {
    static final RuleText TASK_SPAWN = new RuleText(
            "task.spawn",
            "A process begins with a top page table, a stack of 132 KiB and an empty heap; no other page is "
                    + "promised.",
            "fs/exec.c setup_arg_pages()");
    static final RuleText TASK_FORK = new RuleText(
            "task.fork",
            "A child gets the next pid and an address space like its parent's, with the same frames behind it.",
            "kernel/fork.c copy_process()");
    static final RuleText TASK_EXEC = new RuleText(
            "task.exec",
            "A process that runs another program keeps its pid; its address space is a new one, and the old one "
                    + "is freed.",
            "fs/exec.c exec_mmap()");
    static final RuleText TASK_EXIT = new RuleText(
            "task.exit",
            "The last user of an address space unmaps all of it and frees its page tables.",
            "kernel/exit.c exit_mm()");
    static final RuleText TASK_WAIT = new RuleText(
            "task.wait",
            "A process that exited is forgotten when its parent waits for it, or at once if it has none.",
            "kernel/exit.c wait_task_zombie()");
    static final RuleText TASK_SWITCH = new RuleText(
            "task.switch",
            "A CPU that changes to another address space loads the frame of its top page table into CR3.",
            "arch/x86/mm/tlb.c switch_mm_irqs_off()");
    static final RuleText TASK_LIMIT = new RuleText(
            "task.limit", "There are no more than so many processes at one time.", "kernel/fork.c copy_process()");
    static final RuleText TASK_UNKNOWN = new RuleText(
            "task.unknown",
            "A pid stands for a process that was made and has not exited.",
            "kernel/pid.c find_task_by_vpid()");
    static final RuleText TASK_NO_CHILD =
            new RuleText("task.no-child", "A process waits for children of its own only.", "kernel/exit.c do_wait()");
    static final RuleText TASK_CHILD_RUNS = new RuleText(
            "task.child-runs",
            "Waiting ends when a child exits; here it is refused as long as none has.",
            "kernel/exit.c do_wait()");
    static final RuleText EXEC_FORMAT = new RuleText(
            "task.exec-format",
            "A program is an image that execve() knows how to load.",
            "fs/exec.c search_binary_handler()");
    static final RuleText EXEC_SEGMENT = new RuleText(
            "task.exec-segment",
            "Each loadable part of a program becomes a mapping with the rights the file gives it; what has no "
                    + "bytes in the file is anonymous.",
            "fs/binfmt_elf.c elf_load()");
    static final RuleText FILE_PROC_PID = new RuleText(
            "proc.pid",
            "Files below /proc/PID tell of a process and its address space at the moment they are read.",
            "fs/proc/base.c proc_pid_lookup()");
    static final RuleText LIMIT_SET = new RuleText(
            "task.limit-set",
            "A limit of a resource holds from now on; what is beyond it already stays.",
            "kernel/sys.c do_prlimit()");
    static final RuleText PAGE_OF_TASK = new RuleText(
            "task.page-owned",
            "A frame that a process, a file or a page table has is given back through them only.",
            "mm/page_alloc.c free_page_is_bad()");

    private TaskRules() {}
}
