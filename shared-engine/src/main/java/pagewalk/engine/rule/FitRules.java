package pagewalk.engine.rule;

/** The rules of contiguous allocation, in words. */
final class FitRules {
    private static final String OURS = "Pagewalk";

    static final RuleText RANGE =
            new RuleText("fit.range", "At the start one free chunk covers the whole range.", OURS);
    static final RuleText BLOCK_SIZE = new RuleText(
            "fit.block-size",
            "A block holds its header and the bytes asked for, together rounded up to the alignment.",
            OURS);
    static final RuleText BLOCK_SIZE_OSTEP = new RuleText(
            "fit.block-size-ostep",
            "The bytes asked for are rounded up to the alignment first and the header added then, so that sizes are "
                    + "aligned and addresses need not be.",
            OURS);
    static final RuleText TOO_SMALL = new RuleText(
            "fit.too-small", "A chunk that is smaller than the block cannot serve, and the search goes on.", OURS);
    static final RuleText FIRST = new RuleText(
            "fit.first",
            "First fit takes the first chunk in the list that is large enough, and looks no further.",
            OURS);
    static final RuleText CANDIDATE = new RuleText(
            "fit.candidate",
            "The chunk suits the policy better than all before it; the rest of the list is looked at.",
            OURS);
    static final RuleText NOT_BETTER = new RuleText(
            "fit.not-better", "The chunk is large enough, but one before it suits the policy as well or better.", OURS);
    static final RuleText BEST = new RuleText(
            "fit.best", "Best fit takes the smallest chunk that is large enough, the first of several like it.", OURS);
    static final RuleText WORST =
            new RuleText("fit.worst", "Worst fit takes the largest chunk, the first of several like it.", OURS);
    static final RuleText NEXT = new RuleText(
            "fit.next",
            "Next fit takes the first chunk that is large enough from where the last search ended, once around the "
                    + "list.",
            OURS);
    static final RuleText SPLIT = new RuleText(
            "fit.split", "The block takes the low end of the chunk; the rest stays free and in the list.", OURS);
    static final RuleText WHOLE =
            new RuleText("fit.whole", "The block takes the whole chunk, which leaves the list.", OURS);
    static final RuleText LEAD = new RuleText(
            "fit.lead",
            "The bytes before the first aligned address of a chunk stay free as a chunk of their own.",
            OURS);
    static final RuleText HEADER = new RuleText(
            "fit.header",
            "The owner gets the address behind the header; when the address comes back, the header says how large the "
                    + "block is.",
            OURS);
    static final RuleText BY_ADDRESS =
            new RuleText("fit.by-address", "A free chunk stands in the list by its address.", OURS);
    static final RuleText SMALLEST_FIRST =
            new RuleText("fit.smallest-first", "A free chunk stands in the list by its size, smallest first.", OURS);
    static final RuleText LARGEST_FIRST =
            new RuleText("fit.largest-first", "A free chunk stands in the list by its size, largest first.", OURS);
    static final RuleText FRONT = new RuleText("fit.front", "A freed chunk goes to the front of the list.", OURS);
    static final RuleText BACK = new RuleText("fit.back", "A freed chunk goes to the back of the list.", OURS);
    static final RuleText JOIN = new RuleText(
            "fit.join",
            "A freed chunk and the free ones right below and above it become one chunk, wherever in the list "
                    + "they were.",
            OURS);
    static final RuleText JOIN_LISTED = new RuleText(
            "fit.join-listed",
            "Two chunks become one if the second follows the first in the list as well as in memory; other neighbours "
                    + "stay apart.",
            OURS);
    static final RuleText NO_ROOM = new RuleText(
            "fit.no-room", "No free chunk is large enough, however many free bytes there are in all.", OURS);
    static final RuleText FREE_AGAIN = new RuleText(
            "fit.double-free",
            "The address lies in a free chunk: its block was freed before. Real allocators may not notice.",
            OURS);
    static final RuleText FOREIGN =
            new RuleText("fit.foreign", "No block that was handed out begins at the address.", OURS);
    static final RuleText SIZE =
            new RuleText("fit.size", "A request is for at least one byte and for no more than any range has.", OURS);
    static final RuleText SETTING = new RuleText(
            "fit.setting",
            "A range has at least one byte, ends below 2^31, and its header and alignment are small.",
            OURS);
    static final RuleText CHUNKS = new RuleText(
            "fit.chunks", "A range has at most 2048 chunks, since every search may look at all of them.", OURS);
    static final RuleText BEGIN =
            new RuleText("fit.begin", "There is no range to allocate from before fit_init.", OURS);

    private FitRules() {}
}
