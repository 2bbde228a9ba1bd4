package pagewalk.engine.compaction;

/** How a run came out, the better the later (include/linux/compaction.h enum compact_result). */
public enum Outcome {
    /** The zone has too little free memory, or too little of it is fragmented. */
    SKIPPED,
    /** Earlier runs did not help, so this one did not take place. */
    DEFERRED,
    /** The scanners met after a whole zone. */
    COMPLETE,
    /** The scanners met after a part of the zone. */
    PARTIAL_SKIPPED,
    /** The run gave up. */
    CONTENDED,
    /** A request can be served. */
    SUCCESS;

    /** Whether the scanners met, so that more of the same would not help. */
    boolean isThrough() {
        return this == COMPLETE || this == PARTIAL_SKIPPED;
    }
}
