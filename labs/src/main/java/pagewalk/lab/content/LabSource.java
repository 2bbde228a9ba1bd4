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

    /** Reads {@code lab.yaml}; throws {@link LabFault}. */
    public static LabSource read(LabFiles files) {
        YamlItem root = YamlItem.read(files.yamlName(), files.yaml());
        root.allowOnly("lab", "title", "rules", "parts");
        String id = root.get("lab").text();
        if (!id.equals(files.id())) {
            throw root.get("lab").fault("the lab says it is '" + id + "' but its folder is '" + files.id() + "'");
        }
        List<PartSource> parts = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (YamlItem item : root.get("parts").items()) {
            PartSource part = PartSource.read(item);
            if (names.contains(part.name())) {
                throw item.fault("there are two parts called '" + part.name() + "'");
            }
            names.add(part.name());
            parts.add(part);
        }
        if (parts.isEmpty()) {
            throw root.get("parts").fault("a lab has at least one part");
        }
        return new LabSource(files, root.get("title").text(), rules(root), parts);
    }

    private static List<Rule> rules(YamlItem root) {
        List<Rule> rules = new ArrayList<>();
        for (YamlItem item : root.itemsOrNone("rules")) {
            Rule rule = Rule.byId(item.text());
            if (rule == null) {
                throw item.fault("there is no rule '" + item.text() + "'");
            }
            rules.add(rule);
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
