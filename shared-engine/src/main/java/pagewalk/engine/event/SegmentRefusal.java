package pagewalk.engine.event;

import org.jspecify.annotations.Nullable;

/** What an address space of segments or small page tables says when it cannot serve. */
final class SegmentRefusal {
    private SegmentRefusal() {}

    /** The sentence of a refusal of this area; null for another. */
    static @Nullable String sentence(Refusal refusal) {
        String word = refusal.word();
        int page = refusal.a();
        return switch (refusal.reason()) {
            case SEG_NOT_BEGUN -> "there is no address space yet; begin one with seg_init";
            case SEG_SETTING -> word == null ? "the space cannot be so" : word;
            case SEG_SCHEME ->
                (word == null ? "this" : word) + " is for another scheme; this space has "
                        + switch (page) {
                            case 0 -> "a base and a bound";
                            case 1 -> "two segments";
                            case 2 -> "a linear page table";
                            default -> "a two-level page table";
                        };
            case SEG_ADDRESS -> word == null ? "the address is outside the address space" : word;
            case SEG_PAGE ->
                switch (refusal.c()) {
                    case 0 -> "page " + page + " is outside the memory's pages 0 to " + (refusal.b() - 1);
                    case 1 -> "page " + page + " holds entries of the page table itself";
                    case 2 -> "page " + page + " is in use, so no new table can begin there";
                    case 3 -> "none of the " + refusal.b() + " pages is free for a new table";
                    default -> "virtual page " + page + " has no valid entry";
                };
            default -> null;
        };
    }
}
