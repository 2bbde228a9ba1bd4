package pagewalk.lab.prove;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The kinds of recording that can be replayed, each with its own format. */
public enum Kind {
    /** The free lists of a running kernel's zone. */
    BUDDY("buddy", text -> Replay.of(Recording.read(text))),
    /** The kernel's memblock, built as a program and driven by scripts. */
    MEMBLOCK("memblock", MemblockReplay::of),
    /** Caches of a running kernel, object by object. */
    SLUB_OPS("slub-ops", SlubReplay::of),
    /** The geometry of a running kernel's caches. */
    SLUB("slub", SlubGeometry::of),
    /** A running kernel's memory before and after compaction. */
    COMPACTION("compaction", CompactionReplay::of),
    /** Calls of a program to glibc's heap. */
    MALLOC("malloc", MallocReplay::of),
    /** Exercises of the OSTEP course, run with the options in their first line. */
    OSTEP("ostep", OstepReplay::of);

    private final String word;
    private final Function<String, Proof> prover;

    Kind(String word, Function<String, Proof> prover) {
        this.word = word;
        this.prover = prover;
    }

    /** As it is written on the command line, and the folder of the shipped recordings. */
    public String word() {
        return word;
    }

    /** Replays a recording of this kind; throws {@link RecordingFault} for a text that is none. */
    public Proof prove(String text) {
        return prover.apply(text);
    }

    /** The kind called {@code word}, or null. */
    public static @Nullable Kind byWord(String word) {
        for (Kind kind : values()) {
            if (kind.word.equals(word)) {
                return kind;
            }
        }
        return null;
    }

    /** The kind a recording looks like; {@link #BUDDY} if it looks like none. */
    public static Kind of(String text) {
        if (OstepCommand.begins(text)) {
            return OSTEP;
        }
        if (MallocReplay.isOne(text)) {
            return MALLOC;
        }
        if (SlubGeometry.isTable(text)) {
            return SLUB;
        }
        if (text.lines().anyMatch(line -> line.startsWith("> kcreate "))) {
            return SLUB_OPS;
        }
        if (CompactionRecording.isOne(text)) {
            return COMPACTION;
        }
        boolean tables = text.lines().anyMatch(line -> line.strip().startsWith("memory cnt="));
        return tables ? MEMBLOCK : BUDDY;
    }
}
