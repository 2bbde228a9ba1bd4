package pagewalk.lab.grade;

import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import pagewalk.engine.event.EventLog;
import pagewalk.engine.rule.Rule;
import pagewalk.lab.Lab;
import pagewalk.lab.LabCatalogue;
import pagewalk.lab.Variant;
import pagewalk.lab.VariantSeed;
import pagewalk.lab.model.PartRun;
import pagewalk.lab.model.PartSpec;

/** Who answers wrongly is told a rule: one that was at work, up to the question's own command. */
class NamedRulesTest {
    private static final int SEEDS = 50;

    @Test
    void theRulesOfMappingsWereAtWork() {
        atWork("09-vma-surgeon", List.of("cuts", "trap"));
    }

    @Test
    void theRulesOfSharedPagesWereAtWork() {
        atWork("10-two-processes-one-page", List.of("writes", "three"));
    }

    private static void atWork(String id, List<String> parts) {
        Lab lab = LabCatalogue.load(null).lab(id);
        assertNotNull(lab, id);
        for (int seed = 1; seed <= SEEDS; seed++) {
            Variant variant = lab.variant(VariantSeed.practice(Integer.toHexString(seed)));
            for (String part : parts) {
                PartSpec spec = variant.part(part);
                assertNotNull(spec, part);
                PartRun run = PartRun.begin(spec.setup());
                for (PartSpec.Question question : spec.asked()) {
                    run.apply(PartRun.command(question.command(), 1));
                    Set<Integer> seen = rules(run.log());
                    for (PartSpec.Field field : question.fields()) {
                        Rule rule = field.sought() == null
                                ? Rule.NONE
                                : field.sought().rule();
                        assertNotEquals(Rule.NONE, rule, id + " " + part + " " + field.key());
                        assertTrue(seen.contains(rule.code()), id + " " + question.command() + ": " + rule.id());
                    }
                }
            }
        }
    }

    private static Set<Integer> rules(EventLog log) {
        Set<Integer> rules = new HashSet<>();
        for (int event = 0; event < log.size(); event++) {
            rules.add(log.rule(event));
        }
        return rules;
    }
}
