package pagewalk.lab.prove;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import pagewalk.engine.Machine;
import pagewalk.engine.MachineConfig;
import pagewalk.engine.Reply;
import pagewalk.engine.command.CommandText;
import pagewalk.engine.command.Parsed;
import pagewalk.engine.event.EventKind;
import pagewalk.engine.event.EventLog;
import pagewalk.engine.memblock.RegionTable;
import pagewalk.engine.rule.Rule;
import pagewalk.engine.util.Bits;

/**
 * Replays a recording of memblock: {@code > op} lines, and below each its return code or address and both tables.
 *
 * <p>Everything that is printed is compared, word by word, after every operation.
 */
final class MemblockReplay {
    /** The recording's words for operations, and the commands they are. */
    private static final Map<String, String> VERBS = Map.of(
            "add", "memblock_add",
            "reserve", "memblock_reserve",
            "remove", "memblock_remove",
            "free", "memblock_phys_free",
            "nomap", "memblock_mark_nomap",
            "hotplug", "memblock_mark_hotplug",
            "alloc", "memblock_alloc",
            "bottomup", "memblock_set_bottom_up",
            "limit", "memblock_set_current_limit",
            "trim", "memblock_trim_memory");

    private final Machine machine = Machine.boot(MachineConfig.textbook(1));
    private final EventLog log = new EventLog();

    private MemblockReplay() {}

    /** An operation and what was printed below it; {@code line} counts from 1. */
    private record Step(int line, String op, List<String> printed) {}

    /** Replays until the first difference; throws {@link RecordingFault} for a text that is no recording. */
    static Proof of(String text) {
        List<Step> steps = read(text);
        MemblockReplay replay = new MemblockReplay();
        for (int i = 0; i < steps.size(); i++) {
            String trouble = replay.trouble(steps.get(i));
            if (!trouble.isEmpty()) {
                return new Proof(i, steps.size(), trouble);
            }
        }
        return new Proof(steps.size(), steps.size(), "");
    }

    private static List<Step> read(String text) {
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

    private String trouble(Step step) {
        log.clear();
        Reply reply = machine.apply(command(step).command(), log);
        List<String> got = new ArrayList<>();
        String verb = step.op().split(" ")[0];
        if (verb.equals("alloc")) {
            got.add("addr=" + (reply instanceof Reply.Address address ? Bits.hex(address.pa()) : "0x0"));
        } else if (reply instanceof Reply.Ranges && !verb.equals("trim")) {
            got.add("rc=0");
        } else if (!reply.ok()) {
            got.add("rc=-12");
        }
        got.add("memory " + table(machine.memblock().memory()));
        got.add("reserved " + table(machine.memblock().reserved()));
        for (int i = 0; i < Math.max(got.size(), step.printed().size()); i++) {
            String expected = i < step.printed().size() ? step.printed().get(i) : "nothing";
            String actual = i < got.size() ? got.get(i) : "nothing";
            if (!expected.equals(actual)) {
                return "differs at line " + step.line() + ", operation '" + step.op() + "': expected " + expected
                        + ", got " + actual + why();
            }
        }
        return "";
    }

    private static Parsed.Ok command(Step step) {
        String[] words = step.op().split(" +", 2);
        String verb = VERBS.get(words[0]);
        Parsed parsed = verb == null
                ? new Parsed.Malformed(1, "unknown operation " + words[0])
                : CommandText.parse(verb + " " + (words.length > 1 ? words[1] : ""));
        return switch (parsed) {
            case Parsed.Ok ok -> ok;
            case Parsed.Malformed fault ->
                throw new RecordingFault(
                        step.line(), "this operation is not known: " + step.op() + "; " + fault.message());
            case Parsed.Blank blank -> throw new RecordingFault(step.line(), "an operation is missing after '>'");
        };
    }

    private static String table(RegionTable table) {
        StringBuilder text = new StringBuilder();
        text.append("cnt=").append(table.count()).append(" total=").append(Bits.hex(table.totalBytes()));
        for (int i = 0; i < table.count(); i++) {
            text.append(" [").append(Bits.hex(table.base(i))).append('-').append(Bits.hex(table.end(i)));
            text.append(" f=").append(Bits.hex(table.flags(i))).append(']');
        }
        return text.toString();
    }

    /** The last rule that decided something in this operation. */
    private String why() {
        for (int e = log.size() - 1; e >= 0; e--) {
            if (log.kind(e) != EventKind.COMMAND.code()) {
                Rule rule = Rule.of(log.rule(e));
                return "; decided by " + rule.id() + ": " + rule.sentence();
            }
        }
        return "";
    }
}
