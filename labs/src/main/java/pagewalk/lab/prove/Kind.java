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
    /** The limits of a running kernel's zones. */
    ZONEINFO("zoneinfo", ZoneinfoProof::of),
    /** A running kernel's memory before and after compaction. */
    COMPACTION("compaction", CompactionReplay::of),
    /** Calls of a program to glibc's heap. */
    MALLOC("malloc", MallocReplay::of),
    /** System calls of a running kernel on a window of pages. */
    VMA("vma", VmaReplay::of),
    /** Page faults of a running kernel, page by page. */
    FAULT("fault", FaultReplay::of),
    /** fork(), copying and sharing on a running kernel. */
    FORK("fork", ForkReplay::of),
    /** Page-out, swap and reclaim on a running kernel: the LRU lists in order. */
    RECLAIM("reclaim", ReclaimReplay::of),
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
        if (ZoneinfoProof.isOne(text)) {
            return ZONEINFO;
        }
        if (text.lines().anyMatch(line -> line.startsWith("> kcreate "))) {
            return SLUB_OPS;
        }
        if (CompactionRecording.isOne(text)) {
            return COMPACTION;
        }
        if (ReclaimReplay.isOne(text)) {
            return RECLAIM;
        }
        if (FaultReplay.isOne(text) || ForkReplay.isOne(text)) {
            return ForkReplay.isOne(text) ? FORK : FAULT;
        }
        if (VmaReplay.isOne(text)) {
            return VMA;
        }
        boolean tables = text.lines().anyMatch(line -> line.strip().startsWith("memory cnt="));
        return tables ? MEMBLOCK : BUDDY;
    }
}
