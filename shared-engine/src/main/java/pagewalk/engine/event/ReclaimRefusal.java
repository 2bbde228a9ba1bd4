package pagewalk.engine.event;

import org.jspecify.annotations.Nullable;

/** What reclaim and swap say when something cannot be done. */
final class ReclaimRefusal {
    private ReclaimRefusal() {}

    /** The sentence of a refusal of this area; null for another. */
    static @Nullable String sentence(Refusal refusal) {
        String word = refusal.word() == null ? "it" : refusal.word();
        return switch (refusal.reason()) {
            case RECLAIM_NONE -> "the machine does not reclaim; reclaim=on lets it";
            case SWAP_TAKEN ->
                refusal.a() == 1 ? "the machine swaps to 8 devices already, and no more" : word + " swaps already";
            case SWAP_SIZE -> "size is from 8192 bytes to 32 GiB, the header among them; this is " + word;
            case SWAP_UNKNOWN -> "nothing swaps to " + word;
            case SWAP_NO_ROOM ->
                "there are not enough frames for the " + refusal.a() + " slots of " + word + " that are in use";
            case RECLAIM_KNOB -> word + " is from " + refusal.a() + " to " + refusal.b() + "; this is " + refusal.c();
            case SWAP_UNMADE -> "nobody has made " + word + " a swap area; mkswap does";
            case SWAP_SMALL ->
                "a swap area has at least 10 pages (40 KiB); " + word + " has " + Math.max(refusal.a(), 0);
            case SWAP_LABEL -> "a label has at most 16 letters; " + word + " has " + refusal.a();
            case SWAP_PROMISED ->
                "so much is promised that the " + refusal.a() + " pages of " + word
                        + " are needed (vm.overcommit_memory)";
            case SHRINKER_CACHE ->
                refusal.a() == 1 ? word + " has a shrinker" : "there is no cache " + word + " of somebody's own";
            case SYS_MISSING -> "no file " + word + " that can be written";
            case SYS_VALUE -> word;
            case COLLAPSE_UNFIT -> "the pages at " + word + " cannot be one huge page";
            case COLLAPSE_NO_BLOCK -> "there is no block of 2 MiB for the pages at " + word;
            case COLLAPSE_BUSY -> "somebody works on a page behind " + word + "; try again";
            case THP_NONE -> "the machine has no transparent huge pages; thp=always, madvise or never gives it some";
            case SYS_READ_ONLY -> word + " can be read only";
            default -> null;
        };
    }
}
