package pagewalk.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;
import pagewalk.engine.command.AreaCommand;
import pagewalk.engine.command.CompactCommand;
import pagewalk.engine.compaction.Compaction;
import pagewalk.engine.compaction.CompactionCounts;
import pagewalk.engine.compaction.MovablePages;
import pagewalk.engine.digest.Digest;
import pagewalk.engine.event.EventKind;
import pagewalk.engine.event.Refusal;
import pagewalk.engine.event.Refusal.Reason;
import pagewalk.engine.page.Gfp;
import pagewalk.engine.page.PageFrames;
import pagewalk.engine.proc.ExtfragFile;
import pagewalk.engine.rule.Rule;
import pagewalk.engine.util.CowInts;

/** Compaction and its knobs, and which pages may move: those that were allocated as movable. */
final class MemoryCompaction implements Area, MovablePages {
    private static final String INDEX_FILE = "/sys/kernel/debug/extfrag/extfrag_index";
    private static final String UNUSABLE_FILE = "/sys/kernel/debug/extfrag/unusable_index";
    private static final int CPU = 0;
    private static final int WORD_BITS = 5;

    private final Memory memory;
    private final Names names;
    private final Recorder events;
    private final Compaction compaction;
    /** A bit for each frame, set at the head of a block that may move. */
    private final CowInts movable;

    private final boolean direct;

    /** @param direct whether the slow path of an allocation may ask for compaction */
    MemoryCompaction(Memory memory, Names names, Recorder events, boolean direct) {
        this.memory = memory;
        this.names = names;
        this.events = events;
        PageFrames frames = memory.frames();
        movable = new CowInts((frames.endPfn() - frames.basePfn() >> WORD_BITS) + 1, 0);
        compaction = new Compaction(memory.allocators(), frames, this, events);
        this.direct = direct;
        wire();
    }

    private MemoryCompaction(MemoryCompaction other, Memory memory, Names names, Recorder events) {
        this.memory = memory;
        this.names = names;
        this.events = events;
        movable = other.movable.copy();
        compaction = other.compaction.copy(memory.allocators(), memory.frames(), this, events);
        direct = other.direct;
        wire();
    }

    @Override
    public MemoryCompaction copy(Memory newMemory, Names newNames, Recorder newEvents) {
        return new MemoryCompaction(this, newMemory, newNames, newEvents);
    }

    private void wire() {
        if (direct) {
            memory.relieveBy(new DirectCompaction(memory, compaction));
        }
    }

    Compaction state() {
        return compaction;
    }

    @Override
    public boolean watchesPages() {
        return true;
    }

    /** Somebody who finds the block by mappings or by its name only got it, if {@code gfp} says so. */
    @Override
    public void allocated(int pfn, int gfp) {
        if ((gfp & Gfp.MOVABLE) != 0) {
            set(pfn, true);
        }
    }

    @Override
    public void freed(int pfn) {
        if (canMove(pfn)) {
            set(pfn, false);
        }
    }

    @Override
    public boolean canMove(int pfn) {
        int bit = pfn - memory.frames().basePfn();
        return (movable.get(bit >> WORD_BITS) >>> bit & 1) != 0;
    }

    @Override
    public void moved(int from, int to, int order) {
        set(from, false);
        set(to, true);
        names.moved(from, to);
    }

    /** The block that begins at {@code pfn} may move; for pages in use since before the first command. */
    void set(int pfn, boolean may) {
        int bit = pfn - memory.frames().basePfn();
        int word = movable.get(bit >> WORD_BITS);
        movable.set(bit >> WORD_BITS, may ? word | 1 << bit : word & ~(1 << bit));
    }

    @Override
    public boolean takes(AreaCommand command) {
        return command instanceof CompactCommand;
    }

    @Override
    public Reply apply(AreaCommand command) {
        return switch ((CompactCommand) command) {
            case CompactCommand.CompactMemory all -> compactMemory();
        };
    }

    private Reply compactMemory() {
        CompactionCounts before = compaction.counts().copy();
        compaction.compactMemory(CPU);
        CompactionCounts now = compaction.counts();
        return new Reply.Compacted(
                now.success() - before.success(),
                now.fail() - before.fail(),
                now.migrateScanned() - before.migrateScanned(),
                now.freeScanned() - before.freeScanned(),
                now.isolated() - before.isolated());
    }

    @Override
    public @Nullable Reply sysctl(String knob, int value) {
        return switch (knob) {
            case "vm.compact_memory" -> within(knob, value, 1, 1);
            case "vm.compaction_proactiveness" -> within(knob, value, 0, 100);
            case "vm.extfrag_threshold" -> within(knob, value, 0, 1000);
            default -> null;
        };
    }

    @Override
    public List<String> knobNames() {
        return List.of("vm.compaction_proactiveness", "vm.extfrag_threshold");
    }

    @Override
    public int knob(String name) {
        return switch (name) {
            case "vm.compaction_proactiveness" -> compaction.proactiveness();
            case "vm.extfrag_threshold" -> compaction.threshold();
            default -> Knobs.NONE;
        };
    }

    private Reply within(String knob, int value, int least, int most) {
        if (value < least || value > most) {
            return new Reply.Refused(new Refusal(Reason.COMPACT_KNOB, value, least, most, knob));
        }
        int number = most == 1 ? 0 : most == 100 ? 1 : 2;
        events.emit(EventKind.COMPACT_SET.code(), Rule.COMPACT_KNOB.code(), number, value, 0, 0);
        switch (number) {
            case 0 -> compaction.compactMemory(CPU);
            case 1 -> compaction.setProactiveness(value, CPU);
            default -> compaction.setThreshold(value);
        }
        return new Reply.Setting(knob, Integer.toString(value));
    }

    @Override
    public String name() {
        return "compaction";
    }

    @Override
    public List<String> files() {
        return compaction.counts().migrateScanned() == 0 ? List.of() : List.of(INDEX_FILE, UNUSABLE_FILE);
    }

    @Override
    public @Nullable String readFile(String path) {
        return switch (path) {
            case INDEX_FILE -> ExtfragFile.indexes(memory.zones());
            case UNUSABLE_FILE -> ExtfragFile.unusable(memory.zones());
            default -> null;
        };
    }

    @Override
    public @Nullable Rule ruleOfFile(String path) {
        return switch (path) {
            case INDEX_FILE -> Rule.FILE_EXTFRAG;
            case UNUSABLE_FILE -> Rule.FILE_UNUSABLE;
            default -> null;
        };
    }

    @Override
    public void digest(Digest into) {
        compaction.digest(into);
        for (int i = 0; i < movable.length(); i++) {
            into.fold(movable.get(i));
        }
    }

    @Override
    public int bytesBeside(@Nullable Area other) {
        MemoryCompaction beside = (MemoryCompaction) other;
        return movable.bytesBeside(beside == null ? null : beside.movable)
                + compaction.bytesBeside(beside == null ? null : beside.compaction);
    }
}
