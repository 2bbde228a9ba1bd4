package pagewalk.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;
import pagewalk.engine.command.AreaCommand;
import pagewalk.engine.digest.Digest;
import pagewalk.engine.event.Refusal;
import pagewalk.engine.event.Refusal.Reason;
import pagewalk.engine.rule.Rule;

/** A part of the machine that stands on its page frames and has commands, files and state of its own. */
interface Area {
    /** Whether {@code command} is one of this area's. */
    boolean takes(AreaCommand command);

    /** Carries out one of its commands; a refusal changes nothing and is told by the caller. */
    Reply apply(AreaCommand command);

    /** An independent copy that works on the other machine's memory and names. */
    Area copy(Memory memory, Names names, Recorder events);

    /** Its name in state digests. */
    String name();

    /** Paths of its files that are worth reading now. */
    List<String> files();

    /** The file at {@code path} as it reads now, or null if it is not one of this area's. */
    @Nullable
    String readFile(String path);

    /** Why the file at {@code path} reads as it does, or null if it is not one of this area's. */
    @Nullable
    Rule ruleOfFile(String path);

    /** Sets a knob of this area; null if {@code knob} is not one of its. A refusal changes nothing. */
    default @Nullable Reply sysctl(String knob, int value) {
        return null;
    }

    /** Names of its knobs that can be read, such as vm.swappiness. */
    default List<String> knobNames() {
        return List.of();
    }

    /** What a knob of this area stands at; -1 if {@code name} is not one of its. */
    default int knob(String name) {
        return Knobs.NONE;
    }

    /** Whether this area wants to hear of blocks that come and go ({@link #allocated}, {@link #freed}). */
    default boolean watchesPages() {
        return false;
    }

    /** A block was handed out by alloc_pages(). */
    default void allocated(int pfn, int gfp) {}

    /** A block is about to be freed by __free_pages(). */
    default void freed(int pfn) {}

    /** Whether the allocated block that begins at {@code pfn} belongs to this area, so that nobody else frees it. */
    default boolean owns(int pfn) {
        return false;
    }

    /** Pages that this area adds to a counter of /proc/zoneinfo, such as nr_slab_reclaimable. */
    default int pages(String counter) {
        return 0;
    }

    /** Why nobody else frees the allocated block at {@code head}, which holds {@code pfn} and belongs to this area. */
    default Refusal whyNotFreed(int pfn, int head, int order) {
        return new Refusal(Reason.PAGE_OF_SLAB, pfn, head, order, null);
    }

    void digest(Digest into);

    /** Bytes that this takes beside {@code other}, a copy of it; all its bytes beside null. */
    int bytesBeside(@Nullable Area other);
}
