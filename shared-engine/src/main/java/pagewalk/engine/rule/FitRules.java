package pagewalk.engine.rule;

/** The rules of contiguous allocation, in words. */
final class FitRules {
    private static final String OURS = "Pagewalk";

    static final RuleText RANGE = text("fit.range", "At the start one free chunk covers the whole range.");
    static final RuleText BLOCK_SIZE = text(
            "fit.block-size",
            "A block holds its header and the bytes asked for, together rounded up to the alignment.");
    static final RuleText BLOCK_SIZE_OSTEP = text(
            "fit.block-size-ostep",
            "The bytes asked for are rounded up to the alignment first and the header added then, so that sizes are "
                    + "aligned and addresses need not be.");
    static final RuleText TOO_SMALL =
            text("fit.too-small", "A chunk that is smaller than the block cannot serve, and the search goes on.");
    static final RuleText FIRST = text(
            "fit.first", "First fit takes the first chunk in the list that is large enough, and looks no further.");
    static final RuleText CANDIDATE = text(
            "fit.candidate",
            "The chunk suits the policy better than all before it; the rest of the list is looked at.");
    static final RuleText NOT_BETTER =
            text("fit.not-better", "The chunk is large enough, but one before it suits the policy as well or better.");
    static final RuleText BEST =
            text("fit.best", "Best fit takes the smallest chunk that is large enough, the first of several like it.");
    static final RuleText WORST = text("fit.worst", "Worst fit takes the largest chunk, the first of several like it.");
    static final RuleText NEXT = text(
            "fit.next",
            "Next fit takes the first chunk that is large enough from where the last search ended, once around the "
                    + "list.");
    static final RuleText SPLIT =
            text("fit.split", "The block takes the low end of the chunk; the rest stays free and in the list.");
    static final RuleText WHOLE = text("fit.whole", "The block takes the whole chunk, which leaves the list.");
    static final RuleText LEAD = text(
            "fit.lead", "The bytes before the first aligned address of a chunk stay free as a chunk of their own.");
    static final RuleText HEADER = text(
            "fit.header",
            "The owner gets the address behind the header; when the address comes back, the header says how large the "
                    + "block is.");
    static final RuleText BY_ADDRESS = text("fit.by-address", "A free chunk stands in the list by its address.");
    static final RuleText SMALLEST_FIRST =
            text("fit.smallest-first", "A free chunk stands in the list by its size, smallest first.");
    static final RuleText LARGEST_FIRST =
            text("fit.largest-first", "A free chunk stands in the list by its size, largest first.");
    static final RuleText FRONT = text("fit.front", "A freed chunk goes to the front of the list.");
    static final RuleText BACK = text("fit.back", "A freed chunk goes to the back of the list.");
    static final RuleText JOIN = text(
            "fit.join",
            "A freed chunk and the free ones right below and above it become one chunk, wherever in the list "
                    + "they were.");
    static final RuleText JOIN_LISTED = text(
            "fit.join-listed",
            "Two chunks become one if the second follows the first in the list as well as in memory; other neighbours "
                    + "stay apart.");
    static final RuleText NO_ROOM =
            text("fit.no-room", "No free chunk is large enough, however many free bytes there are in all.");
    static final RuleText FREE_AGAIN = text(
            "fit.double-free",
            "The address lies in a free chunk: its block was freed before. Real allocators may not notice.");
    static final RuleText FOREIGN = text("fit.foreign", "No block that was handed out begins at the address.");
    static final RuleText SIZE =
            text("fit.size", "A request is for at least one byte and for no more than any range has.");
    static final RuleText SETTING = text(
            "fit.setting", "A range has at least one byte, ends below 2^31, and its header and alignment are small.");
    static final RuleText CHUNKS =
            text("fit.chunks", "A range has at most 2048 chunks, since every search may look at all of them.");
    static final RuleText BEGIN = text("fit.begin", "There is no range to allocate from before fit_init.");

    private FitRules() {}

    private static RuleText text(String id, String sentence) {
        return new RuleText(id, sentence, OURS);
    }
}
