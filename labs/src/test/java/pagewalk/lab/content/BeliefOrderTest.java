package pagewalk.lab.content;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import pagewalk.lab.Lab;
import pagewalk.lab.Variant;
import pagewalk.lab.VariantSeed;
import pagewalk.lab.model.JournalLine;

/** What is believed of a choice: its conditions are asked in the order in which the author wrote them. */
class BeliefOrderTest {
    private static final String YAML = """
            lab: 92-order
            title: Order of beliefs
            parts:
              - name: ask
                kind: predict
                title: Ask
                text: Is a block split?
                machine: {preset: textbook, frames: "{n}"}
                draws:
                  n: {pick: [32, 64]}
                questions:
                  - command: q = alloc_pages order=1
                    fields:
                      - key: what
                        label: What happens
                        weight: 1
                        choices: {split: splits >= 1, taken: "true"}
                        misled:
                          never-split: {taken: splits >= 1, split: "true"}
                      - {key: left, label: Free pages, weight: 1, value: free_pages}
                misconceptions:
                  - {name: never-split, idea: no block were ever split}
            """;
    private static final String REFERENCE = """
            try q = alloc_pages order=1
            let left = free_pages
            predict question=1 answer=what:1,left:{left}
            q = alloc_pages order=1
            """;

    @Test
    void theFirstConditionAsWrittenIsBelieved() {
        Lab lab = Lab.of(new LabFiles("92-order", "x", YAML, "", REFERENCE));
        Variant variant = lab.variant(VariantSeed.practice("1"));
        List<JournalLine> lines = variant.wrongSessions().get(0).session().lines();
        JournalLine.Predict believed = (JournalLine.Predict) lines.get(lines.size() - 1);
        assertEquals(2, believed.answer().get("what"));
    }
}
