package pagewalk.lab.content;

import java.util.ArrayList;
import java.util.List;

/** Walks a file along its shape and finds every fault, not only the first. */
final class ShapeWalk {
    private final List<LabFault> faults = new ArrayList<>();
    private final Reader reader;

    /** What is done with each single text. */
    interface Reader {
        /** Throws {@link LabFault} when the text does not mean anything. */
        void read(Shape.Leaf leaf, YamlItem item);
    }

    ShapeWalk(Reader reader) {
        this.reader = reader;
    }

    List<LabFault> faults() {
        return faults;
    }

    /** Looks at the plain meaning of texts: what does not depend on draws. */
    static void plain(Shape.Leaf leaf, YamlItem item) {
        if (leaf == Shape.Leaf.ANY) {
            return;
        }
        String text = item.text();
        switch (leaf) {
            case RULE -> {
                if (text.indexOf('{') < 0) {
                    Filling.rule(item, text);
                }
            }
            case NAME -> {
                if (!text.matches("[a-z][a-z0-9-]{0,31}")) {
                    throw item.fault("a name is lower-case letters, digits and '-', not '" + text + "'");
                }
            }
            case POINTS -> {
                int points = item.number();
                if (points < 1 || points > 1000) {
                    throw item.fault("these are " + points + " points, allowed are 1 to 1000");
                }
            }
            default -> {
                if (text.isBlank() && leaf != Shape.Leaf.COMMAND) {
                    throw item.fault("expected " + leaf.words() + " but found nothing");
                }
            }
        }
    }

    void walk(Shape shape, String key, YamlItem item) {
        try {
            switch (shape) {
                case Shape.Leaf leaf -> reader.read(leaf, item);
                case Shape.Word word -> word(word, key, item);
                case Shape.ListOf list -> list(list, key, item);
                case Shape.MapOf map -> map(map, key, item);
                case Shape.Keys keys -> keys(keys, item);
                case Shape.OneOf one -> keys(form(one, key, item), item);
                case Shape.TextOr either -> walk(item.isMap() ? either.other() : either.text(), key, item);
                case Shape.ByWord by -> byWord(by, item);
            }
        } catch (LabFault fault) {
            faults.add(fault);
        }
    }

    private static void word(Shape.Word word, String key, YamlItem item) {
        if (!word.words().contains(item.text())) {
            throw key.equals("kind")
                    ? item.fault("there is no kind '" + item.text() + "'; there are " + joined(word.words(), "and"))
                    : item.fault(key + " is " + joined(word.words(), "or") + ", not '" + item.text() + "'");
        }
    }

    private static String joined(List<String> words, String last) {
        int most = words.size() - 1;
        return String.join(", ", words.subList(0, most)) + " " + last + " " + words.get(most);
    }

    private void list(Shape.ListOf list, String key, YamlItem item) {
        List<YamlItem> items = item.items();
        if (items.size() < list.least()) {
            throw item.fault(key + " has " + items.size() + " items, at least " + list.least() + " are needed");
        }
        for (YamlItem one : items) {
            walk(list.item(), key, one);
        }
    }

    private void map(Shape.MapOf map, String key, YamlItem item) {
        if (item.keys().size() < map.least()) {
            throw item.fault(key + " has " + item.keys().size() + " keys, at least " + map.least() + " are needed");
        }
        for (String name : item.keys()) {
            boolean named = key.equals("draws") || key.equals("seen");
            if (named && !name.matches("[a-z][a-z0-9_]{0,31}")) {
                faults.add(item.keyItem(name)
                        .fault("a draw's name is lower-case letters, digits and '_', not '" + name + "'"));
            }
            walk(map.value(), name, item.get(name));
        }
    }

    private void keys(Shape.Keys keys, YamlItem item) {
        for (String name : item.keys()) {
            if (!keys.names().contains(name)) {
                faults.add(item.keyItem(name)
                        .fault("the key '" + name + "' has no meaning here; there are "
                                + String.join(", ", keys.names())));
            }
        }
        for (Shape.Key key : keys.keys()) {
            YamlItem value = item.find(key.name());
            if (value != null) {
                walk(key.shape(), key.name(), value);
            } else if (key.required()) {
                faults.add(item.fault("the key '" + key.name() + "' is missing"));
            }
        }
    }

    private static Shape.Keys form(Shape.OneOf one, String key, YamlItem item) {
        for (Shape.Keys form : one.forms()) {
            if (item.find(form.names().get(0)) != null) {
                return form;
            }
        }
        if (one.lastMayLack()) {
            return one.forms().get(one.forms().size() - 1);
        }
        throw item.fault("the draw '" + key + "' is none of " + one.what());
    }

    /** Without the word that tells which keys there are, those of any form may stand. */
    private void unknown(Shape.ByWord by, YamlItem item) {
        for (String name : item.keys()) {
            if (by.forms().stream().noneMatch(form -> form.names().contains(name))) {
                faults.add(item.keyItem(name).fault("the key '" + name + "' has no meaning here"));
            }
        }
    }

    private void byWord(Shape.ByWord by, YamlItem item) {
        YamlItem word = item.find(by.key());
        int at = word == null ? -1 : by.words().indexOf(word.text());
        if (at >= 0) {
            keys(by.forms().get(at), item);
        } else if (word == null) {
            unknown(by, item);
            throw item.fault("the key '" + by.key() + "' is missing");
        } else {
            word(new Shape.Word(by.words()), by.key(), word);
        }
    }
}
