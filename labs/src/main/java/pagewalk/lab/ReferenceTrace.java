package pagewalk.lab;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pagewalk.engine.command.Command;
import pagewalk.lab.content.Draws;
import pagewalk.lab.content.Kept;
import pagewalk.lab.content.LabFault;
import pagewalk.lab.content.LabFiles;
import pagewalk.lab.content.PartSource;
import pagewalk.lab.content.PartVariant;
import pagewalk.lab.model.JournalLine;
import pagewalk.lab.model.PartRun;
import pagewalk.lab.model.PartSpec;
import pagewalk.lab.model.TextFault;

/**
 * The lab's own solution: lines of a session with draws to be filled in. It never sees a check.
 *
 * <p>Besides session lines there are what {@link Notes} understands: {@code try}, {@code let} and {@code choose}.
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
        Notes notes = new Notes(variant.spec(), run, values.copy());
        for (Line line : lines) {
            if (line.part.equals(variant.name())) {
                JournalLine played = play(line, notes);
                if (played != null) {
                    solution.add(played);
                }
            }
        }
        return new DrawnPart(values, variant, solution, finished(variant, run));
    }

    /** A tuned machine is looked at after its workload. */
    private static PartRun finished(PartVariant variant, PartRun run) {
        if (!(variant.spec() instanceof PartSpec.Tune)) {
            return run;
        }
        List<Command> settings = new ArrayList<>();
        for (int i = run.startCommands(); i < run.commands(); i++) {
            settings.add(run.command(i));
        }
        return variant.tried(settings).run();
    }

    private @Nullable JournalLine play(Line line, Notes notes) {
        try {
            return play(line, notes.values().fill(line.text).strip(), notes);
        } catch (TextFault | IllegalArgumentException bad) {
            throw new LabFault(file, line.number, bad.getMessage() == null ? "cannot be played" : bad.getMessage());
        }
    }

    private static @Nullable JournalLine play(Line line, String text, Notes notes) {
        if (notes.take(text) || text.isEmpty()) {
            return null;
        }
        JournalLine played = JournalLine.parse(text, line.part);
        if (played instanceof JournalLine.Issue issue) {
            notes.apply(issue.command());
        }
        return played;
    }

    /** The lines of a wrong way as a session has them; throws {@link LabFault} at the part that lists them. */
    static List<JournalLine> lines(PartSource part, Kept.WrongWay way) {
        List<JournalLine> lines = new ArrayList<>();
        for (String text : way.lines()) {
            try {
                JournalLine line = JournalLine.parse(text, part.name());
                if (line != null) {
                    lines.add(line);
                }
            } catch (TextFault bad) {
                throw part.fault("misconception " + way.name() + ", '" + text + "': " + bad.getMessage());
            }
        }
        return lines;
    }
}
