package pagewalk.lab.content;

import static pagewalk.lab.content.Shape.needed;
import static pagewalk.lab.content.Shape.optional;

import java.util.ArrayList;
import java.util.List;
import pagewalk.lab.content.Shape.Key;
import pagewalk.lab.content.Shape.Keys;
import pagewalk.lab.content.Shape.Leaf;
import pagewalk.lab.content.Shape.ListOf;
import pagewalk.lab.content.Shape.MapOf;
import pagewalk.lab.content.Shape.OneOf;
import pagewalk.lab.content.Shape.TextOr;
import pagewalk.lab.content.Shape.Word;

/** The format of lab.yaml as one table. The checker walks it, and the JSON Schema is written from it. */
final class LabShape {
    private LabShape() {}

    /** The kinds of part there are. */
    static final List<String> KINDS = List.of("predict", "reach", "build", "tune", "diagnose", "table");

    private static final Shape DRAW = new OneOf(
            "pick, range, shuffle, picks, value",
            List.of(
                    Keys.of(needed("pick", new ListOf(Leaf.ANY, 1))),
                    Keys.of(needed(
                            "range",
                            Keys.of(
                                    needed("from", Leaf.NUMBER),
                                    needed("to", Leaf.NUMBER),
                                    optional("step", Leaf.NUMBER)))),
                    Keys.of(needed("shuffle", new ListOf(Leaf.ANY, 1)), optional("take", Leaf.NUMBER)),
                    Keys.of(needed("picks", new ListOf(Leaf.ANY, 1)), needed("count", Leaf.NUMBER)),
                    Keys.of(needed("value", Leaf.ANY))),
            false);

    private static final Word VISIBILITY = new Word(List.of("visible", "after-due", "never"));

    private static final Shape MISLED = new MapOf(new TextOr(Leaf.AMOUNT, new MapOf(Leaf.TRUTH, 1)), 1);

    private static final Shape FIELD = new OneOf(
            "value, choices, point, key",
            List.of(
                    field(needed("value", Leaf.AMOUNT), optional("hex", new Word(List.of("true", "false")))),
                    field(needed("choices", new MapOf(Leaf.TRUTH, 2))),
                    field(needed("point", Leaf.AMOUNT), optional("pages", Leaf.AMOUNT)),
                    Keys.of(needed("key", Leaf.PLAIN), needed("label", Leaf.TEXT), needed("weight", Leaf.POINTS))),
            true);

    private static Keys field(Key... own) {
        List<Key> keys = new ArrayList<>(List.of(own));
        keys.add(needed("key", Leaf.PLAIN));
        keys.add(needed("label", Leaf.TEXT));
        keys.add(needed("weight", Leaf.POINTS));
        keys.add(optional("rule", Leaf.RULE));
        keys.add(optional("misled", MISLED));
        return new Keys(List.copyOf(keys));
    }

    private static final Keys IDEA = Keys.of(needed("name", Leaf.NAME), needed("idea", Leaf.TEXT));

    private static final Shape IDEAS = new ListOf(new TextOr(Leaf.PLAIN, IDEA), 0);

    private static final Shape WAYS = new ListOf(
            Keys.of(needed("name", Leaf.NAME), needed("idea", Leaf.TEXT), needed("lines", new ListOf(Leaf.LINE, 1))),
            0);

    private static final Shape DIFFICULTY =
            Keys.of(needed("measure", Leaf.AMOUNT), needed("from", Leaf.NUMBER), needed("to", Leaf.NUMBER));

    private static final Shape SEEN = new MapOf(Leaf.COMMAND, 1);

    private static final Keys PREDICT = part(
            needed("machine", new MapOf(Leaf.TEXT, 1)),
            optional("start", new ListOf(Leaf.COMMAND, 0)),
            optional("seen", SEEN),
            needed(
                    "questions",
                    new ListOf(
                            Keys.of(
                                    needed("command", Leaf.COMMAND),
                                    optional("text", Leaf.TEXT),
                                    needed("fields", new ListOf(FIELD, 1))),
                            1)),
            optional("misconceptions", IDEAS));

    private static final Keys DIAGNOSE = part(
            needed("machine", new MapOf(Leaf.TEXT, 1)),
            optional("start", new ListOf(Leaf.COMMAND, 0)),
            optional("seen", SEEN),
            needed("files", new ListOf(Leaf.TEXT, 1)),
            needed(
                    "questions",
                    new ListOf(Keys.of(needed("text", Leaf.TEXT), needed("fields", new ListOf(FIELD, 1))), 1)),
            optional("misconceptions", IDEAS));

    private static final Keys MILESTONE = Keys.of(
            needed("name", Leaf.NAME),
            needed("expr", Leaf.TRUTH),
            needed("points", Leaf.POINTS),
            needed("message", Leaf.TEXT));

    private static final Keys CHECK = Keys.of(
            needed("name", Leaf.NAME),
            needed("when", new Word(List.of("at-end", "always", "never", "count"))),
            needed("expr", Leaf.TRUTH),
            optional("at-least", Leaf.NUMBER),
            optional("at-most", Leaf.NUMBER),
            needed("points", Leaf.POINTS),
            optional("visibility", VISIBILITY),
            needed("message", Leaf.TEXT));

    private static final Keys REACH = part(
            needed("machine", new MapOf(Leaf.TEXT, 1)),
            optional("start", new ListOf(Leaf.COMMAND, 0)),
            optional("milestones", new ListOf(MILESTONE, 0)),
            needed("goal", Leaf.TRUTH),
            needed("goal-text", Leaf.TEXT),
            needed("goal-points", Leaf.POINTS),
            needed("max-commands", Leaf.NUMBER),
            optional("checks", new ListOf(CHECK, 0)),
            optional("hints", new Word(List.of("on", "off"))),
            optional("misconceptions", WAYS));

    private static final Keys PROPERTY = Keys.of(
            needed("name", Leaf.NAME),
            needed("expr", Leaf.TRUTH),
            needed("points", Leaf.POINTS),
            optional("visibility", VISIBILITY),
            needed("message", Leaf.TEXT));

    private static final Keys BUILD = part(
            needed(
                    "input",
                    Keys.of(needed("pages", Leaf.NUMBER), needed("from", Leaf.NUMBER), needed("to", Leaf.NUMBER))),
            needed("trials", new MapOf(Keys.of(needed("policy", Leaf.TEXT), needed("frames", Leaf.NUMBER)), 1)),
            needed("properties", new ListOf(PROPERTY, 1)),
            optional("misconceptions", WAYS));

    private static final Shape KNOB = new OneOf(
            "words, from",
            List.of(
                    Keys.of(needed("words", new ListOf(Leaf.TEXT, 2))),
                    Keys.of(needed("from", Leaf.NUMBER), needed("to", Leaf.NUMBER))),
            true);

    private static final Keys TUNE = part(
            needed("machine", new MapOf(Leaf.TEXT, 1)),
            optional("start", new ListOf(Leaf.COMMAND, 0)),
            optional("knobs", new MapOf(KNOB, 1)),
            optional("allow", new ListOf(Leaf.TEXT, 1)),
            needed("workload", new ListOf(Leaf.COMMAND, 1)),
            needed("measure", Leaf.AMOUNT),
            needed("measure-text", Leaf.TEXT),
            needed("target", Leaf.AMOUNT),
            needed("points", Leaf.POINTS),
            needed(
                    "hidden",
                    Keys.of(
                            needed("seeds", Leaf.NUMBER),
                            needed("points", Leaf.POINTS),
                            optional("visibility", VISIBILITY))),
            optional("misconceptions", WAYS));

    private static final Keys TABLE = part(
            needed("string", Leaf.TEXT),
            needed(
                    "tables",
                    new MapOf(
                            Keys.of(
                                    needed("policy", Leaf.TEXT),
                                    needed("frames", Leaf.NUMBER),
                                    needed("text", Leaf.TEXT),
                                    needed("weight", Leaf.POINTS),
                                    optional("misled", new MapOf(Leaf.TEXT, 1))),
                            1)),
            optional("misconceptions", new ListOf(IDEA, 0)));

    private static Keys part(Key... own) {
        List<Key> keys = new ArrayList<>();
        keys.add(needed("name", Leaf.NAME));
        keys.add(needed("kind", new Word(KINDS)));
        keys.add(needed("title", Leaf.TEXT));
        keys.add(needed("text", Leaf.TEXT));
        keys.add(optional("view", new Word(PartSource.VIEWS)));
        keys.add(optional("draws", new MapOf(DRAW, 0)));
        keys.addAll(List.of(own));
        keys.add(optional("reject-unless", new ListOf(Leaf.TRUTH, 0)));
        keys.add(optional("difficulty", DIFFICULTY));
        return new Keys(List.copyOf(keys));
    }

    /** One part. */
    static final Shape PART = new Shape.ByWord("kind", KINDS, List.of(PREDICT, REACH, BUILD, TUNE, DIAGNOSE, TABLE));

    /** The whole file. */
    static final Shape LAB = Keys.of(
            needed("lab", Leaf.PLAIN),
            needed("title", Leaf.PLAIN),
            optional("rules", new ListOf(Leaf.RULE, 0)),
            needed("parts", new ListOf(PART, 1)));
}
