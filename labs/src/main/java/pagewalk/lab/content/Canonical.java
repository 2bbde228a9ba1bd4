package pagewalk.lab.content;

import java.util.ArrayList;
import java.util.List;

/** One text for one meaning of a YAML value: no comments, no styles, and no prose. */
final class Canonical {
    private static final List<String> PROSE = List.of("label", "message", "title", "text", "idea");

    private Canonical() {}

    static String text(YamlItem item) {
        if (item.isMap()) {
            List<String> pairs = new ArrayList<>();
            for (String key : item.keys()) {
                if (!PROSE.contains(key)) {
                    pairs.add(quoted(key) + ":" + text(item.get(key)));
                }
            }
            return "{" + String.join(",", pairs) + "}";
        }
        if (item.isList()) {
            return "["
                    + String.join(
                            ",", item.items().stream().map(Canonical::text).toList()) + "]";
        }
        return quoted(item.text());
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"";
    }
}
