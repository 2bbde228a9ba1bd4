package pagewalk.lab.prove;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The kinds of recording that can be replayed, each with its own format. */
public enum Kind {
    /** The free lists of a running kernel's zone. */
    BUDDY("buddy", file -> Replay.of(Recording.read(file.text()))),
    /** The kernel's memblock, built as a program and driven by scripts. */
    MEMBLOCK("memblock", file -> MemblockReplay.of(file.text())),
    /** Caches of a running kernel, object by object. */
    SLUB_OPS("slub-ops", file -> SlubReplay.of(file.text())),
    /** The geometry of a running kernel's caches. */
    SLUB("slub", file -> SlubGeometry.of(file.text())),
    /** The limits of a running kernel's zones. */
    ZONEINFO("zoneinfo", file -> ZoneinfoProof.of(file.text())),
    /** A running kernel's memory before and after compaction. */
    COMPACTION("compaction", file -> CompactionReplay.of(file.text())),
    /** Calls of a program to glibc's heap. */
    MALLOC("malloc", file -> MallocReplay.of(file.text())),
    /** System calls of a running kernel on a window of pages. */
    VMA("vma", file -> VmaReplay.of(file.text())),
    /** Page faults of a running kernel, page by page. */
    FAULT("fault", file -> FaultReplay.of(file.text())),
    /** fork(), copying and sharing on a running kernel. */
    FORK("fork", file -> ForkReplay.of(file.text())),
    /** What a running kernel promised in each mode of overcommit. */
    OVERCOMMIT("overcommit", file -> OvercommitReplay.of(file.text())),
    /** Whom a running kernel killed when memory ran out. */
    OOM("oom", file -> OomReplay.of(file.text())),
    /** Page-out, swap and reclaim on a running kernel: the LRU lists in order. */
    RECLAIM(
            "reclaim",
            file -> OomReplay.isOne(file.text())
                    ? OomReplay.of(file.text())
                    : ReclaimBounds.isOne(file.text()) ? ReclaimBounds.of(file.text()) : ReclaimReplay.of(file.text())),
    /** Transparent huge pages on a running kernel: faults, splits, khugepaged. */
    THP("thp", file -> ThpReplay.of(file.text())),
    /** Compressed swap on a running kernel. */
    ZSWAP("zswap", file -> ZswapReplay.of(file.text())),
    /** Exercises of the OSTEP course, run with the options in their first line. */
    OSTEP("ostep", file -> OstepReplay.of(file.text())),
    /** Textbook tables of replacement policies. */
    POLICIES("policies", PolicyTable::of),
    /** Exact misses of policies on long traces, which lie beside the tables. */
    TRACES("traces", MissTable::of),
    /** A lackey trace and what is known of it, in files of one name. */
    LACKEY("lackey", LackeyProof::of);

    private final String word;
    private final Function<RecordingFile, Proof> prover;

    Kind(String word, Function<RecordingFile, Proof> prover) {
        this.word = word;
        this.prover = prover;
    }

    /** As it is written on the command line, and the folder of the shipped recordings. */
    public String word() {
        return word;
    }

    /** Replays a recording of this kind; throws {@link RecordingFault} for a text that is none. */
    public Proof prove(String text) {
        return prove(new RecordingFile("", text, name -> null));
    }

    /** Replays a recording of this kind, with what lies beside it; throws {@link RecordingFault}. */
    public Proof prove(RecordingFile file) {
        return prover.apply(file);
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
        if (PolicyTable.isOne(text)) {
            return POLICIES;
        }
        if (MissTable.isOne(text) || LackeyProof.isOne(text)) {
            return MissTable.isOne(text) ? TRACES : LACKEY;
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
        if (OomReplay.isOne(text) || OvercommitReplay.isOne(text)) {
            return OomReplay.isOne(text) ? OOM : OVERCOMMIT;
        }
        if (CompactionRecording.isOne(text)) {
            return COMPACTION;
        }
        if (ThpReplay.isOne(text)) {
            return THP;
        }
        if (ZswapReplay.isOne(text)) {
            return ZSWAP;
        }
        if (ReclaimReplay.isOne(text) || ReclaimBounds.isOne(text)) {
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
