package pagewalk.web.process;

import pagewalk.engine.event.EventKind;
import pagewalk.engine.rule.Rule;
import pagewalk.engine.view.SixSteps;

/** The two ways in which the same walk is told: by the parts of a processor, or in six steps as introductions do. */
enum Telling {
    PROCESSOR(
            "As the processor does it",
            "Virtual address",
            "Indices",
            "TLB look-up",
            "Page tables",
            "Check or fault",
            "Physical address"),
    SIX_STEPS("In six steps", "Look up", "Not there?", "Bring in", "Take the frame", "Frame + offset", "Access");

    /** Stages of each telling; they are numbered from 1. */
    static final int STAGES = 6;
    /** Of {@link #PROCESSOR}. */
    static final int ADDRESS = 1;

    static final int INDICES = 2;
    static final int TLB = 3;
    static final int TABLES = 4;
    static final int CHECK = 5;
    static final int FRAME = 6;

    private final String label;
    private final String[] titles;

    Telling(String label, String... titles) {
        this.label = label;
        this.titles = titles;
    }

    /** What the choice between the two is called. */
    String label() {
        return label;
    }

    /** The heading of a stage. */
    String title(int stage) {
        return titles[stage - 1];
    }

    /** The stage that a micro-step of an access belongs to; 0 for one that belongs to the same as that before it. */
    int stage(EventKind kind, Rule rule) {
        return this == SIX_STEPS ? SixSteps.of(kind, rule) : part(kind, rule);
    }

    private static int part(EventKind kind, Rule rule) {
        return switch (kind) {
            case TLB_HIT, TLB_MISSED, TLB_FILLED, TLB_EVICTED -> TLB;
            case TLB_DROPPED -> rule == Rule.TLB_INVLPG ? 0 : TLB;
            case WALKED -> TABLES;
            case TRANSLATED -> FRAME;
            default -> CHECK;
        };
    }
}
