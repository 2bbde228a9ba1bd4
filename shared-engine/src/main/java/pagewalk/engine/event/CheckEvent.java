package pagewalk.engine.event;

import pagewalk.engine.rule.Rule;

/** Somebody wrote to a slab, or a check found that somebody had; {@code pfn} is the slab's first. */
public record CheckEvent(EventKind kind, Rule rule, int pfn, int b, int c, int d) implements SlabEvent {
    @Override
    public String sentence() {
        String slab = "the slab at pfn " + pfn;
        return switch (kind) {
            case OBJECT_WRITTEN ->
                "wrote " + hex(d) + " to " + bytes(c - b + 1) + " from byte " + b + " on of the block at pfn " + pfn;
            case WRITE_HIT -> "hit " + bytes(d) + " of " + part() + of(slab) + fate();
            case OBJECT_REPORTED -> "BUG: " + ObjectPart.of(c).report() + " at byte " + d + of(slab);
            case BYTES_OVERWRITTEN ->
                "bytes " + b + " to " + c + " of " + slab + " are wrong: the first is " + hex(d >>> 8) + " instead of "
                        + hex(d & 0xff);
            case BYTES_RESTORED -> "FIX: wrote " + hex(d) + " to bytes " + b + " to " + c + " of " + slab;
            case FREELIST_CUT ->
                "FIX: the freelist of " + slab + " ends at object " + b + " now; " + c
                        + (c == 1 ? " free object is lost" : " free objects are lost");
            case SLAB_WRITTEN_OFF ->
                "FIX: marked all objects of " + slab + " as used; " + b
                        + (b == 1 ? " free object is lost" : " free objects are lost");
            default -> "FIX: object " + b + " of " + slab + " is not freed";
        };
    }

    private String part() {
        return switch (ObjectPart.of(c)) {
            case OWN -> "the object itself";
            case LEFT_RED_ZONE -> "the left red zone";
            case RIGHT_RED_ZONE -> "the right red zone";
            case ALIGNMENT -> "the padding behind the object";
            case POISON -> "the free object";
            case OBJECT_PADDING -> "the padding before the next object";
            case FREE_POINTER, FREE_CHAIN -> "the free pointer";
            case TRACKS -> "the record of who allocated and freed";
            case PADDING -> "the padding at the end";
        };
    }

    private String of(String slab) {
        return b < 0 ? " of " + slab : ", object " + b + " of " + slab;
    }

    private String fate() {
        return switch (rule) {
            case SLAB_WRITE_OWN -> ", as its user may";
            case SLAB_WRITE_TRACE -> "; the next check will tell";
            default -> "; nobody will notice";
        };
    }

    private static String bytes(int count) {
        return count + (count == 1 ? " byte" : " bytes");
    }

    private static String hex(int value) {
        return "0x" + Integer.toHexString(value);
    }
}
