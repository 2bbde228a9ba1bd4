package pagewalk.lab.content;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** A piece of a YAML file that knows its line; every wrong type or missing key is a {@link LabFault}. */
final class YamlItem {
    private static final int MAX_CHARS = 200_000;

    private final String file;
    private final Node node;

    private YamlItem(String file, Node node) {
        this.file = file;
        this.node = node;
        if (node.getAnchor().isPresent()) {
            throw fault("anchors and aliases are not used in lab files");
        }
    }

    static YamlItem read(String file, String text) {
        if (text.length() > MAX_CHARS) {
            throw new LabFault(file, 0, "the file has " + text.length() + " characters, the limit is " + MAX_CHARS);
        }
        LoadSettings settings = LoadSettings.builder()
                .setUseMarks(true)
                .setCodePointLimit(MAX_CHARS)
                .setAllowDuplicateKeys(false)
                .setLabel(file)
                .build();
        try {
            Optional<Node> root = new Compose(settings).composeString(text);
            return new YamlItem(file, root.orElseThrow(() -> new LabFault(file, 1, "the file is empty")));
        } catch (MarkedYamlEngineException bad) {
            int line = bad.getProblemMark().map(mark -> mark.getLine() + 1).orElse(0);
            int column = bad.getProblemMark().map(mark -> mark.getColumn() + 1).orElse(0);
            throw new LabFault(file, line, column, "not YAML: " + bad.getProblem());
        } catch (YamlEngineException bad) {
            throw new LabFault(file, 0, "not YAML: " + bad.getMessage());
        }
    }

    int line() {
        return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
    }

    int column() {
        return node.getStartMark().map(mark -> mark.getColumn() + 1).orElse(0);
    }

    LabFault fault(String reason) {
        return new LabFault(file, line(), column(), reason);
    }

    boolean isMap() {
        return node instanceof MappingNode;
    }

    boolean isList() {
        return node instanceof SequenceNode;
    }

    /** The plain text of a scalar. */
    String text() {
        if (node instanceof ScalarNode scalar) {
            return scalar.getValue();
        }
        throw fault("expected a text or a number");
    }

    int number() {
        String text = text();
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException bad) {
            throw fault("expected a number but found '" + text + "'");
        }
    }

    boolean truth() {
        String text = text();
        if (!text.equals("true") && !text.equals("false")) {
            throw fault("expected true or false but found '" + text + "'");
        }
        return text.equals("true");
    }

    List<YamlItem> items() {
        if (!(node instanceof SequenceNode sequence)) {
            throw fault("expected a list");
        }
        List<YamlItem> items = new ArrayList<>();
        for (Node item : sequence.getValue()) {
            items.add(new YamlItem(file, item));
        }
        return items;
    }

    List<String> texts() {
        List<String> texts = new ArrayList<>();
        for (YamlItem item : items()) {
            texts.add(item.text());
        }
        return texts;
    }

    /** The keys of a map in the file's order. */
    List<String> keys() {
        List<String> keys = new ArrayList<>();
        for (NodeTuple pair : pairs()) {
            String key = new YamlItem(file, pair.getKeyNode()).text();
            if (keys.contains(key)) {
                throw new YamlItem(file, pair.getKeyNode()).fault("the key '" + key + "' stands here twice");
            }
            keys.add(key);
        }
        return keys;
    }

    /** The place of a key itself, for faults about it. */
    YamlItem keyItem(String key) {
        for (NodeTuple pair : pairs()) {
            YamlItem item = new YamlItem(file, pair.getKeyNode());
            if (item.text().equals(key)) {
                return item;
            }
        }
        return this;
    }

    @Nullable
    YamlItem find(String key) {
        for (NodeTuple pair : pairs()) {
            if (new YamlItem(file, pair.getKeyNode()).text().equals(key)) {
                return new YamlItem(file, pair.getValueNode());
            }
        }
        return null;
    }

    YamlItem get(String key) {
        YamlItem item = find(key);
        if (item == null) {
            throw fault("the key '" + key + "' is missing");
        }
        return item;
    }

    /** The keys of the map under a key; none when it is not there. */
    List<String> keysOf(String key) {
        YamlItem item = find(key);
        return item == null ? List.of() : item.keys();
    }

    String text(String key, String otherwise) {
        YamlItem item = find(key);
        return item == null ? otherwise : item.text();
    }

    List<YamlItem> itemsOrNone(String key) {
        YamlItem item = find(key);
        return item == null ? List.of() : item.items();
    }

    List<String> textsOrNone(String key) {
        YamlItem item = find(key);
        return item == null ? List.of() : item.texts();
    }

    void allowOnly(String... allowed) {
        List<String> known = List.of(allowed);
        for (NodeTuple pair : pairs()) {
            YamlItem key = new YamlItem(file, pair.getKeyNode());
            if (!known.contains(key.text())) {
                throw key.fault(
                        "the key '" + key.text() + "' has no meaning here; there are " + String.join(", ", known));
            }
        }
    }

    private List<NodeTuple> pairs() {
        if (node instanceof MappingNode mapping) {
            return mapping.getValue();
        }
        throw fault("expected keys and values");
    }
}
