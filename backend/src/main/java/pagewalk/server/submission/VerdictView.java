package pagewalk.server.submission;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A stored verdict's JSON as the page shows it. What its reader may not see is not in it: no hidden check, and no right
 * value of a question that was not answered.
 */
public record VerdictView(
        int score, int max, List<Part> parts, @Nullable Wrong firstWrong) {

    /** One part of the lab. */
    public record Part(String name, String title, int score, int max, List<Check> checks) {
        /** Whether it consists of questions of which at least one was answered. */
        public boolean asks() {
            return checks.stream().anyMatch(check -> !check.fields.isEmpty());
        }
    }

    /**
     * One check of a part; a question when it has fields.
     *
     * @param link opens the submission there; null when nothing was done about it
     */
    public record Check(
            String name,
            boolean passed,
            int score,
            int max,
            String message,
            @Nullable String visibility,
            @Nullable String rule,
            @Nullable String ruleSentence,
            @Nullable String ruleSource,
            @Nullable String link,
            List<Field> fields) {
        /** The JSON has no fields where nothing was asked. */
        public Check {
            fields = fields == null ? List.of() : List.copyOf(fields);
        }

        /** What decides the values that are wrong, each rule once; of a check without values its own. */
        public Set<RuleView> rules() {
            Set<RuleView> rules = new LinkedHashSet<>();
            for (Field field : fields) {
                add(rules, field.right() ? null : field.rule, field.ruleSentence, field.ruleSource);
            }
            if (fields.isEmpty()) {
                add(rules, rule, ruleSentence, ruleSource);
            }
            return rules;
        }

        /** When students see it, where that is not always: the instructor's page says so. */
        public String seen() {
            return switch (visibility == null ? "" : visibility) {
                case "after-due" -> "students see it after the due date";
                case "never" -> "students never see it";
                default -> "";
            };
        }

        private static void add(
                Set<RuleView> rules, @Nullable String id, @Nullable String sentence, @Nullable String source) {
            if (id != null && sentence != null) {
                rules.add(new RuleView(id, sentence, source));
            }
        }
    }

    /** One value of an answer: what was said, and what is true. */
    public record Field(
            String label,
            @Nullable String given,
            String truth,
            int score,
            int max,
            @Nullable String rule,
            @Nullable String ruleSentence,
            @Nullable String ruleSource) {
        /** Whether the answer has all the points of the value. */
        public boolean right() {
            return score == max;
        }
    }

    /** A rule in words, and where Linux has it. */
    public record RuleView(
            String id, String sentence, @Nullable String source) {}

    /** The first wrong step; {@code question} is 0 where it is no question's. */
    public record Wrong(
            String part,
            int question,
            @Nullable String rule,
            @Nullable String ruleSentence,
            @Nullable String ruleSource,
            String sentence,
            @Nullable String link) {}
}
