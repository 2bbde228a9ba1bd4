package pagewalk.lab.grade;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import pagewalk.engine.command.Command;
import pagewalk.engine.event.EventLog;
import pagewalk.lab.Lab;
import pagewalk.lab.LabCatalogue;
import pagewalk.lab.Variant;
import pagewalk.lab.VariantSeed;
import pagewalk.lab.content.PartVariant;
import pagewalk.lab.grade.Verdict.PartVerdict;
import pagewalk.lab.model.Answer;
import pagewalk.lab.model.Idea;
import pagewalk.lab.model.JournalLine;
import pagewalk.lab.model.Misconception;
import pagewalk.lab.model.PartRun;
import pagewalk.lab.model.PartSpec;
import pagewalk.lab.model.QuestionRun;
import pagewalk.lab.model.SessionFile;

/** What the lab on the buddy allocator asks, seen by a second allocator and by students with wrong ideas. */
class SplitAndMergeTest {
    private static final int SEEDS = 1000;
    private static final byte[] KEY =
            "a course key for tests, 32 bytes".getBytes(java.nio.charset.StandardCharsets.UTF_8);
    private static final List<String> BOOKS = List.of("pfn", "moves", "f0", "f1", "f2", "f3", "f4", "f5");
    private static final Lab LAB = LabCatalogue.shippedLab("02-split-and-merge");

    private static List<Variant> variants() {
        List<Variant> variants = new ArrayList<>();
        for (int i = 0; i < SEEDS; i++) {
            variants.add(LAB.variant(VariantSeed.graded(KEY, LAB.id(), "student-" + i, 1 + i % 3)));
        }
        return variants;
    }

    private static final List<Variant> VARIANTS = variants();

    private static Verdict grade(Variant variant, SessionFile file) {
        Verdict verdict = Grader.grade(LAB, variant, file, GradeBudget.DEFAULT);
        assertEquals(Verdict.State.GRADED, verdict.state(), () -> "reason: " + verdict.reason());
        return verdict;
    }

    private static SessionFile session(Variant variant, List<JournalLine> lines) {
        return new SessionFile(variant.reference().header(), lines);
    }

    @Test
    void aSecondAllocatorWrittenFromTheTextAnswersEveryQuestionAlike() {
        for (Variant variant : VARIANTS) {
            PartSpec.Predict part = (PartSpec.Predict) variant.parts().get(0);
            NaiveBuddy naive = new NaiveBuddy(frames(part));
            part.setup().start().forEach(naive::run);
            List<JournalLine> lines = new ArrayList<>();
            for (PartSpec.Question question : part.questions()) {
                int[] seen = naive.run(question.command());
                lines.add(new JournalLine.Predict("predict", question.id(), Answer.of(List.of("pfn", "splits"), seen)));
            }
            Verdict verdict = grade(variant, session(variant, lines));
            assertEquals(9, verdict.part("predict").score(Verdict.Audience.STAFF), variant::seedHex);
        }
    }

    @Test
    void theSecondAllocatorFindsTheReferenceReachingTheGoal() {
        for (Variant variant : VARIANTS) {
            PartSpec.Reach part = (PartSpec.Reach) variant.parts().get(1);
            NaiveBuddy naive = new NaiveBuddy(frames(part));
            part.setup().start().forEach(naive::run);
            int large = Integer.parseInt(between(part.goal(), "nr_free(", ")"));
            String keep = between(part.goal(), "held(", ")");
            assertEquals(0, naive.free(large), variant::seedHex);
            for (Command command :
                    variant.reference().journal("predict").part("reach").path()) {
                naive.run(command.text());
            }
            assertTrue(naive.free(large) >= 1 && naive.holds(keep) && naive.holds("n"), variant::seedHex);
        }
    }

    @Test
    void theSecondAllocatorKeepsTheSameBooks() {
        for (Variant variant : VARIANTS) {
            NaiveBuddy naive = booksBegun(variant);
            List<JournalLine> lines = new ArrayList<>();
            for (PartSpec.Question question : books(variant).questions()) {
                int[] did = naive.run(question.command());
                Answer answer = Answer.of(BOOKS, NaiveBuddy.answer(did, naive.books()));
                lines.add(new JournalLine.Predict("books", question.id(), answer));
                assertTrue(naive.free(6) == 0, "no order above 5 is asked for");
            }
            Verdict verdict = grade(variant, session(variant, lines));
            assertEquals(32, verdict.part("books").score(Verdict.Audience.STAFF), variant::seedHex);
        }
    }

    /** What somebody believes who merges never, or once, as the second allocator would do it. */
    @Test
    void whoMergesTooSeldomKeepsTheBooksThatTheLabSays() {
        for (Variant variant : VARIANTS.subList(0, 300)) {
            NaiveBuddy naive = booksBegun(variant);
            PartVariant part = variant.graded().get(2);
            assertEquals(
                    List.of("never-merges", "once-is-enough"),
                    part.misconceptions().stream().map(Idea::id).toList());
            QuestionRun run = new QuestionRun(books(variant));
            for (PartSpec.Question question : books(variant).questions()) {
                String command = question.command();
                boolean frees = command.startsWith("free_pages ");
                for (int most = 0; frees && most < 2; most++) {
                    Answer believed = part.misconceptions().get(most).answer(run, question);
                    assertEquals(Answer.of(BOOKS, naive.wouldFree(command, most)), believed, variant::seedHex);
                }
                int[] did = naive.run(command);
                for (int most = 0; !frees && most < 2; most++) {
                    Answer believed = part.misconceptions().get(most).answer(run, question);
                    assertEquals(Answer.of(BOOKS, NaiveBuddy.answer(did, naive.books())), believed, variant::seedHex);
                }
                run.carryOut(question);
            }
        }
    }

    @Test
    void theBooksTellRuleAndIdeaBehindAWrongAnswer() {
        for (Variant variant : VARIANTS.subList(0, 100)) {
            PartVariant part = variant.graded().get(2);
            for (Idea idea : part.misconceptions()) {
                QuestionRun run = new QuestionRun(books(variant));
                List<JournalLine> lines = reference(variant, "predict");
                lines.addAll(inReach(reach(variant)));
                for (PartSpec.Question question : books(variant).questions()) {
                    lines.add(new JournalLine.Predict("books", question.id(), idea.answer(run, question)));
                    run.carryOut(question);
                }
                Verdict.WrongStep wrong =
                        grade(variant, session(variant, lines)).firstWrong();
                assertEquals("books", wrong.part());
                assertEquals("buddy.merge", wrong.step().rule().id(), wrong::sentence);
                assertTrue(wrong.sentence().contains(idea.idea()), wrong::sentence);
            }
        }
    }

    /** Of a request one that was at work; of what is given back the rule of merging, whether it merges or not. */
    @Test
    void eachFieldOfTheBooksNamesItsRule() {
        for (Variant variant : VARIANTS.subList(0, 100)) {
            QuestionRun run = new QuestionRun(books(variant));
            for (PartSpec.Question question : books(variant).questions()) {
                run.carryOut(question);
                EventLog log = run.run().log();
                Set<String> seen = new HashSet<>();
                for (int event = 0; event < log.size(); event++) {
                    seen.add(log.event(event).rule().id());
                }
                for (PartSpec.Field field : question.fields()) {
                    String rule = field.sought().rule().id();
                    boolean frees = question.command().startsWith("free_pages ");
                    assertTrue(frees ? rule.equals("buddy.merge") : seen.contains(rule), question.command() + rule);
                }
            }
        }
    }

    /** A class cannot share its books: nearly every student has another sheet of 32 numbers. */
    @Test
    void theBooksDifferFromSeedToSeed() {
        Set<String> sheets = new HashSet<>();
        Set<String> kinds = new HashSet<>();
        int[] moves = new int[12];
        for (Variant variant : VARIANTS) {
            NaiveBuddy naive = booksBegun(variant);
            StringBuilder sheet = new StringBuilder();
            StringBuilder kind = new StringBuilder();
            int sum = 0;
            for (PartSpec.Question question : books(variant).questions()) {
                int[] did = naive.run(question.command());
                sheet.append(Arrays.toString(NaiveBuddy.answer(did, naive.books())));
                kind.append(question.command().startsWith("free_pages ") ? 'f' : 'a');
                sum += did[1];
            }
            sheets.add(sheet.toString());
            kinds.add(kind.toString());
            moves[sum]++;
        }
        assertTrue(sheets.size() > SEEDS * 9 / 10, "only " + sheets.size() + " sheets are different");
        assertEquals(Set.of("afff", "faff", "ffaf"), kinds);
        assertTrue(moves[4] > SEEDS / 20 && moves[6] > SEEDS / 20 && moves[8] > SEEDS / 50, Arrays.toString(moves));
    }

    private static PartSpec.Predict books(Variant variant) {
        return (PartSpec.Predict) variant.parts().get(2);
    }

    private static NaiveBuddy booksBegun(Variant variant) {
        PartSpec.Predict part = books(variant);
        NaiveBuddy naive = new NaiveBuddy(frames(part));
        part.setup().start().forEach(naive::run);
        return naive;
    }

    /** The reference's answers in one part. */
    private static List<JournalLine> reference(Variant variant, String part) {
        List<JournalLine> lines = new ArrayList<>();
        for (JournalLine line : variant.reference().lines()) {
            if (line instanceof JournalLine.Predict predict && predict.part().equals(part)) {
                lines.add(line);
            }
        }
        return lines;
    }

    private static int frames(PartSpec part) {
        return Integer.parseInt(between(part.setup().config(), "frames=", " "));
    }

    private static String between(String text, String from, String to) {
        int start = text.indexOf(from) + from.length();
        return text.substring(start, text.indexOf(to, start));
    }

    @Test
    void everyMisconceptionLosesPointsOnEverySeed() {
        for (Misconception idea : Misconception.values()) {
            int some = 0;
            for (Variant variant : VARIANTS) {
                PartVerdict part = grade(variant, session(variant, believed(variant, idea)))
                        .part("predict");
                int score = part.score(Verdict.Audience.STAFF);
                assertTrue(score < 9, () -> idea + " goes unnoticed for seed " + variant.seedHex());
                some += score > 0 ? 1 : 0;
            }
            // Who takes a wrong block mostly gets the splits wrong as well, and then nothing is left to score.
            boolean wrongBlock = idea == Misconception.FIRST_FIT || idea == Misconception.LARGEST_BLOCK;
            int least = wrongBlock ? 1 : SEEDS * 9 / 10;
            assertTrue(some >= least, idea + " is strictly in between on only " + some + " seeds");
        }
    }

    private static List<JournalLine> believed(Variant variant, Misconception idea) {
        PartSpec.Predict part = (PartSpec.Predict) variant.parts().get(0);
        QuestionRun run = new QuestionRun(part);
        List<JournalLine> lines = new ArrayList<>();
        for (PartSpec.Question question : part.questions()) {
            Answer answer = idea.answer(run.machine(), run.command(question), question.keys());
            lines.add(new JournalLine.Predict("predict", question.id(), answer));
            run.carryOut(question);
        }
        return lines;
    }

    @Test
    void aBelievedAnswerIsToldByItsName() {
        Set<Misconception> named = new HashSet<>();
        for (Variant variant : VARIANTS.subList(0, 200)) {
            for (Misconception idea : Misconception.values()) {
                Verdict verdict = grade(variant, session(variant, believed(variant, idea)));
                if (verdict.firstWrong().sentence().contains(idea.idea())) {
                    named.add(idea);
                }
            }
        }
        assertEquals(Set.of(Misconception.values()), named);
    }

    @Test
    void allocatingFirstNeverReachesTheGoal() {
        wrongWay(variant -> moved(variant, reach(variant).size() - 1, 0), 3);
    }

    @Test
    void stoppingAfterTheMergeScoresTheFirstMilestoneOnly() {
        for (Variant variant : VARIANTS) {
            List<JournalLine> path = reach(variant);
            Verdict verdict = grade(variant, session(variant, inReach(path.subList(0, path.size() - 1))));
            assertEquals(3, verdict.part("reach").score(Verdict.Audience.STAFF), variant::seedHex);
        }
    }

    @Test
    void freeingEverythingButTheKeptBlockIsNeverEnough() {
        wrongWay(
                variant -> {
                    PartSpec.Reach part = (PartSpec.Reach) variant.parts().get(1);
                    PartRun run = PartRun.begin(part.setup());
                    String keep = between(part.goal(), "held(", ")");
                    List<JournalLine> lines = new ArrayList<>();
                    for (String command : part.setup().start()) {
                        String name = command.substring(0, Math.max(command.indexOf(' '), 0));
                        if (run.machine().names().held(name) && !name.equals(keep) && !name.matches("[xy]")) {
                            lines.add(new JournalLine.Issue(PartRun.command("free_pages " + name, 1)));
                        }
                    }
                    lines.add(reach(variant).get(reach(variant).size() - 1));
                    return lines;
                },
                3);
    }

    @Test
    void freeingTheKeptBlockIsFoundAsTheFirstWrongStep() {
        for (Variant variant : VARIANTS.subList(0, 200)) {
            PartSpec.Reach part = (PartSpec.Reach) variant.parts().get(1);
            String keep = between(part.goal(), "held(", ")");
            List<JournalLine> lines = new ArrayList<>();
            lines.add(reach(variant).get(0));
            lines.add(new JournalLine.Issue(PartRun.command("free_pages " + keep, 1)));
            Verdict.WrongStep wrong = reachAlone(variant, lines).firstWrong();
            assertEquals(2, wrong.step().own(), variant::seedHex);
            assertTrue(wrong.sentence().contains("free_pages " + keep), wrong::sentence);
        }
    }

    private static void wrongWay(Function<Variant, List<JournalLine>> way, int most) {
        for (Variant variant : VARIANTS) {
            Verdict verdict = reachAlone(variant, way.apply(variant));
            int score = verdict.part("reach").score(Verdict.Audience.STAFF);
            assertTrue(score <= most, () -> variant.seedHex() + "\n" + verdict.text(Verdict.Audience.STAFF));
            assertEquals("reach", verdict.firstWrong().part());
        }
    }

    /** A session with all questions right, so that the first wrong step is in the other part. */
    private static Verdict reachAlone(Variant variant, List<JournalLine> reach) {
        List<JournalLine> lines = new ArrayList<>();
        for (JournalLine line : variant.reference().lines()) {
            if (line instanceof JournalLine.Predict) {
                lines.add(line);
            }
        }
        lines.addAll(inReach(reach));
        return grade(variant, session(variant, lines));
    }

    private static List<JournalLine> inReach(List<JournalLine> lines) {
        List<JournalLine> all = new ArrayList<>();
        all.add(new JournalLine.Part("reach"));
        all.addAll(lines);
        return all;
    }

    private static List<JournalLine> reach(Variant variant) {
        List<JournalLine> lines = new ArrayList<>();
        for (Command command :
                variant.reference().journal("predict").part("reach").path()) {
            lines.add(new JournalLine.Issue(command));
        }
        return lines;
    }

    private static List<JournalLine> moved(Variant variant, int from, int to) {
        List<JournalLine> lines = reach(variant);
        lines.add(to, lines.remove(from));
        return lines;
    }

    @Test
    void difficultyStaysInItsBand() {
        int[] splits = new int[8];
        int[] limits = new int[6];
        for (Variant variant : VARIANTS) {
            PartSpec.Predict part = (PartSpec.Predict) variant.parts().get(0);
            QuestionRun run = new QuestionRun(part);
            int sum = 0;
            for (PartSpec.Question question : part.questions()) {
                sum += run.truth(question).answer().get("splits");
                run.carryOut(question);
            }
            assertTrue(sum >= 2 && sum <= 6, variant::seedHex);
            splits[sum]++;
            limits[((PartSpec.Reach) variant.parts().get(1)).maxCommands()]++;
            assertFalse(Integer.bitCount(frames(part)) == 1, "the zone's size is a power of two");
        }
        assertTrue(splits[2] > 0 && splits[4] > 0, "some variants are easier than others");
        assertTrue(limits[3] > SEEDS / 4 && limits[4] > SEEDS / 4, "both kinds of request are drawn");
    }

    @Test
    void seedsGiveManyDifferentVariants() {
        Set<String> draws = new HashSet<>();
        for (Variant variant : VARIANTS) {
            draws.add(variant.drawsOf("predict") + "|" + variant.drawsOf("reach"));
        }
        assertTrue(draws.size() > 990, "only " + draws.size() + " of " + SEEDS + " are different");
    }

    @Test
    void theSameSeedGivesTheSameVariantAndItsTextReadsBack() {
        for (Variant variant : VARIANTS.subList(0, 50)) {
            Variant again = LAB.variant(VariantSeed.parse(variant.seedHex()));
            assertEquals(variant.parts().subList(0, 2), again.parts().subList(0, 2));
            assertEquals(variant.parts().toString(), again.parts().toString(), "expressions are equal as text");
            assertEquals(variant.seedHex(), again.seedHex());
        }
    }
}
