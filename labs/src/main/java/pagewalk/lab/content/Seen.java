package pagewalk.lab.content;

import java.util.List;
import pagewalk.lab.model.PartRun;
import pagewalk.lab.model.PartSpec;
import pagewalk.lab.model.TextFault;

/** The {@code seen} of a part: commands tried on the machine as the start leaves it, each a row among the draws. */
final class Seen {
    private Seen() {}

    /** Tries what a part lists; a fault stands at the setting or the command that cannot be read. */
    static void add(YamlItem part, Draws values) {
        List<String> names = part.keysOf("seen");
        if (names.isEmpty()) {
            return;
        }
        Filling filling = new Filling(values);
        PartRun run = start(part, filling);
        for (String name : names) {
            YamlItem item = part.get("seen").get(name);
            if (values.has(name)) {
                throw item.fault("there is a draw called '" + name + "' already");
            }
            String command = filling.text(item);
            LabFaults.command(item, command);
            Sighting.of(run, name, command).into(values, name);
        }
    }

    private static PartRun start(YamlItem part, Filling filling) {
        LabFaults.machine(part, filling);
        for (YamlItem item : part.itemsOrNone("start")) {
            LabFaults.command(item, filling.text(item));
        }
        PartSpec.Setup setup = new PartFill(part, filling.values()).setup();
        try {
            return PartRun.begin(setup);
        } catch (TextFault fault) {
            throw part.get("seen").fault("the machine does not begin: " + fault.getMessage());
        }
    }
}
