package pagewalk.lab.grade;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import pagewalk.lab.Lab;
import pagewalk.lab.Variant;
import pagewalk.lab.content.LabFault;
import pagewalk.lab.grade.Verdict.Audience;
import pagewalk.lab.grade.Verdict.PartVerdict;
import pagewalk.lab.grade.Verdict.State;
import pagewalk.lab.model.SessionFile;

/**
 * A lab held against itself over many seeds: its solution scores everything, doing nothing scores nothing, what
 * misconceptions lead to never scores a whole part, and the difficulty stays in its band.
 */
public final class LabProof {
    private final TreeMap<String, Row> rows = new TreeMap<>();
    private final List<String> problems = new ArrayList<>();

    private LabProof() {}

    /**
     * What came of one way of working over all seeds.
     *
     * @param what {@code reference}, {@code empty}, a misconception's name, or {@code difficulty}
     * @param unit "%" of the part's points, or empty for a plain number
     */
    public record Row(String part, String what, String unit, Spread spread) {}

    /** Least, mean and greatest of some numbers. */
    public record Spread(int least, int mean, int most, int seeds) {}

    /** One number found for one seed, and what is wrong with it, empty when nothing is. */
    private record Found(String part, String what, String unit, int value, String problem) {}

    /** Tries {@code seeds} variants, several at a time; {@code seedAt} makes the variant with a number. */
    public static LabProof of(Lab lab, int seeds, IntFunction<Variant> variantAt) {
        List<List<Found>> all = IntStream.range(0, seeds)
                .parallel()
                .mapToObj(i -> one(lab, i, variantAt))
                .toList();
        LabProof proof = new LabProof();
        TreeMap<String, List<Found>> grouped = new TreeMap<>();
        for (List<Found> found : all) {
            for (Found one : found) {
                String key = lab.partNames().indexOf(one.part) + "|" + rank(one.what) + "|" + one.what;
                grouped.computeIfAbsent(key, k -> new ArrayList<>()).add(one);
                proof.note(one);
            }
        }
        grouped.forEach((key, values) -> proof.rows.put(key, row(values)));
        proof.findUseless();
        return proof;
    }

    private static int rank(String what) {
        return what.equals("reference") ? 0 : what.equals("empty") ? 1 : what.equals("difficulty") ? 3 : 2;
    }

    private static Row row(List<Found> values) {
        int least = Integer.MAX_VALUE;
        int most = Integer.MIN_VALUE;
        long sum = 0;
        for (Found one : values) {
            least = Math.min(least, one.value);
            most = Math.max(most, one.value);
            sum += one.value;
        }
        Found first = values.get(0);
        int mean = (int) (sum / values.size());
        return new Row(first.part, first.what, first.unit, new Spread(least, mean, most, values.size()));
    }

    private void note(Found found) {
        if (!found.problem.isEmpty() && problems.size() < 20) {
            problems.add(found.problem);
        }
    }

    /** A misconception that never scores anything is no misconception but nonsense. */
    private void findUseless() {
        for (Row row : rows.values()) {
            if (rank(row.what) == 2 && row.spread.most == 0) {
                problems.add("part " + row.part + ": '" + row.what + "' never scores anything; a misconception is"
                        + " partly right");
            }
        }
    }

    private static List<Found> one(Lab lab, int number, IntFunction<Variant> variantAt) {
        List<Found> found = new ArrayList<>();
        try {
            Variant variant = variantAt.apply(number);
            SessionFile reference = variant.reference();
            SessionFile empty = new SessionFile(reference.header(), List.of());
            add(found, variant, "reference", graded(variant, reference), lab.partNames());
            add(found, variant, "empty", graded(variant, empty), lab.partNames());
            for (Variant.WrongSession wrong : variant.wrongSessions()) {
                // It has lines of this part alone.
                Verdict verdict = Grader.gradePart(variant, wrong.session(), wrong.part(), GradeBudget.DEFAULT);
                add(found, variant, wrong.name(), verdict, List.of(wrong.part()));
            }
            for (String part : lab.partNames()) {
                difficulty(found, variant, part);
            }
        } catch (LabFault fault) {
            found.add(new Found(lab.partNames().get(0), "reference", "%", 0, fault.getMessage() + ""));
        }
        return found;
    }

    private static void difficulty(List<Found> found, Variant variant, String part) {
        Variant.Measured measured = variant.difficulty(part);
        if (measured != null) {
            String problem = measured.inBand()
                    ? ""
                    : "part " + part + ": difficulty " + measured.value() + " is not " + measured.from() + " to "
                            + measured.to() + ", seed " + variant.seedHex();
            found.add(new Found(part, "difficulty", "", measured.value(), problem));
        }
    }

    private static Verdict graded(Variant variant, SessionFile session) {
        return Grader.grade(variant.lab(), variant, session, GradeBudget.DEFAULT);
    }

    private static void add(List<Found> found, Variant variant, String what, Verdict verdict, List<String> parts) {
        for (String name : parts) {
            PartVerdict part = verdict.part(name);
            if (verdict.state() != State.GRADED || part == null) {
                String problem = what + " is " + verdict.state().word() + ": " + verdict.reason();
                found.add(new Found(name, what, "%", 0, problem));
                continue;
            }
            int max = part.max(Audience.STAFF);
            int score = part.score(Audience.STAFF);
            String problem = problem(what, score, max);
            String where = problem.isEmpty()
                    ? ""
                    : "part " + name + ": " + what + " scores " + score + " of " + max + ", " + problem + ", seed "
                            + variant.seedHex();
            found.add(new Found(name, what, "%", 100 * score / max, where));
        }
    }

    private static String problem(String what, int score, int max) {
        return switch (what) {
            case "reference" -> score == max ? "" : "it must score all";
            case "empty" -> score == 0 ? "" : "it must score nothing";
            default -> score < max ? "" : "so the wrong idea goes unnoticed";
        };
    }

    /** Part by part: the solution, the empty session, the misconceptions, the difficulty. */
    public List<Row> rows() {
        return List.copyOf(rows.values());
    }

    /** What is wrong, as sentences; at most a few of each run. Empty when the lab holds. */
    public List<String> problems() {
        return List.copyOf(problems);
    }
}
