package pagewalk.lab.content;

import java.util.List;

/** What a piece of a lab file must look like. {@link LabShape} is the whole format said in these. */
sealed interface Shape {
    /** What a single text means. */
    enum Leaf implements Shape {
        /** Prose or any other text, with draws filled in. */
        TEXT("a text; {draw} stands for a drawn value"),
        /** A plain text, the same for every student. */
        PLAIN("a text"),
        /** Lower-case letters, digits and '-'. */
        NAME("lower-case letters, digits and '-'"),
        /** The id of a rule of the engine. */
        RULE("the id of a rule, as a console's log shows it"),
        /** A number of points, the same for every student. */
        POINTS("a number from 1 to 1000"),
        /** A number, or a text with draws that gives one. */
        NUMBER("a number, or a text with draws that gives one"),
        /** An expression that is true or false. */
        TRUTH("an expression that is true or false"),
        /** An expression that is a number. */
        AMOUNT("an expression that is a number"),
        /** A command of the machine; empty after filling in means none. */
        COMMAND("a command, as for ./lab sim"),
        /** A line of a session. */
        LINE("a line of a session file: a command, or input pages=1,2,3"),
        /** Anything at all: what draws choose from. */
        ANY("any value");

        private final String words;

        Leaf(String words) {
            this.words = words;
        }

        /** What is expected, for people. */
        String words() {
            return words;
        }
    }

    /** One of a few words. */
    record Word(List<String> words) implements Shape {}

    /** A list whose items are all alike. */
    record ListOf(Shape item, int least) implements Shape {}

    /** A map with keys of the author's choice. */
    record MapOf(Shape value, int least) implements Shape {}

    /** A map with these keys and no others. */
    record Keys(List<Key> keys) implements Shape {
        static Keys of(Key... keys) {
            return new Keys(List.of(keys));
        }

        List<String> names() {
            return keys.stream().map(Key::name).toList();
        }
    }

    record Key(String name, Shape shape, boolean required) {}

    /** One of several maps, told apart by the first key of each; the last is taken when none is there and it may be. */
    record OneOf(String what, List<Keys> forms, boolean lastMayLack) implements Shape {}

    /** A single text of one shape, or something larger of another. */
    record TextOr(Shape text, Shape other) implements Shape {}

    /** A map whose other keys depend on the word under one of them. */
    record ByWord(String key, List<String> words, List<Keys> forms) implements Shape {}

    static Key needed(String name, Shape shape) {
        return new Key(name, shape, true);
    }

    static Key optional(String name, Shape shape) {
        return new Key(name, shape, false);
    }
}
