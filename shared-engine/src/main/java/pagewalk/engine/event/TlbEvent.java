package pagewalk.engine.event;

import pagewalk.engine.rule.Rule;
import pagewalk.engine.util.Bits;

/** A micro-step of translation buffers; the arguments are those of its {@link EventKind}. */
public record TlbEvent(EventKind kind, Rule rule, int a, int b, int c, int d) implements Event {
    private static final String[] ACCESSES = {"load", "store", "fetch"};
    private static final String[] SIZES = {"", ", which stands for 2 MiB", ", which stands for 1 GiB", ""};
    private static final int PLACE = 0xffffff;
    private static final int LO_BITS = 18;
    private static final int PAGE_SHIFT = 12;

    @Override
    public String sentence() {
        return switch (kind) {
            case TLB_HIT -> cpu() + " translates " + page(b, c) + " without a walk: pfn " + d;
            case TLB_MISSED ->
                cpu() + " knows nothing of " + page(b, c) + " for this " + ACCESSES[d % 3] + ", so it walks";
            case TLB_FILLED -> cpu() + " remembers " + page(b, c) + " in place " + (d & PLACE) + SIZES[d >>> 24 & 3];
            case TLB_EVICTED -> cpu() + " forgets " + page(b, c) + " of identifier " + d + " to make room";
            case TLB_DROPPED -> cpu() + " forgets " + page(b, c) + " of identifier " + d + dropped();
            case TLB_FLUSHED ->
                cpu() + " flushed " + entries(b) + flushed() + (c == d ? "" : "; generation " + c + " becomes " + d);
            case TLB_CONTEXT -> "address space " + a + " gets context " + b;
            case TLB_SLOT ->
                space(c) + " gets slot " + b + " on " + cpu() + (d == 0 ? ", which is up to date" : ", to be flushed");
            case TLB_LOADED ->
                cpu() + " loads the page table of " + space(b) + " under slot " + c
                        + (d < 0 ? " and forgets nothing" : " and forgets " + entries(d));
            case TLB_LAZY -> lazy();
            case TLB_ASKED ->
                d < 0
                        ? "all of " + space(a) + " has to be flushed"
                        : d + (d == 1 ? " page" : " pages") + " of " + space(a) + " from " + page(b, c)
                                + " on have to be flushed"
                                + (rule == Rule.TLB_CEILING ? ": too many, so all of it" : "");
            case TLB_GENERATION -> space(a) + " has generation " + b + " now; it is loaded on " + cpus();
            case TLB_INTERRUPT ->
                "CPU " + a + (d == 0 ? " spares CPU " + b + ", which is lazy" : " interrupts CPU " + b + " and waits");
            default -> cpu() + " will flush the program's half of slot " + b + " on its way back to the program";
        };
    }

    private String cpu() {
        return "CPU " + a;
    }

    private static String space(int mm) {
        return mm < 0 ? "the kernel's address space" : "address space " + mm;
    }

    private static String page(int hi, int lo) {
        return "page " + Bits.hex(((long) hi << LO_BITS | lo) << PAGE_SHIFT);
    }

    private static String entries(int count) {
        return count + (count == 1 ? " entry" : " entries");
    }

    private String dropped() {
        return switch (rule) {
            case TLB_REWALK -> ": it forbids the access, and the page table has the last word";
            case TLB_DIRTY -> ": the walk has to set the dirty bit";
            default -> "";
        };
    }

    private String flushed() {
        return switch (rule) {
            case TLB_PARTIAL -> ", page by page";
            case TLB_FULL -> ", all of the slot";
            default -> " of the program's half";
        };
    }

    private String lazy() {
        return switch (rule) {
            case TLB_LAZY_ENTER -> cpu() + " runs the kernel only and keeps " + space(b) + " on loan";
            case TLB_LAZY_LEAVE -> cpu() + " gives up " + space(b) + ", which it had on loan";
            default ->
                cpu() + " goes on with " + space(b)
                        + (d == 0 ? ": nothing changed meanwhile" : ", which changed meanwhile");
        };
    }

    private String cpus() {
        if (c == 0) {
            return "no CPU";
        }
        StringBuilder text = new StringBuilder();
        for (int cpu = 0; cpu < 32; cpu++) {
            if ((c >>> cpu & 1) != 0) {
                text.append(text.isEmpty() ? "CPU " : ", ").append(cpu);
            }
        }
        return text.toString();
    }
}
