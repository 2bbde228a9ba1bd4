package pagewalk.lab.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A wrong idea that students are known to have, as a way to answer questions. */
public sealed interface Idea permits Misconception, OwnIdea {
    /** The name in lab files. */
    String id();

    /** What would have to be true for the answer to be right, as the middle of a sentence. */
    String idea();

    /** The answer of somebody who believes this; null when the idea says nothing here. */
    @Nullable
    Answer answer(QuestionRun run, PartSpec.Question asked);

    /** The one of {@code listed} that gives exactly this wrong answer here, or null; the first when several do. */
    static @Nullable Idea behind(List<? extends Idea> listed, QuestionRun run, PartSpec.Question asked, Answer given) {
        if (run.truth(asked).answer().text().equals(given.text())) {
            return null;
        }
        for (Idea idea : listed) {
            Answer believed = idea.answer(run, asked);
            if (believed != null && believed.text().equals(given.text())) {
                return idea;
            }
        }
        return null;
    }
}
