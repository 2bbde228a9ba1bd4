package pagewalk.lab.content;

import java.util.ArrayList;
import java.util.List;
import pagewalk.engine.rule.Rule;

/**
 * A lab's folder, read and checked: what does not depend on a seed.
 *
 * @param rules the rules the lab speaks of, in its own order
 * @param parts at least one, each with its own name
 */
public record LabSource(LabFiles files, String title, List<Rule> rules, List<PartSource> parts) {
    public LabSource {
        rules = List.copyOf(rules);
        parts = List.copyOf(parts);
    }

    /** Reads {@code lab.yaml}; throws {@link LabFault}, the first of {@link LabFaults#of}. */
    public static LabSource read(LabFiles files) {
        List<LabFault> faults = LabFaults.of(files);
        if (!faults.isEmpty()) {
            throw faults.get(0);
        }
        return shipped(files);
    }

    /** Reads {@code lab.yaml} of a lab in which {@link LabFaults#of} found nothing when Pagewalk was built. */
    public static LabSource shipped(LabFiles files) {
        return build(files, YamlItem.read(files.yamlName(), files.yaml()));
    }

    /** Takes apart a file whose shape is good. */
    static LabSource build(LabFiles files, YamlItem root) {
        List<PartSource> parts = new ArrayList<>();
        for (YamlItem item : root.get("parts").items()) {
            parts.add(PartSource.read(item));
        }
        return new LabSource(files, root.get("title").text(), rules(root), parts);
    }

    private static List<Rule> rules(YamlItem root) {
        List<Rule> rules = new ArrayList<>();
        for (YamlItem item : root.itemsOrNone("rules")) {
            rules.add(Filling.rule(item, item.text()));
        }
        return rules;
    }

    public String id() {
        return files.id();
    }

    /** SHA-256 over machine, draws, start, parts and checks, not over prose. */
    public String scenarioHash() {
        StringBuilder out =
                new StringBuilder("pagewalk-scenario/1\n").append(id()).append('\n');
        for (PartSource part : parts) {
            part.canonical(out);
        }
        return Hmac.hash(out.toString());
    }
}
