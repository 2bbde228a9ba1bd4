package pagewalk.lab;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pagewalk.engine.Machine;
import pagewalk.engine.Reply;
import pagewalk.engine.command.Command;
import pagewalk.engine.event.EventKind;
import pagewalk.engine.event.EventLog;
import pagewalk.lab.content.Draws;
import pagewalk.lab.content.LabFault;
import pagewalk.lab.content.LabFiles;
import pagewalk.lab.content.PartSource;
import pagewalk.lab.content.PartVariant;
import pagewalk.lab.model.JournalLine;
import pagewalk.lab.model.PartRun;
import pagewalk.lab.model.TextFault;

/**
 * The lab's own solution: lines of a session with draws to be filled in. It never sees a check.
 *
 * <p>Besides session lines there is {@code try NAME = COMMAND}: the command is carried out on a second machine, as a
 * student can with paper or a terminal, and {@code {NAME.pfn}}, {@code {NAME.splits}}, {@code {NAME.merges}} stand
 * for what was seen there.
 */
final class ReferenceTrace {
    private final String file;
    private final List<Line> lines;

    private ReferenceTrace(String file, List<Line> lines) {
        this.file = file;
        this.lines = lines;
    }

    private record Line(int number, String part, String text) {}

    static ReferenceTrace read(LabFiles files, List<PartSource> parts) {
        List<String> names = new ArrayList<>();
        parts.forEach(part -> names.add(part.name()));
        List<Line> lines = new ArrayList<>();
        String part = names.get(0);
        List<String> texts = files.reference().lines().toList();
        for (int i = 0; i < texts.size(); i++) {
            String text = texts.get(i).strip();
            if (text.startsWith("part name=")) {
                part = text.substring("part name=".length()).strip();
                if (!names.contains(part)) {
                    throw new LabFault(files.referenceName(), i + 1, "there is no part '" + part + "'");
                }
            } else if (!text.isEmpty() && !text.startsWith("#")) {
                lines.add(new Line(i + 1, part, text));
            }
        }
        return new ReferenceTrace(files.referenceName(), lines);
    }

    String file() {
        return file;
    }

    /** The first line of a part, 0 when it has none. */
    int lineOf(String part) {
        for (Line line : lines) {
            if (line.part.equals(part)) {
                return line.number;
            }
        }
        return 0;
    }

    /** Plays the lines of one part on its machine; throws {@link LabFault} at a line that cannot be played. */
    DrawnPart play(PartVariant variant, Draws values) {
        PartRun run = PartRun.begin(variant.spec().setup());
        List<JournalLine> solution = new ArrayList<>();
        Draws known = values.copy();
        for (Line line : lines) {
            if (line.part.equals(variant.name())) {
                JournalLine played = play(line, run, known);
                if (played != null) {
                    solution.add(played);
                }
            }
        }
        return new DrawnPart(values, variant, solution, run);
    }

    private @Nullable JournalLine play(Line line, PartRun run, Draws known) {
        try {
            String text = known.fill(line.text).strip();
            if (text.startsWith("try ")) {
                tryOut(PartRun.command(text.substring("try ".length()), 1), run.machine(), known);
                return null;
            }
            JournalLine played = JournalLine.parse(text, line.part);
            if (played instanceof JournalLine.Issue issue) {
                run.apply(issue.command());
            }
            return played;
        } catch (TextFault | IllegalArgumentException bad) {
            throw new LabFault(file, line.number, bad.getMessage() == null ? "cannot be played" : bad.getMessage());
        }
    }

    private static void tryOut(Command command, Machine machine, Draws known) {
        String name = command.as();
        if (name == null) {
            throw new IllegalArgumentException("what is tried needs a name: try NAME = COMMAND");
        }
        EventLog log = new EventLog();
        Reply reply = machine.copy().apply(command, log);
        String pfn = reply instanceof Reply.Allocated allocated ? Integer.toString(allocated.pfn()) : "none";
        known.add(
                name,
                List.of("pfn", "splits", "merges"),
                List.of(pfn, count(log, EventKind.SPLIT), count(log, EventKind.MERGED)));
    }

    private static String count(EventLog log, EventKind kind) {
        int count = 0;
        for (int i = 0; i < log.size(); i++) {
            count += log.kind(i) == kind.code() ? 1 : 0;
        }
        return Integer.toString(count);
    }
}
