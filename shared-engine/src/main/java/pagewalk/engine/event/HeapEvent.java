package pagewalk.engine.event;

import pagewalk.engine.rule.Rule;
import pagewalk.engine.util.Bits;

/** A micro-step of malloc() or free(); places are bytes from the first page of the heap. */
public record HeapEvent(EventKind kind, Rule rule, int a, int b, int c, int d) implements Event {
    private static final int FAST = 200;
    private static final int CACHE = 300;
    private static final int TOP = 400;
    private static final int TOP_STATE = 4;
    private static final String[] STATES = {"use", "the thread's cache", "a fast bin", "a bin", "the top", "use"};

    @Override
    public String sentence() {
        return switch (kind) {
            case HEAP_ASKED -> asked();
            case HEAP_LOOKED -> looked();
            case HEAP_TAKEN -> "took the chunk" + at(a) + " of " + bytes(b) + " from " + bin(c);
            case HEAP_SPLIT -> split();
            case HEAP_BINNED -> "put the chunk" + at(a) + " of " + bytes(b) + " into " + bin(c);
            case HEAP_MERGED -> "joined " + bytes(d) + at(c) + " and its neighbour: " + bytes(b) + at(a) + " now";
            case HEAP_CONSOLIDATING ->
                "empties the fast bins, which have " + a + (a == 1 ? " chunk" : " chunks") + " to merge";
            case HEAP_GREW -> "got " + bytes(a) + " from the system: the top is" + at(b) + " and has " + bytes(c);
            case HEAP_TRIMMED ->
                (a < 0 ? "got " + bytes(-a) + " from" : "gave " + bytes(a) + " to") + " the system: the top" + at(b)
                        + " has " + bytes(c);
            case HEAP_DISCARDED -> "gave the frames of " + bytes(d) + at(c) + " back, inside the free chunk" + at(a);
            case HEAP_MAPPED, HEAP_UNMAPPED, HEAP_GIVEN_MAPPED, HEAP_RETURNED_MAPPED, HEAP_LEAKED_MAPPED -> mapped();
            case HEAP_THRESHOLD -> "maps chunks from " + bytes(a) + " on now, and trims a top of " + bytes(b);
            case HEAP_RESIZED ->
                "the chunk" + at(a) + " has " + bytes(b) + " now"
                        + (d == 0 ? "" : "; " + bytes(d) + at(c) + " follow it");
            case HEAP_COPIED ->
                "copied " + bytes(b) + " from the chunk" + at(a) + " to " + (c == 0 ? "a new one" : "the one" + at(c));
            case HEAP_GIVEN -> "returned heap+" + Bits.hex(a) + ", with room for " + bytes(b);
            case HEAP_RETURNED ->
                a == 0 ? "NULL comes back" : "heap+" + Bits.hex(a) + " comes back, a chunk of " + bytes(b);
            case HEAP_NONE -> "returned NULL: no memory for " + Bits.hex(wide(b, a)) + " bytes";
            case HEAP_ENDED -> "the process ends: " + HeapComplaint.of(a).sentence();
            case HEAP_UNNOTICED ->
                "heap+" + Bits.hex(a) + (c == 0 ? " was not the program's to give" : " is handed out a second time")
                        + ", and nothing noticed";
            case HEAP_TOUCHED -> touched();
            case HEAP_LEAKED ->
                "never freed: " + bytes(b) + " at heap+" + Bits.hex(a) + ", allocated by command " + (c + 1);
            default ->
                a + (a == 1 ? " pointer was" : " pointers were") + " never freed, " + wide(c, b) + " bytes in all";
        };
    }

    private String asked() {
        return switch (d) {
                    case 0 -> "malloc";
                    case 1 -> "calloc";
                    case 2 -> "realloc";
                    default -> "the C library";
                }
                + " asked for " + (b == 0 && a >= 0 ? bytes(a) : Bits.hex(wide(b, a)) + " bytes")
                + ", which take a chunk of "
                + bytes(c);
    }

    private String looked() {
        if (a == TOP) {
            return "looked at the top of " + bytes(c) + ": too small for " + bytes(d);
        }
        if (rule == Rule.HEAP_BINMAP) {
            return "looked for a larger free chunk: no bin has one for " + bytes(d);
        }
        return b == 0
                ? "looked into " + bin(a) + ": nothing for " + bytes(d)
                : "looked at the chunk" + at(b) + " of " + bytes(c) + ": too small for " + bytes(d);
    }

    private String touched() {
        String chunk = "the chunk" + at(b) + ", which is in " + STATES[c % STATES.length];
        return rule == Rule.HEAP_WRITE_LINK
                ? "the store overwrote a link of " + chunk
                : "the " + (d == 1 ? "store" : d == 0 ? "load" : "fetch") + at(a) + " touches " + chunk
                        + (c == TOP_STATE ? "" : ": freed memory");
    }

    private String split() {
        String taken = "the chunk" + at(a) + " has " + bytes(b);
        return switch (rule) {
            case HEAP_WHOLE -> "took all of it: " + taken + (d == 0 ? "" : ", " + d + " more than needed");
            case HEAP_TOP_SPLIT -> "cut it from the top: " + taken + ", the top" + at(c) + " has " + bytes(d);
            default -> taken + "; " + bytes(d) + at(c) + " are left";
        };
    }

    private String mapped() {
        String where = (c == 1 ? "1 page" : c + " pages") + " at " + Bits.hex(wide(a, b) << 12);
        return switch (kind) {
            case HEAP_MAPPED -> "mapped " + where;
            case HEAP_UNMAPPED -> "unmapped " + where;
            case HEAP_GIVEN_MAPPED -> "returned the pointer 16 bytes into " + where;
            case HEAP_RETURNED_MAPPED -> "a pointer comes back that has a mapping of its own, " + where;
            default -> "never freed: " + where + ", allocated by command " + (d + 1);
        };
    }

    private static long wide(int high, int low) {
        return (long) high << 32 | low & 0xffffffffL;
    }

    private static String bin(int number) {
        if (number >= CACHE) {
            return "the cache of " + bytes((number - CACHE) * 16 + 32);
        }
        if (number >= FAST) {
            return "the fast bin of " + bytes((number - FAST) * 16 + 32);
        }
        if (number == 1) {
            return "the unsorted bin";
        }
        return number < 64 ? "the small bin of " + bytes(number * 16) : "large bin " + number;
    }

    private static String at(int place) {
        return " at heap+" + Bits.hex(place);
    }

    private static String bytes(int count) {
        return count + (count == 1 ? " byte" : " bytes");
    }
}
