package pagewalk.lab.content;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pagewalk.engine.util.Xorshift;

/** A drawn value: one text, a list, or a row of named values. */
sealed interface DrawValue {
    record One(String text) implements DrawValue {}

    record Many(List<DrawValue> items) implements DrawValue {
        public Many {
            items = List.copyOf(items);
        }
    }

    record Row(List<String> keys, List<DrawValue> values) implements DrawValue {
        public Row {
            keys = List.copyOf(keys);
            values = List.copyOf(values);
        }
    }

    /** Reads what a draw may choose from, filling in the draws above it. */
    static DrawValue read(YamlItem item, Draws above) {
        if (item.isList()) {
            List<DrawValue> items = new ArrayList<>();
            for (YamlItem part : item.items()) {
                items.add(read(part, above));
            }
            return new Many(items);
        }
        if (!item.isMap()) {
            return new One(above.fill(item.text(), item));
        }
        List<DrawValue> values = new ArrayList<>();
        for (String key : item.keys()) {
            values.add(read(item.get(key), above));
        }
        return new Row(item.keys(), values);
    }

    /** The item at an index or under a key; null when there is none. */
    default @Nullable DrawValue at(String step) {
        return switch (this) {
            case One one -> null;
            case Many many -> {
                int index = step.length() < 4 && step.matches("[0-9]+") ? Integer.parseInt(step) : -1;
                yield index < 0 || index >= many.items.size() ? null : many.items.get(index);
            }
            case Row row -> row.keys.contains(step) ? row.values.get(row.keys.indexOf(step)) : null;
        };
    }

    /** The canonical text, for hashes and messages. */
    default String canonical() {
        return switch (this) {
            case One one -> one.text;
            case Many many ->
                "["
                        + String.join(
                                ",",
                                many.items.stream().map(DrawValue::canonical).toList()) + "]";
            case Row row -> {
                List<String> pairs = new ArrayList<>();
                for (int i = 0; i < row.keys.size(); i++) {
                    pairs.add(row.keys.get(i) + ":" + row.values.get(i).canonical());
                }
                yield "{" + String.join(",", pairs) + "}";
            }
        };
    }

    /** {@code items} in a random order, the first {@code take} of them (Fisher and Yates). */
    static Many shuffled(List<DrawValue> items, int take, Xorshift random) {
        List<DrawValue> order = new ArrayList<>(items);
        for (int i = 0; i < take; i++) {
            int j = i + random.below(order.size() - i);
            DrawValue swapped = order.get(i);
            order.set(i, order.get(j));
            order.set(j, swapped);
        }
        return new Many(order.subList(0, take));
    }
}
