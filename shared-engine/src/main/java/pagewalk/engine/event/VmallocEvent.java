package pagewalk.engine.event;

import pagewalk.engine.rule.Rule;
import pagewalk.engine.util.Bits;

/** A micro-step of vmalloc() or ioremap(); pages count from the first address that vmalloc() hands out. */
public record VmallocEvent(EventKind kind, Rule rule, int a, int b, int c, int d) implements Event {
    /** Where the kernel's area for this begins (arch/x86/include/asm/pgtable_64_types.h). */
    private static final long START = 0xffffc90000000000L;

    private static final int PAGE_SHIFT = 12;

    @Override
    public int pfn() {
        return kind == EventKind.VM_MAPPED ? a : -1;
    }

    @Override
    public String sentence() {
        return switch (kind) {
            case VM_ASKED ->
                "asked for " + pages(a) + " of addresses and a guard page behind them"
                        + (c == 1 ? "" : ", aligned to " + pages(c));
            case VM_LOOKED -> "looked at the hole of " + pages(b) + at(a) + verdict();
            case VM_RESERVED -> "reserved " + pages(b) + at(a) + ", the last of them as guard";
            case VM_MAPPED -> "mapped " + address(b) + " to pfn " + a;
            case VM_SHORT -> "got " + b + " of " + pages(c) + at(a) + ": all of them go back";
            case VM_UNMAPPED -> "unmapped " + pages(b) + at(a) + (d == 0 ? "" : "; " + d + " of them give frames back");
            case VM_LAZY -> "kept the addresses of " + pages(b) + at(a) + " for later: " + c + " of " + d + " now";
            case VM_PURGED -> "gives " + a + (a == 1 ? " kept range" : " kept ranges") + " of " + pages(b) + " back";
            case VM_GIVEN -> pages(b) + at(a) + " are free: the hole there has " + pages(d) + at(c);
            default -> "mapped " + pages(b) + at(a) + " to physical " + Bits.hex((long) c << 32 | d & 0xffffffffL);
        };
    }

    private String verdict() {
        return switch (rule) {
            case VMAP_LEFT -> ": a lower one is large enough";
            case VMAP_RIGHT -> ": too small, but a higher one is not";
            case VMAP_BACK -> ": too small, and so are those behind it";
            default -> ": the lowest that holds " + pages(c);
        };
    }

    private static String pages(int count) {
        return count + (count == 1 ? " page" : " pages");
    }

    private static String at(int page) {
        return " at " + address(page);
    }

    private static String address(int page) {
        return Bits.hex(START + ((long) page << PAGE_SHIFT));
    }
}
