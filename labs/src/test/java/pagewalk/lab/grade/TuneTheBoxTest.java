package pagewalk.lab.grade;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import pagewalk.engine.command.Command;
import pagewalk.engine.event.EventKind;
import pagewalk.lab.Lab;
import pagewalk.lab.LabCatalogue;
import pagewalk.lab.Variant;
import pagewalk.lab.VariantSeed;
import pagewalk.lab.content.PartVariant;
import pagewalk.lab.model.JournalLine;
import pagewalk.lab.model.PartRun;
import pagewalk.lab.model.TuneTrial;

/** Lab 14 counts what its text says that it costs, and no setting is right for every machine. */
class TuneTheBoxTest {
    private static final int SEEDS = 40;
    private static final int KINDS = 4;
    private static final Pattern COSTS =
            Pattern.compile("again costs (\\d+), a page of a program (\\d+), and a major fault (\\d+).*?(\\d+) %");
    private static final List<Box> BOXES = new ArrayList<>();

    /** A student's machine, and what the text says of it. */
    private record Box(Variant variant, PartVariant part, int file, int swap, int goal) {
        static Box of(Lab lab, int seed) {
            Variant variant = lab.variant(VariantSeed.practice("b" + Integer.toHexString(seed)));
            PartVariant part = variant.graded().stream()
                    .filter(one -> one.name().equals("tune"))
                    .findFirst()
                    .orElseThrow();
            String text = part.spec().head().text().replaceAll("\\s+", " ");
            Matcher said = COSTS.matcher(text);
            assertTrue(said.find(), text);
            assertEquals(said.group(2), said.group(3));
            return new Box(variant, part, number(said, 1), number(said, 2), number(said, 4));
        }

        TuneTrial tried(int swappiness, int free) {
            return part.tried(List.of(setting("vm.swappiness", swappiness), setting("vm.min_free_kbytes", free)));
        }
    }

    @BeforeAll
    static void draw() {
        Lab lab = LabCatalogue.shippedLab("14-tune-the-box");
        assertNotNull(lab);
        for (int seed = 1; seed <= SEEDS; seed++) {
            BOXES.add(Box.of(lab, seed));
        }
    }

    @Test
    void whatIsMeasuredIsWhatTheTextSays() {
        for (int i = 0; i < SEEDS; i++) {
            Box box = BOXES.get(i);
            TuneTrial trial =
                    box.tried(List.of(0, 60, 200).get(i % 3), List.of(16, 240).get(i % 2));
            assertEquals(cost(trial.run(), box), trial.measured(), box.variant.seedHex());
            int untouched = cost(box.part.tried(List.of()).run(), box);
            assertEquals(untouched, trial.baseline(), box.variant.seedHex());
            assertEquals(untouched * box.goal / 100, trial.target(), box.variant.seedHex());
        }
    }

    @Test
    void noSettingServesEveryMachine() {
        TreeMap<Integer, Box> kinds = new TreeMap<>();
        BOXES.forEach(box -> kinds.putIfAbsent(box.goal, box));
        assertEquals(KINDS, kinds.size());
        for (int swappiness = 0; swappiness <= 200; swappiness += 20) {
            for (int free : List.of(16, 64, 128)) {
                int served = 0;
                for (Box box : kinds.values()) {
                    TuneTrial trial = box.tried(swappiness, free);
                    served += trial.measured() <= trial.target() ? 1 : 0;
                }
                assertTrue(served < KINDS, "swappiness " + swappiness + ", min_free_kbytes " + free);
            }
        }
    }

    @Test
    void wrongIdeasArePartlyRightOnEveryMachine() {
        for (Box box : BOXES) {
            for (Variant.WrongSession wrong : box.variant.wrongSessions()) {
                if (List.of("one-way-is-right", "same-for-all").contains(wrong.name())) {
                    TuneTrial trial = box.part.tried(settings(wrong));
                    String told = wrong.name() + " " + trial.measured() + " " + box.variant.seedHex();
                    assertTrue(trial.measured() < trial.baseline() && trial.measured() > trial.target(), told);
                }
            }
        }
    }

    private static List<Command> settings(Variant.WrongSession wrong) {
        List<Command> settings = new ArrayList<>();
        for (JournalLine line : wrong.session().lines()) {
            if (line instanceof JournalLine.Issue issue) {
                settings.add(issue.command());
            }
        }
        assertTrue(settings.size() > 0, wrong.name());
        return settings;
    }

    private static Command setting(String knob, int value) {
        return PartRun.command("sysctl " + knob + "=" + value, 1);
    }

    private static int number(Matcher said, int group) {
        return Integer.parseInt(said.group(group));
    }

    /** What the events of the workload cost: pages that came back, answers with major faults, and requests refused. */
    private static int cost(PartRun run, Box box) {
        int cost = 0;
        for (int e = 0; e < run.log().size(); e++) {
            if (run.log().kind(e) == EventKind.REFAULT.code()) {
                cost += run.log().arg(e, 3) == 1 ? box.file : box.swap;
            } else if (run.log().kind(e) == EventKind.REFUSED.code()) {
                cost += 1000;
            }
        }
        for (int i = 0; i < run.commands(); i++) {
            Matcher major = Pattern.compile("majflt=(\\d+)")
                    .matcher(String.valueOf(run.reply(i).line()));
            cost += major.find() ? box.swap * number(major, 1) : 0;
        }
        return cost;
    }
}
