package pagewalk.web.session;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pagewalk.lab.model.JournalLine;
import pagewalk.lab.model.TextFault;

/** Everything a student did in one session: the parts and the journal they add up to. */
public final class LabSession {
    private final List<PartData> data;
    private final List<PartSession> parts = new ArrayList<>();
    private final List<@Nullable GoalWatch> goals = new ArrayList<>();
    private final JournalBody body;
    private int current;

    /** Boots every part; throws {@link TextFault} when one of them is malformed. */
    public LabSession(List<PartData> data) {
        this.data = List.copyOf(data);
        body = new JournalBody(data.get(0).name());
        for (PartData part : data) {
            PartSession session = PartSession.of(part.spec());
            parts.add(session);
            goals.add(part.goal() == null ? null : watch(session, part));
        }
    }

    private static @Nullable GoalWatch watch(PartSession session, PartData part) {
        var reach = part.goal();
        return reach == null ? null : new GoalWatch(session, reach.goal(), reach.maxCommands());
    }

    /** Replays recorded lines after those it has; the first line that cannot be read, as a sentence, or null. */
    public @Nullable String load(List<String> lines) {
        String partName = body.part();
        String problem = null;
        for (int i = 0; i < lines.size(); i++) {
            try {
                JournalLine line = JournalLine.parse(lines.get(i), partName);
                partName = line instanceof JournalLine.Part named ? named.name() : partName;
                replay(line, partName);
            } catch (TextFault fault) {
                problem = problem == null ? "line " + (i + 1) + ": " + fault.reason() : problem;
            }
        }
        body.load(lines);
        current = Math.max(indexOf(partName), 0);
        for (PartSession part : parts) {
            part.showLeaf();
        }
        return problem;
    }

    private void replay(@Nullable JournalLine line, String partName) {
        String name =
                line instanceof JournalLine.Predict predict && !predict.part().isEmpty() ? predict.part() : partName;
        int index = indexOf(name);
        if (line == null || index < 0) {
            return;
        }
        parts.get(index).replay(line);
        GoalWatch goal = goals.get(index);
        if (goal != null && line instanceof JournalLine.Issue) {
            goal.afterCommand();
        }
    }

    private int indexOf(String name) {
        for (int i = 0; i < data.size(); i++) {
            if (data.get(i).name().equals(name)) {
                return i;
            }
        }
        return -1;
    }

    public List<PartData> data() {
        return data;
    }

    public int currentIndex() {
        return current;
    }

    public PartSession part() {
        return parts.get(current);
    }

    public PartSession part(int i) {
        return parts.get(i);
    }

    public PartData partData() {
        return data.get(current);
    }

    /** The goal of the current part, or null. */
    public @Nullable GoalWatch goal() {
        return goals.get(current);
    }

    public @Nullable GoalWatch goal(int i) {
        return goals.get(i);
    }

    public void show(int part) {
        current = part;
    }

    /** Shows the part of this name; false when there is none. */
    public boolean show(String part) {
        int index = indexOf(part);
        current = index < 0 ? current : index;
        return index >= 0;
    }

    /** The part that was worked on last. */
    public String workedPart() {
        return body.part();
    }

    /** Shows the newest step of the part that was worked on last. */
    public void showNewest() {
        show(body.part());
        part().showLeaf();
    }

    public JournalBody body() {
        return body;
    }
}
