package pagewalk.lab.prove;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import pagewalk.engine.Machine;
import pagewalk.engine.MachineConfig;
import pagewalk.engine.Reply;
import pagewalk.engine.command.AddrRef;
import pagewalk.engine.command.Command;
import pagewalk.engine.command.HeapCommand;
import pagewalk.engine.command.PidRef;
import pagewalk.engine.command.ProcessCommand;
import pagewalk.engine.event.EventKind;
import pagewalk.engine.event.EventLog;
import pagewalk.engine.event.Events;
import pagewalk.engine.heap.Mallinfo;
import pagewalk.engine.rule.Rule;

/**
 * Replays calls to glibc's malloc: a process of a machine makes the same calls, and must come to the same place in its
 * heap, the same usable bytes, the same break and the same numbers of mallinfo2() after each.
 */
final class MallocReplay {
    /** 4 GiB, more than any recorded program touches. */
    private static final int FRAMES = 1 << 20;

    private static final int PAGE_MASK = 4095;
    private static final PidRef PID = new PidRef.Number(1);

    private final Machine machine = Machine.boot(MachineConfig.textbook(FRAMES));
    private final EventLog log = new EventLog();
    /** Pointers by the numbers that the recording calls them; they stay after a free. */
    private final Map<Long, Long> pointers = new TreeMap<>();

    private final long start;

    /** One call and what was printed of it. */
    private record Step(int line, String op, String printed) {}

    private MallocReplay() {
        machine.apply(new ProcessCommand.Spawn(null, "malloc", false), Events.NONE);
        start = brk();
    }

    private long brk() {
        return counted().brk();
    }

    private Reply.HeapCounts counted() {
        if (machine.apply(new HeapCommand.Mallinfo(PID), Events.NONE) instanceof Reply.HeapCounts counted) {
            return counted;
        }
        throw new IllegalStateException("a process that called malloc() is there");
    }

    /** Whether a text is such a recording: lines such as "a 0 24 -> heap+0x2a0 usable=24 | brk=...". */
    static boolean isOne(String text) {
        return text.lines().anyMatch(line -> line.matches("[acfrt] \\S.* -> .* \\| brk=\\+0x.*"));
    }

    /** Replays until the first difference; throws {@link RecordingFault} for a text that is no such recording. */
    static Proof of(String text) {
        List<Step> steps = steps(text);
        MallocReplay replay = new MallocReplay();
        int agreed = 0;
        for (Step step : steps) {
            String trouble = replay.trouble(step);
            if (!trouble.isEmpty()) {
                return new Proof(agreed, steps.size(), trouble);
            }
            agreed++;
        }
        return new Proof(agreed, steps.size(), "");
    }

    private static List<Step> steps(String text) {
        List<Step> steps = new ArrayList<>();
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            if (!line.isBlank() && !line.startsWith("#")) {
                int arrow = line.indexOf(" -> ");
                if (arrow < 0) {
                    throw new RecordingFault(number, "a line is a call, -> and what came; this is " + line);
                }
                steps.add(new Step(
                        number,
                        line.substring(0, arrow).strip(),
                        line.substring(arrow + 4).strip()));
            }
        }
        if (steps.isEmpty()) {
            throw new RecordingFault(1, "this is no recording: there is no call in it");
        }
        return steps;
    }

    private String trouble(Step step) {
        log.clear();
        Reply reply = machine.apply(command(step), log);
        String came =
                reply instanceof Reply.Ended || reply instanceof Reply.Refused ? reply.line() : after(step, reply);
        String[] expected = step.printed().split("\\s+");
        String[] got = came.split("\\s+");
        for (int i = 0; i < Math.max(expected.length, got.length); i++) {
            String one = i < expected.length ? expected[i] : "nothing";
            String other = i < got.length ? got[i] : "nothing";
            if (!one.equals(other)) {
                return "differs at line " + step.line() + ", operation '" + step.op() + "': expected " + one + ", got "
                        + other + why();
            }
        }
        return "";
    }

    /** What the recorder prints after a call. */
    private String after(Step step, Reply reply) {
        long at = reply instanceof Reply.Pointer pointer ? pointer.addr() : 0;
        long usable = reply instanceof Reply.Pointer pointer ? pointer.usable() : 0;
        char call = step.op().charAt(0);
        if (at != 0 || call == 'a' || call == 'c') {
            pointers.put(number(step, 1), at);
        }
        Reply.HeapCounts counted = counted();
        long brk = counted.brk();
        String place = at >= start && at < brk
                ? "heap+0x" + Long.toHexString(at - start)
                : "mmap+0x" + Long.toHexString(at & PAGE_MASK);
        Mallinfo info = counted.counts();
        return (at == 0 ? "-" : place) + " usable=" + usable + " | brk=+0x" + Long.toHexString(brk - start) + " arena="
                + info.arena() + " top=" + info.keepcost() + " fordblks=" + info.fordblks() + " hblks=" + info.hblks()
                + " hblkhd=" + info.hblkhd() + " fast=" + info.fsmblks();
    }

    private Command command(Step step) {
        return switch (step.op().charAt(0)) {
            case 'a' -> new HeapCommand.Malloc(null, PID, number(step, 2));
            case 'c' -> new HeapCommand.Calloc(null, PID, number(step, 2), number(step, 3));
            case 'r' -> new HeapCommand.Realloc(null, PID, pointer(step), number(step, 2));
            case 'f' -> new HeapCommand.Free(PID, pointer(step));
            case 't' -> new HeapCommand.MallocTrim(PID, number(step, 1));
            default -> throw new RecordingFault(step.line(), "a call is a, c, f, r or t; this is " + step.op());
        };
    }

    private AddrRef pointer(Step step) {
        return new AddrRef(pointers.getOrDefault(number(step, 1), 0L));
    }

    private static long number(Step step, int index) {
        String[] words = step.op().split("\\s+");
        try {
            return Long.parseUnsignedLong(words[index]);
        } catch (ArrayIndexOutOfBoundsException | NumberFormatException wrong) {
            throw new RecordingFault(step.line(), "a call has numbers behind it; this is " + step.op());
        }
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
