package pagewalk.lab.content;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import pagewalk.engine.command.Command;
import pagewalk.lab.model.PartSpec;

/** Reads what may be done in a {@code tune} part: its {@code knobs}, and the commands that {@code allow} begins. */
final class MeansSource {
    private final Filling filling;
    private final YamlItem item;

    MeansSource(Filling filling, YamlItem item) {
        this.filling = filling;
        this.item = item;
    }

    PartSpec.Means read() {
        List<PartSpec.Knob> knobs = new ArrayList<>();
        YamlItem all = item.find("knobs");
        if (all != null) {
            for (String name : all.keys()) {
                knobs.add(knob(name, all.get(name)));
            }
        }
        List<String> allow = new ArrayList<>();
        for (YamlItem one : item.itemsOrNone("allow")) {
            allow.add(beginning(one));
        }
        if (knobs.isEmpty() && allow.isEmpty()) {
            throw item.fault("a tune part has knobs, or commands that it allows");
        }
        return new PartSpec.Means(knobs, allow);
    }

    private PartSpec.Knob knob(String name, YamlItem bounds) {
        if (bounds.find("words") != null) {
            bounds.allowOnly("words");
            if (!name.startsWith("/")) {
                throw bounds.fault("only a file of /sys is set by words; " + name + " is a number");
            }
            return new PartSpec.Knob(name, 0, 0, filling.texts(bounds, "words"));
        }
        bounds.allowOnly("from", "to");
        int from = filling.number(bounds.get("from"), 0, Integer.MAX_VALUE);
        return new PartSpec.Knob(name, from, filling.number(bounds.get("to"), from, Integer.MAX_VALUE), List.of());
    }

    private String beginning(YamlItem one) {
        String text = filling.text(one).strip();
        String verb = text.split("\\s+", 2)[0];
        if (Arrays.stream(Command.Verb.values()).noneMatch(known -> known.word().equals(verb))) {
            throw one.fault("'" + verb + "' is no command");
        }
        return text;
    }
}
