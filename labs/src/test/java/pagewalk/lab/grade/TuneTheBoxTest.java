package pagewalk.lab.grade;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import pagewalk.engine.command.Command;
import pagewalk.engine.event.EventKind;
import pagewalk.lab.Lab;
import pagewalk.lab.LabCatalogue;
import pagewalk.lab.Variant;
import pagewalk.lab.VariantSeed;
import pagewalk.lab.content.Kept;
import pagewalk.lab.content.PartVariant;
import pagewalk.lab.model.PartRun;
import pagewalk.lab.model.PartSpec;
import pagewalk.lab.model.TuneTrial;

/** Lab 14 counts what its text says that it costs, and no setting is right for every machine. */
class TuneTheBoxTest {
    private static final int SEEDS = 100;
    private static final List<Integer> SWAPPINESS = List.of(0, 60, 200);

    @Test
    void costsAreThoseOfTheTextAndNoSettingServesEveryMachine() {
        Lab lab = LabCatalogue.shippedLab("14-tune-the-box");
        assertNotNull(lab);
        Set<Integer> failed = new HashSet<>();
        Set<String> boxes = new HashSet<>();
        for (int seed = 1; seed <= SEEDS; seed++) {
            Variant variant = lab.variant(VariantSeed.practice("b" + Integer.toHexString(seed)));
            PartSpec.Tune part = assertInstanceOf(PartSpec.Tune.class, variant.part("tune"));
            Matcher said = Pattern.compile(
                            "a page of a file again costs (\\d), a page of a program (\\d).*?most (\\d+) %")
                    .matcher(part.head().text().replaceAll("\\s+", " "));
            assertTrue(said.find(), part.head().text());
            boxes.add(said.group(1) + said.group(2) + said.group(3));
            TuneTrial.Score score = score(variant);
            int baseline = TuneTrial.baseline(part, score);
            int swappiness = SWAPPINESS.get(seed % SWAPPINESS.size());
            List<Command> settings = List.of(
                    PartRun.command("sysctl vm.swappiness=" + swappiness, 1),
                    PartRun.command("sysctl vm.min_free_kbytes=16", 2));
            TuneTrial trial = TuneTrial.of(part, score, baseline, settings);
            assertEquals(cost(trial.run(), number(said, 1), number(said, 2)), trial.measured(), part.name());
            assertEquals(baseline * number(said, 3) / 100, trial.target());
            if (trial.measured() > trial.target()) {
                failed.add(swappiness);
            }
        }
        assertEquals(Set.copyOf(SWAPPINESS), failed);
        assertEquals(4, boxes.size(), boxes.toString());
    }

    private static int number(Matcher said, int group) {
        return Integer.parseInt(said.group(group));
    }

    private static TuneTrial.Score score(Variant variant) {
        for (PartVariant one : variant.graded()) {
            Kept.TuneScore score = one.tuneScore();
            if (one.name().equals("tune") && score != null) {
                return new TuneTrial.Score(score.measure(), score.target());
            }
        }
        throw new AssertionError("no part tune");
    }

    /** What the events of the workload cost: pages that came back, answers with major faults, and requests refused. */
    private static int cost(PartRun run, int file, int swap) {
        int cost = 0;
        for (int e = 0; e < run.log().size(); e++) {
            if (run.log().kind(e) == EventKind.REFAULT.code()) {
                cost += run.log().arg(e, 3) == 1 ? file : swap;
            } else if (run.log().kind(e) == EventKind.REFUSED.code()) {
                cost += 1000;
            }
        }
        for (int i = 0; i < run.commands(); i++) {
            Matcher major = Pattern.compile("majflt=(\\d+)")
                    .matcher(String.valueOf(run.reply(i).line()));
            cost += major.find() ? swap * number(major, 1) : 0;
        }
        return cost;
    }
}
