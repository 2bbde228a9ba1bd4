package pagewalk.lab.content;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The values drawn for one part, in the order of the file, and the filling of templates with them. */
public final class Draws {
    private static final int MAX_FILLED_CHARS = 10_000;

    private final List<String> names = new ArrayList<>();
    private final List<DrawValue> values = new ArrayList<>();

    Draws() {}

    /** Draws everything of a part; {@code redraw} counts the variants refused before. */
    static Draws draw(List<DrawSpec> specs, DrawStreams streams, int redraw) {
        Draws draws = new Draws();
        for (DrawSpec spec : specs) {
            DrawValue value = spec.draw(streams.stream(spec.name(), redraw), draws);
            draws.names.add(spec.name());
            draws.values.add(value);
        }
        return draws;
    }

    /** A copy that can take more values without changing this one. */
    public Draws copy() {
        Draws copy = new Draws();
        copy.names.addAll(names);
        copy.values.addAll(values);
        return copy;
    }

    boolean has(String name) {
        return names.contains(name);
    }

    /** Adds a row of values, or replaces the value of that name. */
    public void add(String name, List<String> keys, List<String> texts) {
        List<DrawValue> row = new ArrayList<>();
        for (String text : texts) {
            row.add(new DrawValue.One(text));
        }
        int at = names.indexOf(name);
        if (at >= 0) {
            names.remove(at);
            values.remove(at);
        }
        names.add(name);
        values.add(new DrawValue.Row(keys, row));
    }

    /** Adds one value, or replaces the value of that name. */
    public void add(String name, String text) {
        int at = names.indexOf(name);
        if (at >= 0) {
            names.remove(at);
            values.remove(at);
        }
        names.add(name);
        values.add(new DrawValue.One(text));
    }

    int number(YamlItem item) {
        String text = fill(item.text(), item);
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException bad) {
            throw item.fault("expected a number but '" + item.text() + "' gives '" + text + "'");
        }
    }

    String fill(String template, YamlItem place) {
        try {
            return fill(template);
        } catch (IllegalArgumentException bad) {
            throw place.fault(bad.getMessage() == null ? "cannot be filled in" : bad.getMessage());
        }
    }

    /** The template with every {@code {...}} replaced, innermost first. */
    public String fill(String template) {
        String text = template;
        int close = text.indexOf('}');
        while (close >= 0) {
            int open = text.lastIndexOf('{', close);
            if (open < 0) {
                throw new IllegalArgumentException("'}' without '{' in '" + template + "'");
            }
            String before = text.substring(0, open);
            text = before + lookUp(text.substring(open + 1, close)) + text.substring(close + 1);
            if (text.length() > MAX_FILLED_CHARS) {
                throw new IllegalArgumentException(
                        "'" + template + "' grows beyond " + MAX_FILLED_CHARS + " characters");
            }
            close = text.indexOf('}');
        }
        if (text.indexOf('{') >= 0) {
            throw new IllegalArgumentException("'{' without '}' in '" + template + "'");
        }
        return text;
    }

    /** Resolves {@code name}, {@code name[0]}, {@code name.key} and longer paths to one text. */
    private String lookUp(String path) {
        List<String> steps = List.of(path.replace("]", "").replace('[', '.').split("\\.", -1));
        int at = names.indexOf(steps.get(0));
        DrawValue value = at < 0 ? null : values.get(at);
        for (String step : steps.subList(1, steps.size())) {
            value = value == null ? null : value.at(step);
        }
        if (!(value instanceof DrawValue.One one)) {
            throw new IllegalArgumentException("{" + path + "} is not a drawn value" + known(value));
        }
        return one.text();
    }

    private String known(@Nullable DrawValue value) {
        return value != null ? "; it is " + value.canonical() : "; there are " + String.join(", ", names);
    }

    /** All values as one canonical line, for tests and messages. */
    public String canonical() {
        List<String> pairs = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            pairs.add(names.get(i) + "=" + values.get(i).canonical());
        }
        return String.join(" ", pairs);
    }
}
