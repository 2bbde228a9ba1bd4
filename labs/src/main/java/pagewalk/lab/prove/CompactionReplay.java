package pagewalk.lab.prove;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import pagewalk.engine.Machine;
import pagewalk.engine.MachineConfig;
import pagewalk.engine.Reply;
import pagewalk.engine.command.Command;
import pagewalk.engine.command.CompactCommand;
import pagewalk.engine.event.EventKind;
import pagewalk.engine.event.EventLog;
import pagewalk.engine.event.Events;
import pagewalk.engine.page.Gfp;
import pagewalk.engine.proc.Buddyinfo;
import pagewalk.engine.rule.Rule;
import pagewalk.engine.zone.ZoneCounts;
import pagewalk.engine.zone.ZoneState;

/** Replays a recording of compaction; {@code ./lab help prove} lists what is compared. */
final class CompactionReplay {
    private static final String COMPACT = "put /proc/sys/vm/compact_memory 1";
    private static final String EXTFRAG = "get /sys/kernel/debug/extfrag/";
    private static final String PROACTIVENESS = "put /proc/sys/vm/compaction_proactiveness ";

    private static final int PAGEBLOCK = 512;

    private final CompactionRecording recording;
    private final EventLog log = new EventLog();
    /** The last /proc/buddyinfo, which says what the indexes are of. */
    private String buddyinfo = "";

    private CompactionRecording.@Nullable Step dump;
    /** The machine that was compacted, until the recording's zone is known anew. */
    private @Nullable Machine compacted;

    private int agreed;
    private int operations;
    private String trouble = "";

    private CompactionReplay(CompactionRecording recording) {
        this.recording = recording;
    }

    /** Replays it all and keeps the first difference; throws {@link RecordingFault} for a text that is none. */
    static Proof of(String text) {
        CompactionReplay replay = new CompactionReplay(CompactionRecording.read(text));
        replay.run();
        return new Proof(replay.agreed, replay.operations, replay.trouble);
    }

    private void run() {
        for (int i = 0; i < recording.steps().size(); i++) {
            CompactionRecording.Step step = recording.steps().get(i);
            String command = step.command();
            if (command.equals("get /proc/buddyinfo")) {
                buddyinfo = step.text();
            } else if (command.equals("dump")) {
                dump = step;
            } else if (command.startsWith(EXTFRAG) && !buddyinfo.isEmpty()) {
                extfrag(step);
            } else if (command.equals(COMPACT)) {
                compact(i, step);
            } else if (command.startsWith(PROACTIVENESS) && !buddyinfo.isEmpty()) {
                proactive(i, step);
            } else if (command.equals("vs") && step.vmstat().containsKey("thp_fault_alloc")) {
                hugePage(step);
            }
        }
    }

    /** The index of a zone is a matter of its counts, so a machine laid out from those has the same. */
    private void extfrag(CompactionRecording.Step step) {
        String path = step.command().substring("get ".length());
        log.clear();
        Reply reply = ofCounts(step.line()).apply(new Command.Cat(path), log);
        compare(step, step.text(), reply.line());
    }

    private Machine ofCounts(int line) {
        return Machine.boot(MachineConfig.linux(1).withCounts(counts(line)));
    }

    private List<ZoneCounts> counts(int line) {
        return switch (Buddyinfo.parse(buddyinfo)) {
            case Buddyinfo.Read.Ok ok -> ok.zones();
            case Buddyinfo.Read.Malformed fault ->
                throw new RecordingFault(line, "the /proc/buddyinfo before it cannot be read: " + fault.message());
        };
    }

    private void compact(int at, CompactionRecording.Step step) {
        CompactionRecording.Step vmstat = recording.after(at, "vs", List.of(COMPACT));
        CompactionRecording.Step after = recording.after(at, "dump", List.of(COMPACT));
        CompactionRecording.Step before = dump;
        if (before == null || vmstat == null) {
            return;
        }
        Machine machine = after == null ? compacted : started(before, after);
        if (machine == null) {
            return;
        }
        log.clear();
        Reply reply = machine.apply(new CompactCommand.CompactMemory(), log);
        machine.apply(new Command.DrainPages(), Events.NONE);
        if (!(reply instanceof Reply.Compacted counts)) {
            compare(step, "compacted", reply.line());
            return;
        }
        int failing = vmstat.vmstat().getOrDefault("pgmigrate_fail", 0) - counts.fail();
        if (after != null || failing == 0) {
            counters(step, vmstat.vmstat(), counts);
        } else {
            bound(step, vmstat.vmstat(), "pgmigrate_success", counts.success());
            bound(step, vmstat.vmstat(), "compact_migrate_scanned", counts.migrateScanned());
        }
        if (after != null) {
            ZoneRecord expected = new ZoneRecord();
            expected.read(after.asDump());
            String difference = expected.listDifference(machine.memory());
            compare(after, "", difference == null ? "" : difference);
            compacted = machine;
        }
    }

    /** The counters of /proc/vmstat, each an operation of its own. */
    private void counters(CompactionRecording.Step step, Map<String, Integer> vmstat, Reply.Compacted got) {
        int failing = vmstat.getOrDefault("pgmigrate_fail", 0) - got.fail();
        counter(step, vmstat, "pgmigrate_success", got.success());
        counter(step, vmstat, "compact_migrate_scanned", got.migrateScanned());
        counter(step, vmstat, "compact_free_scanned", got.freeScanned());
        counter(step, vmstat, "compact_isolated", got.isolated() + failing);
    }

    private void counter(CompactionRecording.Step step, Map<String, Integer> vmstat, String name, int got) {
        compare(step, name + "=" + vmstat.getOrDefault(name, 0), name + "=" + got);
    }

    /** Pages that fail to move, which no dump tells, hold places and end a run early: it does less, never more. */
    private void bound(CompactionRecording.Step step, Map<String, Integer> vmstat, String name, int most) {
        int recorded = vmstat.getOrDefault(name, 0);
        compare(step, name + " at most " + Math.max(most, recorded), name + " at most " + most);
    }

    /**
     * The recorded zone above a zone DMA laid out from its counts. Which used pages could move is not recorded, so it
     * is taken from what became of them.
     */
    private Machine started(CompactionRecording.Step before, CompactionRecording.Step after) {
        ZoneRecord record = new ZoneRecord();
        record.read(before.asDump());
        ZoneState zone = record.state(before.line());
        ZoneRecord later = new ZoneRecord();
        later.read(after.asDump());
        List<ZoneState> zones = new ArrayList<>();
        for (ZoneCounts counts : counts(before.line())) {
            boolean below = zone.startPfn() > 0 && zone.startPfn() % (2 * PAGEBLOCK) == 0;
            if (below && counts.name().equals("DMA") && !zone.name().equals("DMA")) {
                zones.add(dma(counts, zone.startPfn(), before.line()));
            }
        }
        zones.add(zone);
        MachineConfig config = new MachineConfig(
                MachineConfig.Preset.LINUX, zone.spanned(), zone.startPfn(), true, true, List.of(), zones);
        Machine machine = Machine.boot(config);
        markMovable(machine, record.freePages(), later.freePages(), zone);
        return machine;
    }

    /**
     * Movable are the pages that were used before and are free after; and, in the last pageblock that any left, those
     * above them that are still used: the scanners met there, and these found no place.
     */
    private static void markMovable(Machine machine, BitSet before, BitSet after, ZoneState zone) {
        BitSet left = (BitSet) after.clone();
        left.andNot(before);
        left.clear(0, zone.startPfn());
        left.clear(zone.startPfn() + zone.spanned(), Integer.MAX_VALUE);
        left.stream().forEach(machine::setMovable);
        int last = left.length() - 1;
        if (last < 0) {
            return;
        }
        int start = last / PAGEBLOCK * PAGEBLOCK;
        int end = Math.min(start + PAGEBLOCK, zone.startPfn() + zone.spanned());
        for (int pfn = left.nextSetBit(start); pfn < end; pfn++) {
            if (!before.get(pfn) && !after.get(pfn)) {
                machine.setMovable(pfn);
            }
        }
    }

    /** Boot leaves the free memory of zone DMA at its end, largest blocks last; its first pageblock is UNMOVABLE. */
    private static ZoneState dma(ZoneCounts counts, int end, int line) {
        int[][][] lists = new int[11][2][];
        int at = end;
        for (int order = 10; order >= 0; order--) {
            List<Integer> low = new ArrayList<>();
            List<Integer> high = new ArrayList<>();
            for (int i = counts.counts().get(order); i > 0; i--) {
                at -= 1 << order;
                if (at < 1) {
                    throw new RecordingFault(line, "zone DMA has more free pages than pages");
                }
                (at < PAGEBLOCK ? low : high).add(at);
            }
            lists[order][0] = low.stream().mapToInt(Integer::intValue).toArray();
            lists[order][1] = high.stream().mapToInt(Integer::intValue).toArray();
        }
        int[] types = new int[end / PAGEBLOCK];
        Arrays.fill(types, 1, types.length, 1);
        return new ZoneState(0, counts.name(), 1, end - 1, lists, new int[0], types);
    }

    /** kcompactd runs beside the recorder, so only whether it had a reason to move pages is compared. */
    private void proactive(int at, CompactionRecording.Step step) {
        CompactionRecording.Step vmstat = recording.after(at, "vs", List.of());
        if (vmstat == null) {
            return;
        }
        int value = Recording.number(step.command().substring(PROACTIVENESS.length()));
        if (value < 0) {
            throw new RecordingFault(step.line(), "compaction_proactiveness is a number");
        }
        Machine machine = ofCounts(step.line());
        log.clear();
        machine.apply(new Command.Sysctl("vm.compaction_proactiveness", value), log);
        boolean ran = machine.compaction().counts().daemonMigrateScanned() > 0;
        boolean expected = vmstat.vmstat().getOrDefault("compact_daemon_migrate_scanned", 0) > 0;
        compare(step, "kcompactd scans: " + expected, "kcompactd scans: " + ran);
    }

    /** A huge page for which a block is free needs no compaction. */
    private void hugePage(CompactionRecording.Step step) {
        boolean expected = step.vmstat().keySet().stream().anyMatch(name -> name.startsWith("compact_"));
        Machine machine = ofCounts(step.line());
        log.clear();
        Reply reply = machine.apply(new Command.AllocPages(null, 9, Gfp.MOVABLE, ""), log);
        compare(step, "compacted: " + expected, "compacted: " + !reply.ok());
    }

    private void compare(CompactionRecording.Step step, String expected, String got) {
        operations++;
        if (expected.equals(got)) {
            agreed++;
        } else if (trouble.isEmpty()) {
            trouble = "differs at line " + step.line() + ", operation '" + step.command() + "': "
                    + (expected.isEmpty() ? got : "expected " + expected.strip() + ", got " + got.strip()) + why();
        }
    }

    /** The last rule that decided something in this operation. */
    private String why() {
        for (int e = log.size() - 1; e >= 0; e--) {
            Rule rule = Rule.of(log.rule(e));
            if (rule != Rule.NONE && log.kind(e) != EventKind.COMMAND.code()) {
                return "; decided by " + rule.id() + ": " + rule.sentence();
            }
        }
        return "";
    }
}
