package pagewalk.engine.event;

import org.jspecify.annotations.Nullable;
import pagewalk.engine.rule.Rule;

/**
 * A request that cannot be met: what the machine says instead of throwing.
 *
 * @param reason why
 * @param a first value of the reason, as its constant says
 * @param b second value
 * @param c third value
 * @param word the name or path the user wrote, for the reasons that speak of one
 */
public record Refusal(
        Reason reason, int a, int b, int c, @Nullable String word) {

    /** Why, with the kernel's errno and the rule that decided. */
    public enum Reason {
        /** a = order, b = free pages in the zones that gfp allows, c = 1 if it does not allow all zones. */
        NO_FREE_BLOCK(1, Errno.ENOMEM, Rule.NO_FREE_BLOCK),
        /** a = order, b = highest order. */
        ORDER_TOO_LARGE(2, Errno.EINVAL, Rule.MAX_PAGE_ORDER),
        /** a = pfn, b = first pfn, c = pfn after the last. */
        PFN_OUTSIDE(3, Errno.EINVAL, Rule.FREE_OUTSIDE),
        /** a = pfn, b = head of the free block, c = its order. */
        PFN_FREE(4, Errno.EINVAL, Rule.FREE_OF_FREE),
        /** a = pfn, b = head of the block, c = its order. */
        PFN_TAIL(5, Errno.EINVAL, Rule.FREE_OF_TAIL),
        /** a = nothing; the word is the name. */
        NAME_UNKNOWN(6, Errno.EINVAL, Rule.FREE_UNKNOWN_NAME),
        /** a = nothing; the word is the path. */
        FILE_UNKNOWN(7, Errno.ENOENT, Rule.FILE_UNKNOWN),
        /** The word is the size that found no hole. */
        NO_HOLE(8, Errno.ENOMEM, Rule.MEMBLOCK_NO_HOLE),
        /** a = ranges that the full table has. */
        TABLE_FULL(9, Errno.ENOMEM, Rule.MEMBLOCK_DOUBLE),
        /** The word is the alignment. */
        NOT_POWER_OF_TWO(10, Errno.EINVAL, Rule.MEMBLOCK_POWER_OF_TWO),
        /** An allocation of size 0. */
        NO_BYTES(11, Errno.EINVAL, Rule.MEMBLOCK_SOME_BYTES),
        /** The word is the knob's name. */
        SYSCTL_UNKNOWN(12, Errno.ENOENT, Rule.SYSCTL_UNKNOWN);

        private final int code;
        private final Errno errno;
        private final Rule rule;

        Reason(int code, Errno errno, Rule rule) {
            this.code = code;
            this.errno = errno;
            this.rule = rule;
        }

        public int code() {
            return code;
        }

        public Errno errno() {
            return errno;
        }

        public Rule rule() {
            return rule;
        }

        static Reason of(int code) {
            for (Reason reason : values()) {
                if (reason.code == code) {
                    return reason;
                }
            }
            throw new IllegalStateException("PW-CHECK refusal reason exists: code=" + code);
        }
    }

    public Errno errno() {
        return reason.errno;
    }

    private String of(String unknown) {
        return word == null ? unknown : word;
    }

    /** One sentence that names the field, the limit and the value. */
    public String sentence() {
        return switch (reason) {
            case NO_FREE_BLOCK ->
                "no free block of order " + a + " or higher" + (c == 0 ? "" : " in the zones that gfp allows")
                        + (b == 0
                                ? ": no page is free"
                                : ", though " + b + (b == 1 ? " page is free" : " pages are free"));
            case ORDER_TOO_LARGE -> "order " + a + " is above the highest order, " + b;
            case PFN_OUTSIDE ->
                a >= b && a < c
                        ? "pfn " + a + " is in a hole between zones, where no memory is"
                        : "pfn " + a + " is outside the machine's frames " + b + " to " + (c - 1);
            case PFN_FREE -> "pfn " + a + " is free already, in the free block at pfn " + b + " of order " + c;
            case PFN_TAIL ->
                "pfn " + a + " is inside the block at pfn " + b + " of order " + c + "; free its first page";
            case NAME_UNKNOWN -> word == null ? "the name has no result" : "the name " + word + " has no result";
            case FILE_UNKNOWN -> word == null ? "no such file" : "no file " + word;
            case NO_HOLE -> "no free range within the limits holds " + of("the size asked for") + " bytes, aligned";
            case TABLE_FULL -> "the table is full with " + a + " ranges, and there is no memory for a larger one";
            case NOT_POWER_OF_TWO -> "align is a power of two; this is " + of("another number");
            case SYSCTL_UNKNOWN -> "the machine has no knob " + of("of that name");
            case NO_BYTES -> "size is at least 1; this is 0";
        };
    }
}
