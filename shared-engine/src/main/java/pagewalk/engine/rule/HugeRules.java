package pagewalk.engine.rule;

/** The rules of huge pages and of shared memory with a key, in words. */
final class HugeRules {
    static final RuleText GROW = new RuleText(
            "hugetlb.grow",
            "The pool takes blocks until it has as many pages as were asked for or no block is left; the first one it"
                    + " got is the first it hands out.",
            "mm/hugetlb.c set_max_huge_pages()");
    static final RuleText SHRINK = new RuleText(
            "hugetlb.shrink",
            "The pool gives free pages back, but none that is promised.",
            "mm/hugetlb.c set_max_huge_pages()");
    static final RuleText SURPLUS = new RuleText(
            "hugetlb.surplus",
            "A page in use or promised stays although the pool should be smaller: it is surplus, and leaves the pool"
                    + " when it comes back.",
            "mm/hugetlb.c adjust_pool_surplus()");
    static final RuleText PROMISE = new RuleText(
            "hugetlb.promise",
            "A mapping is promised its huge pages when it is made, never more than are free (ENOMEM), so that no later"
                    + " fault finds the pool empty; what it never touched is free for others when it goes.",
            "mm/hugetlb.c hugetlb_reserve_pages()");
    static final RuleText DEQUEUE = new RuleText(
            "hugetlb.dequeue",
            "The fault takes the page at the head of the free list, and one promise is kept.",
            "mm/hugetlb.c dequeue_hugetlb_folio_vma()");
    static final RuleText UNPROMISED = new RuleText(
            "hugetlb.unpromised",
            "A mapping without a promise, such as a child's private one, gets a page only if more are free than are"
                    + " promised.",
            "mm/hugetlb.c dequeue_hugetlb_folio_vma()");
    static final RuleText RETURN = new RuleText(
            "hugetlb.return",
            "A huge page that nobody maps goes back to the head of the pool's list, not to the page allocator.",
            "mm/hugetlb.c free_huge_folio()");
    static final RuleText FAULT = new RuleText(
            "hugetlb.fault",
            "The entry one or two levels higher maps the whole page, with the bit PS; the tables below are never"
                    + " made.",
            "mm/hugetlb.c hugetlb_no_page()");
    static final RuleText REUSE = new RuleText(
            "hugetlb.reuse", "Who maps a huge page alone may write to it without a copy.", "mm/hugetlb.c hugetlb_wp()");
    static final RuleText COPY = new RuleText(
            "hugetlb.copy",
            "The page has another owner: all of it is copied to another page of the pool.",
            "mm/hugetlb.c hugetlb_wp()");
    static final RuleText STEAL = new RuleText(
            "hugetlb.steal",
            "The owner of a private mapping finds no page for its copy: its children lose theirs, so that it can go"
                    + " on.",
            "mm/hugetlb.c unmap_ref_private()");
    static final RuleText NO_PAGE = new RuleText(
            "hugetlb.no-page",
            "The pool has no page that is not promised to others: SIGBUS.",
            "mm/hugetlb.c alloc_hugetlb_folio()");
    static final RuleText LOST = new RuleText(
            "hugetlb.lost",
            "The page was taken away from this mapping, and a fault must not show an empty one in its place: SIGBUS.",
            "mm/hugetlb.c hugetlb_no_page()");
    static final RuleText ALIGN = new RuleText(
            "hugetlb.align",
            "A mapping of huge pages begins, ends and is cut only where a huge page does.",
            "mm/hugetlb.c hugetlb_vm_op_split()");
    static final RuleText SHM_GET = new RuleText(
            "shm.get",
            "A key finds the segment that has it, or IPC_CREAT makes one: a file of shared memory that stays when"
                    + " nobody maps it.",
            "ipc/util.c ipcget_public()");
    static final RuleText SHM_ATTACH = new RuleText(
            "shm.attach",
            "Every VMA of a segment counts as one attachment, those that a child inherits too.",
            "ipc/shm.c shm_open()");
    static final RuleText SHM_RMID = new RuleText(
            "shm.rmid",
            "A removed segment has no key any more, and goes with its last attachment.",
            "ipc/shm.c do_shm_rmid()");
    static final RuleText SHM_REFUSED = new RuleText(
            "shm.refused",
            "A segment has 1 to shmmax bytes, there are at most shmmni of them, and a number names one that is there.",
            "ipc/shm.c newseg()");

    private HugeRules() {}
}
