package pagewalk.lab.content;

import java.util.List;

/** Tells a part about page frames alone from one that needs more of the machine, or more of the page. */
final class FramesAlone {
    private static final List<String> KINDS = List.of("predict", "reach");
    private static final List<String> MACHINE = List.of("preset", "frames", "start_pfn");
    private static final List<String> VERBS = List.of("alloc_pages", "free_pages");
    private static final List<String> EXPRESSIONS = List.of("\"", "apart(", "list(", "happened(", "count(", "it.");

    private FramesAlone() {}

    static boolean is(YamlItem part) {
        YamlItem machine = part.find("machine");
        return KINDS.contains(part.get("kind").text())
                && machine != null
                && MACHINE.containsAll(machine.keys())
                && machine.text("preset", "textbook").equals("textbook")
                && part.text("view", PartSource.MAP).equals(PartSource.MAP)
                && part.textsOrNone("start").stream().allMatch(FramesAlone::plain)
                && part.itemsOrNone("questions").stream().allMatch(FramesAlone::question)
                && part.itemsOrNone("checks").stream().noneMatch(FramesAlone::shown)
                && EXPRESSIONS.stream().noneMatch(part.text("goal", "")::contains);
    }

    private static boolean question(YamlItem question) {
        return plain(question.text("command", ""))
                && question.find("text") == null
                && question.itemsOrNone("fields").stream()
                        .allMatch(field -> field.keys().size() == 3);
    }

    private static boolean shown(YamlItem check) {
        return check.text("visibility", "visible").equals("visible");
    }

    /** A command as a template: one that is drawn as a whole may be any. */
    private static boolean plain(String command) {
        String[] words = command.strip().split("\\s+");
        boolean named = words.length > 2 && words[1].equals("=");
        return VERBS.contains(words[named ? 2 : 0]);
    }
}
