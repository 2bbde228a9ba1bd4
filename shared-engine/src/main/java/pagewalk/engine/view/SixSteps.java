package pagewalk.engine.view;

import pagewalk.engine.event.EventKind;
import pagewalk.engine.event.EventLog;
import pagewalk.engine.rule.Rule;

/**
 * The walk as an introduction tells it, in six steps: an access of a program is cut into a page and an offset, the page
 * is looked up, brought in if it is not there, and the frame and the offset together name the byte.
 *
 * <p>It is no other walk: each micro-step of the machine belongs to one of the six, and an access whose page is there
 * goes from the first to the fourth. What a processor remembers spares the lookup.
 */
public final class SixSteps {
    /** No step of an access. */
    public static final int NONE = 0;
    /** The address is cut, and the page looked up. */
    public static final int LOOK_UP = 1;
    /** The page is not there, or not so that it may be used; room is found for it. */
    public static final int FIND_ROOM = 2;
    /** The page is brought in and written to the table. */
    public static final int BRING_IN = 3;
    /** The entry gives the frame. */
    public static final int READ_FRAME = 4;
    /** Frame and offset are put together. */
    public static final int JOIN = 5;
    /** Memory is reached. */
    public static final int ACCESS = 6;

    private static final String[] SENTENCES = {
        "no step of an access",
        "the address is cut into a page and an offset, and the page is looked up",
        "the page is not there as it is needed: a free frame is looked for",
        "the page is brought into the frame, and the table gets its entry",
        "the entry of the page gives its frame",
        "the frame and the offset together are the physical address",
        "memory is read or written there"
    };

    private SixSteps() {}

    /** What happens in a step, 0 to 6. */
    public static String sentence(int step) {
        return SENTENCES[step];
    }

    /** The step that a micro-step of an access belongs to. */
    public static int of(EventKind kind, Rule rule) {
        return switch (kind) {
            case TLB_MISSED -> LOOK_UP;
            // INVLPG belongs to what changed the entry; else it is a look-up that found no use.
            case TLB_DROPPED -> rule == Rule.TLB_INVLPG ? NONE : LOOK_UP;
            case WALKED -> rule == Rule.WALK_TABLE ? LOOK_UP : rule == Rule.WALK_PAGE ? READ_FRAME : FIND_ROOM;
            case FAULT, REQUEST, LOOKED, TOOK, SPLIT, ALLOCATED, HUGE_TAKEN -> FIND_ROOM;
            case TABLE_MADE, PAGE_COPIED, CACHED, READ_AHEAD, MAPPED, PTE_SET, FAULT_SERVED -> BRING_IN;
            case TLB_HIT, TLB_FILLED, TLB_EVICTED, PTE_MARKED -> READ_FRAME;
            case TRANSLATED -> JOIN;
            default -> NONE;
        };
    }

    /**
     * The steps of the accesses in a log, in order, each once where several micro-steps follow each other in it; an
     * access that reached memory ends in {@link #ACCESS}.
     */
    public static int[] of(EventLog log) {
        int[] steps = new int[2 * log.size()];
        int count = 0;
        int last = NONE;
        for (int e = 0; e < log.size(); e++) {
            EventKind kind = EventKind.of(log.kind(e));
            int step = of(kind, Rule.of(log.rule(e)));
            if (step != NONE && step != last) {
                steps[count++] = step;
                last = step;
            }
            if (kind == EventKind.TRANSLATED) {
                steps[count++] = ACCESS;
                last = ACCESS;
            }
        }
        int[] exact = new int[count];
        System.arraycopy(steps, 0, exact, 0, count);
        return exact;
    }
}
