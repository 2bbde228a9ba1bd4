package pagewalk.engine.rule;

/** The rules of the replacement policies that a trace is run through, in words. */
final class PolicyRules {
    private static final String OURS = "Pagewalk";

    static final RuleText EMPTY_FRAME = new RuleText(
            "policy.empty-frame",
            "The first reference to a page is a miss, and no page is replaced while a frame is empty; frames are "
                    + "filled in their order.",
            OURS);
    static final RuleText STRADDLE = new RuleText(
            "policy.straddle",
            "A reference that reaches over the end of its page counts once, for its first page.",
            OURS);
    static final RuleText FIFO =
            new RuleText("policy.fifo", "FIFO replaces the page that is longest in memory, used or not.", OURS);
    static final RuleText LRU =
            new RuleText("policy.lru", "LRU replaces the page whose last reference is longest ago.", OURS);
    static final RuleText MRU =
            new RuleText("policy.mru", "MRU replaces the page that was referenced most recently.", OURS);
    static final RuleText OPT =
            new RuleText("policy.opt", "OPT replaces the page whose next reference is farthest ahead.", OURS);
    static final RuleText OPT_TIE = new RuleText(
            "policy.opt-tie",
            "Of pages that are never referenced again OPT replaces the one whose last reference is longest ago; which "
                    + "one it is does not change the number of misses.",
            OURS);
    static final RuleText OPT_BYPASS = new RuleText(
            "policy.opt-bypass",
            "OPT with bypass passes a page by that is needed later than all pages in memory, as a cache may; demand "
                    + "paging may not.",
            OURS);
    static final RuleText CLOCK_BIT_0 = new RuleText(
            "policy.clock-bit-0",
            "CLOCK loads a page with its reference bit clear; the hand clears set bits, replaces the first page whose "
                    + "bit is clear, and goes past its frame (libCacheSim's convention).",
            OURS);
    static final RuleText CLOCK_BIT_1 = new RuleText(
            "policy.clock-bit-1",
            "CLOCK loads a page with its reference bit set, because the access that faulted is a reference; the hand "
                    + "clears set bits, replaces the first page whose bit is clear, and goes past its frame "
                    + "(the textbooks' convention).",
            OURS);
    static final RuleText CLOCK_COUNT = new RuleText(
            "policy.clock-count",
            "CLOCK with more than one bit counts references up to a limit; the hand takes one off each count and "
                    + "replaces the first page that has none left.",
            OURS);
    static final RuleText CLOCK_HAND_FIRST = new RuleText(
            "policy.clock-hand-first", "The hand starts at frame 0, whose page is oldest when all are full.", OURS);
    static final RuleText CLOCK_HAND_LAST =
            new RuleText("policy.clock-hand-last", "The hand starts at the frame that was filled last.", OURS);
    static final RuleText SECOND_CHANCE = new RuleText(
            "policy.second-chance",
            "The oldest page in the queue is replaced if its reference bit is clear; otherwise the bit is cleared and "
                    + "the page goes to the young end.",
            OURS);
    static final RuleText ENHANCED = new RuleText(
            "policy.enhanced",
            "The hand looks once around for a page neither referenced nor modified, then once for one modified only "
                    + "while it clears reference bits, and so on until it has found one.",
            OURS);
    static final RuleText LFU = new RuleText(
            "policy.lfu",
            "LFU replaces the page with the fewest references since it was loaded; of several, the one whose last "
                    + "reference is longest ago.",
            OURS);
    static final RuleText LFU_KEEP = new RuleText(
            "policy.lfu-keep",
            "LFU that keeps its counts replaces the page with the fewest references since the beginning; of several, "
                    + "the one whose last reference is longest ago.",
            OURS);
    static final RuleText NRU = new RuleText(
            "policy.nru",
            "NRU replaces a page of the lowest class: not referenced since the tick and not modified, modified, "
                    + "referenced, both; of several, the one in the lowest frame.",
            OURS);
    static final RuleText AGING = new RuleText(
            "policy.aging",
            "Aging replaces the page with the smallest counter, the reference bit since the tick before its eight "
                    + "bits; of several, the one in the lowest frame.",
            OURS);
    static final RuleText RANDOM = new RuleText(
            "policy.random", "RAND replaces the page of a frame that is drawn from the seed, each as likely.", OURS);
    static final RuleText WORKING_SET = new RuleText(
            "policy.working-set",
            "A page that was not referenced in the window leaves memory at once; if all frames hold pages of the "
                    + "window, the one whose last reference is longest ago is replaced.",
            OURS);
    static final RuleText TWO_QUEUE = new RuleText(
            "policy.two-queue",
            "From the queue of new pages 2Q replaces while that has more than a quarter of the frames, and remembers "
                    + "the page's name; otherwise the least recently used of the main list.",
            OURS);
    static final RuleText ARC = new RuleText(
            "policy.arc",
            "ARC replaces from the pages seen once while they are more than their target, otherwise from those seen "
                    + "again; a remembered name that is missed moves the target by a quotient of real numbers, "
                    + "at least 1, as in the paper.",
            OURS);
    static final RuleText SIEVE = new RuleText(
            "policy.sieve",
            "SIEVE's hand walks from the oldest page to the youngest, clears the bits of visited pages where they "
                    + "are, and replaces the first that was not visited.",
            OURS);
    static final RuleText S3_FIFO = new RuleText(
            "policy.s3-fifo",
            "S3-FIFO replaces from the small queue while that has a tenth of the frames, sparing pages referenced "
                    + "more than once since they came; otherwise from the main queue, sparing referenced ones.",
            OURS);
    static final RuleText LINUX = new RuleText(
            "policy.linux",
            "Linux reclaims the tail of the inactive list; before that the tail of the active list moves over when "
                    + "that is the longer one or pages came back active.",
            "mm/vmscan.c shrink_lruvec()");
    static final RuleText LINUX_ACTIVATE = new RuleText(
            "policy.linux-activate",
            "The first reference of a page by a system call sets its referenced bit; the second makes an inactive "
                    + "page active and clears the bit.",
            "mm/swap.c folio_mark_accessed()");
    static final RuleText LINUX_REFAULT = new RuleText(
            "policy.linux-refault",
            "A page that comes back is active at once if no more pages left the inactive list meanwhile than the "
                    + "active list has.",
            "mm/workingset.c workingset_refault()");
    static final RuleText OSTEP_OPT = new RuleText(
            "policy.ostep-opt",
            "OSTEP's OPT replaces the page whose next reference is farthest ahead, of several the last in the list.",
            OURS);
    static final RuleText OSTEP_UNOPT = new RuleText(
            "policy.ostep-unopt",
            "OSTEP's UNOPT replaces the page that is needed soonest, of several the first in the list.",
            OURS);
    static final RuleText OSTEP_CLOCK = new RuleText(
            "policy.ostep-clock",
            "OSTEP's CLOCK has no hand: it draws pages at random, takes one off the count of each that has some left, "
                    + "and replaces the first that has none.",
            OURS);
    static final RuleText OSTEP_RAND = new RuleText(
            "policy.ostep-rand",
            "OSTEP's RAND draws the page from the generator that drew the references, where that had stopped.",
            OURS);

    private PolicyRules() {}
}
