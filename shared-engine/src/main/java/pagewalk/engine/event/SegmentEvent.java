package pagewalk.engine.event;

import pagewalk.engine.rule.Rule;
import pagewalk.engine.util.Bits;

/** A micro-step of segments or small page tables; the arguments are those of its {@link EventKind}. */
public record SegmentEvent(EventKind kind, Rule rule, int a, int b, int c, int d) implements Event {
    private static final String[] SCHEMES = {
        "one base and one bound", "two segments", "a linear page table", "a two-level page table"
    };

    @Override
    public String sentence() {
        return switch (kind) {
            case SEG_SPACE ->
                "began an address space of " + bytes(second()) + " with " + SCHEMES[a & 3]
                        + (b == 0 ? "" : " and pages of " + bytes(b));
            case SEG_MEMORY ->
                "it lies in a memory of " + bytes(second()) + (a < 0 ? "" : "; the page directory is in page " + a);
            case SEG_REGISTER ->
                "set segment " + (a >> 16 & 1) + " to base " + (first() & 0xffff_ffff_ffffL) + " and limit " + second()
                        + (a >> 17 == 0 ? ", growing upwards" : ", growing downwards");
            case SEG_CHOSEN ->
                "address " + first() + " is in the " + (c == 0 ? "lower" : "upper") + " half: segment " + c
                        + (d == 0 ? ", which grows upwards" : ", which grows downwards");
            case SEG_CHECKED ->
                "compared offset " + first() + " with limit " + second()
                        + (rule == Rule.SEG_WITHIN ? ": within" : ": beyond");
            case SEG_TRANSLATED ->
                "address " + Bits.hex(first()) + " is physical address " + Bits.hex(second())
                        + (rule == Rule.SEG_PAST_MEMORY ? ", where no memory is" : "");
            case SEG_FAULT ->
                rule == Rule.SEG_BEYOND
                        ? "address " + Bits.hex(first()) + " is a segmentation violation in segment " + c
                        : "address " + Bits.hex(first()) + " faults: page " + c + " has no valid entry";
            case SEG_CUT -> "cut address " + a + " into page " + b + " and offset " + c;
            case SEG_ENTRY -> entry();
            case SEG_MAPPED ->
                b < 0
                        ? "took the entry of page " + a + " away" + (rule == Rule.SEG_UNMAP && c < 0 ? "" : table())
                        : "mapped page " + a + " to frame " + b + table();
            default -> "wrote " + Bits.hex8(c) + Bits.hex8(d) + " to page " + a + " from byte " + b + " on";
        };
    }

    private long first() {
        return (long) a << 32 | b & 0xffff_ffffL;
    }

    private long second() {
        return (long) c << 32 | d & 0xffff_ffffL;
    }

    private String table() {
        return c < 0 ? "" : " in the table in page " + c;
    }

    private String entry() {
        String where = (a == 0 ? "directory" : "table") + " entry " + b + (d < 0 ? "" : " in page " + d);
        if (rule == Rule.SEG_NEW_TABLE) {
            return "wrote " + Bits.hex(c) + " to " + where + ": a new table begins there";
        }
        String value = "read " + where + ": " + Bits.hex(c & 0xffff_ffffL);
        return value + (rule == Rule.SEG_NOT_VALID ? ", not valid" : ", valid");
    }

    private static String bytes(long count) {
        return count + (count == 1 ? " byte" : " bytes");
    }
}
