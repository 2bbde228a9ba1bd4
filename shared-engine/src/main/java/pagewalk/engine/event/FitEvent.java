package pagewalk.engine.event;

import pagewalk.engine.rule.Rule;

/** A micro-step of contiguous allocation; the arguments are those of its {@link EventKind}, addresses in bytes. */
public record FitEvent(EventKind kind, Rule rule, int address, int b, int c, int d) implements Event {
    @Override
    public String sentence() {
        return switch (kind) {
            case FIT_BEGUN ->
                "began a range of " + bytes(b) + " at " + address + "; headers take " + bytes(c)
                        + ", and the alignment is " + d;
            case FIT_ASKED ->
                "asked for " + bytes(address) + ", which takes a block of " + bytes(b) + "; " + bytes(d)
                        + (d == 1 ? " is free" : " are free");
            case FIT_LOOKED -> "looked at " + chunk() + verdict();
            case FIT_CHOSEN -> "chose " + chunk() + " after " + c + (c == 1 ? " look" : " looks");
            case FIT_CARVED -> carved();
            case FIT_HANDED -> "handed out address " + address + ", in the block at " + b + " of " + bytes(c);
            case FIT_RETURNED -> "address " + address + " comes back, with the block at " + b + " of " + bytes(c);
            case FIT_LISTED -> "put " + chunk() + " in place " + (c + 1) + " of " + d + " of the free list";
            default -> "joined the chunk at " + c + " of " + bytes(d) + " to " + chunk() + " in all";
        };
    }

    private String chunk() {
        return "the chunk at " + address + " of " + bytes(b);
    }

    private String verdict() {
        return switch (rule) {
            case FIT_TOO_SMALL -> ": too small for " + bytes(d);
            case FIT_NOT_BETTER -> ": large enough, but no better";
            case FIT_CANDIDATE -> ": the best choice so far";
            default -> ": large enough";
        };
    }

    private String carved() {
        String block = bytes(b) + " at " + address;
        return switch (rule) {
            case FIT_WHOLE -> "took the whole chunk, " + block;
            case FIT_LEAD -> "left " + bytes(d) + " at " + c + " free, so that the block at " + address + " is aligned";
            default -> "took " + block + "; " + bytes(d) + " at " + c + " are left";
        };
    }

    private static String bytes(int count) {
        return count + (count == 1 ? " byte" : " bytes");
    }
}
