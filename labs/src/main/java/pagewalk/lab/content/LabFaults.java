package pagewalk.lab.content;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import pagewalk.engine.ConfigText;
import pagewalk.engine.command.CommandText;
import pagewalk.engine.command.Parsed;
import pagewalk.lab.model.JournalLine;
import pagewalk.lab.model.TextFault;

/** Every fault of a lab's files that can be found without playing it. */
public final class LabFaults {
    private static final int PROBES = 3;

    private final LabFiles files;
    private final List<LabFault> faults = new ArrayList<>();

    private LabFaults(LabFiles files) {
        this.files = files;
    }

    /** The faults in the order they are found, those of the shape first, each once; empty when there are none. */
    public static List<LabFault> of(LabFiles files) {
        LabFaults all = new LabFaults(files);
        try {
            all.find(YamlItem.read(files.yamlName(), files.yaml()));
        } catch (LabFault fault) {
            all.add(fault);
        }
        return List.copyOf(all.faults);
    }

    private void add(LabFault fault) {
        if (faults.stream().noneMatch(known -> Objects.equals(known.getMessage(), fault.getMessage()))) {
            faults.add(fault);
        }
    }

    private void find(YamlItem root) {
        ShapeWalk walk = new ShapeWalk(ShapeWalk::plain);
        walk.walk(LabShape.LAB, "the lab", root);
        walk.faults().forEach(this::add);
        YamlItem id = root.find("lab");
        if (id != null && !id.isMap() && !id.isList() && !id.text().equals(files.id())) {
            add(id.fault("the lab says it is '" + id.text() + "' but its folder is '" + files.id() + "'"));
        }
        List<String> names = new ArrayList<>();
        YamlItem parts = root.find("parts");
        for (YamlItem part : parts == null || !parts.isList() ? List.<YamlItem>of() : parts.items()) {
            attempt(() -> part(part, names));
        }
        if (faults.isEmpty()) {
            attempt(() -> LabSource.build(files, root).parts().forEach(part -> probe(part.item())));
        }
    }

    private void attempt(Runnable step) {
        try {
            step.run();
        } catch (LabFault fault) {
            add(fault);
        }
    }

    /** The texts of a part, filled in with draws for a few seeds. */
    private void part(YamlItem part, List<String> names) {
        String name = part.text("name", "");
        if (names.contains(name)) {
            add(part.get("name").fault("there are two parts called '" + name + "'"));
        }
        names.add(name);
        YamlItem kind = part.find("kind");
        if (kind == null || !LabShape.KINDS.contains(kind.text())) {
            return;
        }
        PartSource source = PartSource.read(part);
        for (int i = 0; i < PROBES; i++) {
            Filling filling = new Filling(source.draw(probe(name, i), 0));
            ShapeWalk walk = new ShapeWalk((leaf, item) -> filled(filling, leaf, item));
            walk.walk(LabShape.PART, "part", part);
            walk.faults().forEach(this::add);
            attempt(() -> machine(part, filling));
        }
    }

    private static DrawStreams probe(String part, int i) {
        return new DrawStreams(Hmac.sha256(("probe " + part).getBytes(StandardCharsets.UTF_8), Integer.toString(i)));
    }

    private static void filled(Filling filling, Shape.Leaf leaf, YamlItem item) {
        if (leaf == Shape.Leaf.ANY) {
            return;
        }
        ShapeWalk.plain(leaf, item);
        switch (leaf) {
            case TEXT -> filling.text(item);
            case NUMBER -> filling.values().number(item);
            case TRUTH -> filling.truth(item);
            case AMOUNT -> filling.number(item);
            case COMMAND -> command(item, filling.text(item));
            case RULE -> filling.rule(item);
            case LINE -> line(item, filling.text(item));
            default -> {}
        }
    }

    static void command(YamlItem item, String text) {
        if (CommandText.parse(text) instanceof Parsed.Malformed bad) {
            throw item.fault("in '" + text + "', column " + bad.column() + ": " + bad.message());
        }
    }

    private static void line(YamlItem item, String text) {
        try {
            JournalLine.parse(text, "");
        } catch (TextFault bad) {
            throw item.fault("in '" + text + "', column " + bad.column() + ": " + bad.reason());
        }
    }

    /** The settings together; when they are refused, the one whose refusal comes first is to blame. */
    static void machine(YamlItem part, Filling filling) {
        List<String> words = new ArrayList<>();
        for (String key : part.keysOf("machine")) {
            words.add(key + "=" + filling.text(part.get("machine").get(key)));
        }
        if (words.isEmpty() || refusal(words) == null) {
            return;
        }
        for (int i = 0; i < words.size(); i++) {
            String reason = refusal(words.subList(0, i + 1));
            if (reason != null) {
                YamlItem machine = part.get("machine");
                throw machine.get(machine.keys().get(i)).fault("in '" + words.get(i) + "': " + reason);
            }
        }
    }

    private static @Nullable String refusal(List<String> words) {
        return ConfigText.parse(String.join(" ", words)) instanceof ConfigText.Result.Malformed bad
                ? bad.message()
                : null;
    }

    /** What a part is as a whole: limits, and what hangs together. */
    private void probe(YamlItem part) {
        PartSource source = PartSource.read(part);
        for (int i = 0; i < PROBES; i++) {
            Draws values = source.draw(probe(source.name(), i), 0);
            attempt(() -> {
                source.fill(values);
                source.rejectUnless(values);
            });
        }
    }
}
