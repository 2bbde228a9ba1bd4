package pagewalk.engine.event;

import org.jspecify.annotations.Nullable;

/** What contiguous allocation says when it cannot serve. */
final class FitRefusal {
    private FitRefusal() {}

    /** The sentence of a refusal of this area; null for another. */
    static @Nullable String sentence(Refusal refusal) {
        int a = refusal.a();
        int b = refusal.b();
        int c = refusal.c();
        String word = refusal.word();
        String value = word == null ? "another number" : word;
        return switch (refusal.reason()) {
            case FIT_NOT_BEGUN -> "there is no range yet; begin one with fit_init";
            case FIT_NO_ROOM ->
                "no free chunk holds " + bytes(a) + ": the largest has " + bytes(b) + ", of " + c + " free in all";
            case FIT_FREE_AGAIN -> "address " + a + " is free already, in the chunk at " + b + " of " + bytes(c);
            case FIT_FOREIGN ->
                b < 0
                        ? (word == null ? "the address" : "address " + word) + " is outside the range"
                        : "address " + a + " is inside the block at " + b + " of " + bytes(c)
                                + ", and not what its owner was given";
            case FIT_SIZE -> "size is from 1 to 1073741824; this is " + value;
            case FIT_SETTING -> value;
            case FIT_CHUNKS -> "the range has " + a + " chunks, and " + b + " are the most";
            default -> null;
        };
    }

    private static String bytes(int count) {
        return count + (count == 1 ? " byte" : " bytes");
    }
}
