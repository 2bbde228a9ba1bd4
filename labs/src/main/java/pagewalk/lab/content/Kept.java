package pagewalk.lab.content;

import java.util.List;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import pagewalk.lab.model.Expr;
import pagewalk.lab.model.Idea;

/**
 * What of a part is never shown while it is worked on.
 *
 * @param ideas misconceptions of a part with questions
 * @param ways misconceptions of the other parts, as what is done by somebody who has them
 * @param difficulty what must stay within bounds over all variants; null when the lab does not say
 * @param tune how a {@code tune} part is scored; null for the other kinds
 */
public record Kept(
        List<? extends Idea> ideas,
        List<WrongWay> ways,
        @Nullable Difficulty difficulty,
        @Nullable TuneScore tune) {
    public static final Kept NOTHING = new Kept(List.of(), List.of(), null, null);

    public Kept {
        ideas = List.copyOf(ideas);
        ways = List.copyOf(ways);
    }

    /** A wrong strategy: its name, the idea behind it, and the lines of a session that follow from it. */
    public record WrongWay(String name, String idea, List<String> lines) {
        public WrongWay {
            lines = List.copyOf(lines);
        }
    }

    /** A number at the end of the reference run that is {@code from} to {@code to} for every variant. */
    public record Difficulty(Expr measure, int from, int to) {}

    /**
     * How settings are scored: all of the points when {@code measure} is at most {@code target}, none when it is no
     * better than without any setting, in between in proportion.
     *
     * @param hidden what the settings are also tried on; nobody sees these variants
     * @param baseline what is measured without any setting, once it was
     */
    public record TuneScore(Expr measure, Expr target, Share share, List<PartVariant> hidden, Once baseline) {
        public TuneScore {
            hidden = List.copyOf(hidden);
        }
    }

    /** A number that is worked out when it is asked for, and kept. */
    public static final class Once {
        private @Nullable Integer number;

        /** The number; {@code from} says it the first time. */
        public int get(IntSupplier from) {
            Integer known = number;
            if (known == null) {
                known = from.getAsInt();
                number = known;
            }
            return known;
        }
    }

    /** Points for the student's own variant and for the hidden ones together, and who sees the latter. */
    public record Share(int points, int hiddenPoints, int hiddenSeeds, CheckSpec.Visibility visibility) {}

    Kept with(TuneScore score) {
        return new Kept(ideas, ways, difficulty, score);
    }
}
