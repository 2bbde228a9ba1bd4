package pagewalk.engine.event;

import org.jspecify.annotations.Nullable;

/** What vmalloc() and ioremap() say when they cannot serve. */
final class VmallocRefusal {
    private VmallocRefusal() {}

    /** The sentence of a refusal of this area; null for another. */
    static @Nullable String sentence(Refusal refusal) {
        int a = refusal.a();
        int b = refusal.b();
        String word = refusal.word() == null ? "the address" : refusal.word();
        return switch (refusal.reason()) {
            case VMALLOC_ZERO -> "size is at least 1; this is 0";
            case VMALLOC_TOO_LARGE ->
                "size is more than all memory: " + (refusal.word() == null ? "many" : word) + " bytes, and there are "
                        + b + " pages";
            case VMALLOC_NO_ADDRESSES -> "no hole holds " + a + (a == 1 ? " page" : " pages") + " and a guard page";
            case VMALLOC_NO_FRAMES ->
                "frames ran out: " + b + " of " + a + (a == 1 ? " page" : " pages") + " could not be had";
            case AREA_UNKNOWN -> word + unknown(a);
            case IOREMAP_RAM -> word + " is memory, from pfn " + a + " to " + (b - 1) + "; drivers map devices only";
            case IOREMAP_RANGE -> word;
            case PAGE_OF_AREA -> "pfn " + a + " belongs to the area at " + word + "; give that back with vfree";
            default -> null;
        };
    }

    private static String unknown(int why) {
        return switch (why) {
            case 1 -> " is an area of ioremap; take it away with iounmap";
            case 2 -> " is an area of vmalloc; give it back with vfree";
            case 3 -> " holds the list of another area's frames, and goes with that area";
            case 4 -> " is not at the beginning of a page";
            default -> " is not where an area begins";
        };
    }
}
