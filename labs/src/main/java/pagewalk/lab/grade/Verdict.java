package pagewalk.lab.grade;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pagewalk.engine.rule.Rule;
import pagewalk.lab.content.CheckSpec.Visibility;

/**
 * What became of a session.
 *
 * @param state whether there is a score
 * @param reason why not, for people; null when graded
 * @param parts one for each part of the lab; empty unless graded
 * @param firstWrong the first thing that went wrong; null when nothing did
 */
public record Verdict(
        State state,
        @Nullable String reason,
        List<PartVerdict> parts,
        @Nullable WrongStep firstWrong,
        Evidence evidence) {
    public Verdict {
        parts = List.copyOf(parts);
    }

    /** The ends a grading can come to. */
    public enum State {
        GRADED("graded"),
        /** The file is not what was handed out or done. */
        REJECTED("rejected"),
        /** Nothing is wrong with the file, but it cannot be judged here. */
        UNGRADABLE("ungradable");

        private final String word;

        State(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }

    /** One part's checks; their points are the part's. */
    public record PartVerdict(String name, String title, List<CheckVerdict> checks) {
        public PartVerdict {
            checks = List.copyOf(checks);
        }

        /** Points of the checks that {@code audience} may see. */
        public int score(Audience audience) {
            int sum = 0;
            for (CheckVerdict check : checks) {
                sum += audience.sees(check.visibility) ? check.score : 0;
            }
            return sum;
        }

        public int max(Audience audience) {
            int sum = 0;
            for (CheckVerdict check : checks) {
                sum += audience.sees(check.visibility) ? check.max : 0;
            }
            return sum;
        }
    }

    /**
     * One check.
     *
     * @param step where it was decided, null when nothing was done about it
     * @param fields the values of an answer one by one; empty for a check that is no question
     */
    public record CheckVerdict(
            String name,
            int score,
            int max,
            String message,
            Visibility visibility,
            @Nullable Step step,
            List<FieldVerdict> fields) {
        public CheckVerdict {
            fields = List.copyOf(fields);
        }

        public boolean passed() {
            return score == max;
        }
    }

    /**
     * One value of an answer.
     *
     * @param given what was said, in words; null when it was left out
     * @param rule what decides it, {@link Rule#NONE} when no single rule does
     */
    public record FieldVerdict(
            String key, String label, @Nullable String given, Truth truth, Rule rule) {}

    /** What is true of a field, and the points it gave out of those it is worth. */
    public record Truth(String word, int score, int max) {}

    /**
     * A place in a part's timeline.
     *
     * @param command commands begun there, the start's included; 0 = before all
     * @param own the student's own number of that command, 0 for the start
     * @param event index in the part's log
     * @param rule what decided there
     */
    public record Step(int command, int own, int event, Rule rule) {}

    /**
     * The first wrong step, in words.
     *
     * @param question the question that was answered wrongly or not at all; 0 where none was asked
     */
    public record WrongStep(String part, int question, Step step, String sentence) {
        /** A step that is no question's. */
        public WrongStep(String part, Step step, String sentence) {
            this(part, 0, step, sentence);
        }
    }

    /**
     * What the verdict rests on.
     *
     * @param seedVerified whether the seed was made from the course's key
     * @param seed the seed written out, empty when there was none
     * @param logDigest SHA-256 of the session's canonical text
     * @param finalDigest event chain after the last command of each part, {@code part:digest,...}
     * @param notes what else there is to say, such as another engine's session
     */
    public record Evidence(
            boolean seedVerified, String seed, String logDigest, String finalDigest, List<String> notes) {
        static final Evidence NONE = new Evidence(false, "", "", "", List.of());

        public Evidence {
            notes = List.copyOf(notes);
        }
    }

    /** Who reads a verdict. */
    public enum Audience {
        STAFF,
        STUDENT,
        /** A student after the deadline. */
        STUDENT_AFTER_DUE;

        /** Whether this reader may know of a check. */
        public boolean sees(Visibility visibility) {
            return switch (visibility) {
                case VISIBLE -> true;
                case AFTER_DUE -> this != STUDENT;
                case NEVER -> this == STAFF;
            };
        }
    }

    public static Verdict rejected(String reason) {
        return new Verdict(State.REJECTED, reason, List.of(), null, Evidence.NONE);
    }

    public static Verdict ungradable(String reason) {
        return new Verdict(State.UNGRADABLE, reason, List.of(), null, Evidence.NONE);
    }

    /** All points, hidden checks included: what goes into a gradebook. */
    public int score() {
        return score(Audience.STAFF);
    }

    public int max() {
        return max(Audience.STAFF);
    }

    public int score(Audience audience) {
        int sum = 0;
        for (PartVerdict part : parts) {
            sum += part.score(audience);
        }
        return sum;
    }

    public int max(Audience audience) {
        int sum = 0;
        for (PartVerdict part : parts) {
            sum += part.max(audience);
        }
        return sum;
    }

    public @Nullable PartVerdict part(String name) {
        for (PartVerdict part : parts) {
            if (part.name().equals(name)) {
                return part;
            }
        }
        return null;
    }

    /** The verdict in a few lines of plain text, as {@code lab grade} prints it. */
    public String text(Audience audience) {
        if (state != State.GRADED) {
            return state.word() + ": " + reason + "\n";
        }
        StringBuilder out = new StringBuilder();
        out.append("score ")
                .append(score(audience))
                .append(" of ")
                .append(max(audience))
                .append('\n');
        for (PartVerdict part : parts) {
            out.append("part ")
                    .append(part.name())
                    .append(": ")
                    .append(part.score(audience))
                    .append(" of ");
            out.append(part.max(audience)).append('\n');
            for (CheckVerdict check : part.checks()) {
                if (audience.sees(check.visibility())) {
                    out.append("  ")
                            .append(check.score())
                            .append('/')
                            .append(check.max())
                            .append(' ');
                    out.append(check.name())
                            .append(": ")
                            .append(check.message())
                            .append('\n');
                    rules(out, check);
                }
            }
        }
        for (String line : endLines()) {
            out.append(line).append('\n');
        }
        return out.toString();
    }

    /** The rules behind the values that are wrong, each once. */
    private static void rules(StringBuilder out, CheckVerdict check) {
        List<Rule> told = new ArrayList<>();
        for (FieldVerdict field : check.fields()) {
            boolean wrong = field.truth().score() < field.truth().max();
            if (wrong && field.rule() != Rule.NONE && !told.contains(field.rule())) {
                told.add(field.rule());
                out.append("      ")
                        .append(field.key())
                        .append(": ")
                        .append(ruleLine(field.rule()))
                        .append('\n');
            }
        }
    }

    private static String ruleLine(Rule rule) {
        return "rule " + rule.id() + ": " + rule.sentence() + " (" + rule.source() + ")";
    }

    private List<String> endLines() {
        List<String> lines = new ArrayList<>();
        if (firstWrong != null) {
            lines.add("first wrong step, part " + firstWrong.part() + ": " + firstWrong.sentence());
            Rule rule = firstWrong.step().rule();
            if (rule != Rule.NONE) {
                lines.add(ruleLine(rule));
            }
        }
        lines.add("seed " + (evidence.seedVerified() ? "verified" : "unverified: no course key was given"));
        lines.addAll(evidence.notes());
        return lines;
    }
}
