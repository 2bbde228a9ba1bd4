package pagewalk.engine.event;

import org.jspecify.annotations.Nullable;

/** What the heap of a process says when it is not asked in earnest. */
final class HeapRefusal {
    private HeapRefusal() {}

    /** The sentence of a refusal of this area; null for another. */
    static @Nullable String sentence(Refusal refusal) {
        String word = refusal.word();
        return switch (refusal.reason()) {
            case HEAP_TOO_LARGE ->
                "no object has more than 0x7fffffffffffffff bytes (PTRDIFF_MAX); this is "
                        + (word == null ? "more" : word);
            case HEAP_FULL ->
                "the machine keeps " + refusal.a() + " bytes of chunks' headers at most; free something first";
            default -> null;
        };
    }
}
