package pagewalk.lab;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pagewalk.lab.model.Answer;

/** Answers committed so far, by part and question. Immutable. */
public final class Commits {
    public static final Commits NONE = new Commits(List.of());

    private final List<Commit> commits;

    private record Commit(String part, int question, Answer answer) {}

    private Commits(List<Commit> commits) {
        this.commits = commits;
    }

    /** One more; the first answer to a question stays. */
    public Commits with(String part, int question, Answer answer) {
        if (get(part, question) != null) {
            return this;
        }
        List<Commit> more = new ArrayList<>(commits);
        more.add(new Commit(part, question, answer));
        return new Commits(List.copyOf(more));
    }

    /** Like the other, for an answer as text; throws {@link pagewalk.lab.model.TextFault}. */
    public Commits with(String part, int question, String answer) {
        return with(part, question, Answer.parse(answer));
    }

    public @Nullable Answer get(String part, int question) {
        for (Commit commit : commits) {
            if (commit.question == question && commit.part.equals(part)) {
                return commit.answer;
            }
        }
        return null;
    }
}
