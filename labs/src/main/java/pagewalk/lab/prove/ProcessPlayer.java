package pagewalk.lab.prove;

import java.util.ArrayList;
import java.util.List;
import pagewalk.engine.ConfigText;
import pagewalk.engine.Machine;
import pagewalk.engine.MachineConfig;
import pagewalk.engine.Reply;
import pagewalk.engine.command.CommandText;
import pagewalk.engine.command.Parsed;
import pagewalk.engine.event.EventKind;
import pagewalk.engine.event.EventLog;
import pagewalk.engine.mm.AddressSpace;
import pagewalk.engine.pagetable.PageTables;
import pagewalk.engine.pagetable.Pte;
import pagewalk.engine.pagetable.SwapPte;
import pagewalk.engine.rule.Rule;
import pagewalk.engine.swap.SwapSpace;
import pagewalk.engine.task.Task;

/** A machine with processes that recordings of system calls and faults are replayed on, by commands only. */
final class ProcessPlayer {
    /** The recording kernel had 192 MiB; what is compared depends on no size that is large enough. */
    private static final int FRAMES = 49152;
    /** Less than 128 MiB. */
    private static final int BOOT_FRAMES = 32000;

    private final Machine machine;
    private final EventLog log = new EventLog();

    ProcessPlayer() {
        this(MachineConfig.textbook(FRAMES));
    }

    /** Plays on a machine of its own kind. */
    ProcessPlayer(MachineConfig config) {
        this(Machine.boot(config));
    }

    private ProcessPlayer(Machine machine) {
        this.machine = machine;
    }

    /** Goes on from here on its own. */
    ProcessPlayer copy() {
        return new ProcessPlayer(machine.copy());
    }

    /**
     * On a machine that reclaims, of as many frames as the recording kernel's zone had when it computed how far its
     * counters may drift, before it freed its own boot memory.
     */
    static ProcessPlayer reclaiming() {
        if (ConfigText.parse("reclaim=on frames=" + BOOT_FRAMES) instanceof ConfigText.Result.Ok ok) {
            return new ProcessPlayer(ok.config());
        }
        throw new IllegalStateException("PW-CHECK the machine can be described");
    }

    /** The frame that an address of a process maps, -1 for none. */
    int frame(int pid, long at) {
        AddressSpace mm = machine.processes().space(pid);
        int hi = (int) (at >>> 30);
        int lo = (int) (at >>> 12) & 0x3ffff;
        int table = mm == null ? -1 : machine.processes().tables().lowest(mm.root(), hi, lo);
        if (table < 0) {
            return mm == null ? -1 : ofBlock(mm, hi, lo);
        }
        int index = PageTables.index(PageTables.PTE, hi, lo);
        int entry = machine.processes().tables().lo(table, index);
        return Pte.isPresent(entry)
                ? Pte.pfn(entry, machine.processes().tables().hi(table, index))
                : -1;
    }

    /** The frame that a huge entry shows at a page, -1 for none. */
    private int ofBlock(AddressSpace mm, int hi, int lo) {
        PageTables tables = machine.processes().tables();
        int table = tables.find(mm.root(), PageTables.PMD, hi, lo);
        int index = PageTables.index(PageTables.PMD, hi, lo);
        boolean huge = table >= 0 && (tables.lo(table, index) & Pte.HUGE) != 0;
        return huge ? Pte.pfn(tables.lo(table, index), tables.hi(table, index)) + (lo & PageTables.ENTRIES - 1) : -1;
    }

    /** The swap entry of an address of a process, -1 for none. */
    int swapEntry(int pid, long at) {
        AddressSpace mm = machine.processes().space(pid);
        int hi = (int) (at >>> 30);
        int lo = (int) (at >>> 12) & 0x3ffff;
        int table = mm == null ? -1 : machine.processes().tables().lowest(mm.root(), hi, lo);
        int index = PageTables.index(PageTables.PTE, hi, lo);
        int entry = table < 0 ? 0 : machine.processes().tables().lo(table, index);
        return SwapPte.is(entry)
                ? SwapSpace.entry(SwapPte.device(machine.processes().tables().hi(table, index)), SwapPte.offset(entry))
                : -1;
    }

    /** A {@code > op} line and what was printed below it; {@code line} counts from 1. */
    record Step(int line, String op, List<String> printed) {
        String[] words() {
            return op.split(" +");
        }
    }

    /** Cuts a recording into its steps; throws {@link RecordingFault} for a text that has none. */
    static List<Step> read(String text) {
        List<Step> steps = new ArrayList<>();
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            if (line.startsWith("> ")) {
                steps.add(new Step(number, line.substring(2).strip(), new ArrayList<>()));
            } else if (!line.isBlank() && !line.startsWith("#")) {
                if (steps.isEmpty()) {
                    throw new RecordingFault(number, "this is no recording: there is no '> op' before it");
                }
                steps.get(steps.size() - 1).printed().add(line.strip());
            }
        }
        if (steps.isEmpty()) {
            throw new RecordingFault(1, "this is no recording: there is no '> op' in it");
        }
        return steps;
    }

    Machine machine() {
        return machine;
    }

    /** Carries a command out; a line that is none comes from a wrong recording. */
    Reply run(String command, int line) {
        log.clear();
        return switch (CommandText.parse(command)) {
            case Parsed.Ok ok -> machine.apply(ok.command(), log);
            case Parsed.Malformed fault -> throw new RecordingFault(line, "this cannot be done: " + fault.message());
            case Parsed.Blank blank -> throw new RecordingFault(line, "an operation is missing");
        };
    }

    /** Faults of a process so far: minor, then major. */
    int[] faults(int pid) {
        Task task = machine.processes().task(pid);
        return task == null ? new int[] {0, 0} : new int[] {task.minorFaults(), task.majorFaults()};
    }

    /** The lines of a file. */
    List<String> file(String path) {
        String body = machine.readFile(path);
        return body == null ? List.of() : body.lines().toList();
    }

    /** The last rule that decided something in the last command. */
    String why() {
        for (int e = log.size() - 1; e >= 0; e--) {
            if (log.kind(e) != EventKind.COMMAND.code() && Rule.of(log.rule(e)) != Rule.NONE) {
                Rule rule = Rule.of(log.rule(e));
                return "; decided by " + rule.id() + ": " + rule.sentence();
            }
        }
        return "";
    }

    /** A number of a recording. */
    static int number(String word, int line) {
        if (!word.matches("[0-9]{1,9}")) {
            throw new RecordingFault(line, "a number is expected, not " + word);
        }
        return Integer.parseInt(word);
    }

    /** Compares the line that begins with a word; without such a line nothing is expected. */
    String differs(Step step, String word, String got) {
        String expected = "";
        for (String line : step.printed()) {
            expected = line.startsWith(word) ? line : expected;
        }
        return expected.equals(got) ? "" : difference(step, expected, got);
    }

    /** Says where and how a replay differs from its recording. */
    String difference(Step step, String expected, String got) {
        return "differs at line " + step.line() + ", operation '" + step.op() + "': expected "
                + (expected.isEmpty() ? "nothing" : expected) + ", got " + (got.isEmpty() ? "nothing" : got)
                + why();
    }

    /** What pagemap tells of pages of a process, in runs: present, a swap slot and those after it, or none. */
    String pagemap(int pid, long base, int pages) {
        StringBuilder text = new StringBuilder();
        int from = 0;
        while (from < pages) {
            int first = slot(pid, base, from);
            int to = from + 1;
            while (to < pages && slot(pid, base, to) == (first < 0 ? first : first + to - from)) {
                to++;
            }
            String what = first == -1 ? "none" : first == -2 ? "present" : "swap slot " + first;
            text.append(" [")
                    .append(from)
                    .append('+')
                    .append(to - from)
                    .append(' ')
                    .append(what)
                    .append(']');
            from = to;
        }
        return text.toString();
    }

    /** A slot, -2 for a page that is mapped, -1 for none. */
    private int slot(int pid, long base, int page) {
        long at = base + ((long) page << 12);
        if (frame(pid, at) >= 0) {
            return -2;
        }
        int entry = swapEntry(pid, at);
        return entry < 0 ? -1 : SwapSpace.slot(entry);
    }
}
