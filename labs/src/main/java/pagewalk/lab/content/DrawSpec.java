package pagewalk.lab.content;

import java.util.ArrayList;
import java.util.List;
import pagewalk.engine.util.Xorshift;

/**
 * A named random parameter. Kinds: {@code pick: [..]} one of a list; {@code range: {from, to, step}} a number;
 * {@code shuffle: [..]} a list in random order, with {@code take: n} its first n; {@code picks: [..]} with
 * {@code count: n}, n independent picks; {@code value: text} nothing random, a name for a text of other draws.
 */
record DrawSpec(String name, String kind, YamlItem spec) {
    private static final List<String> KINDS = List.of("pick", "range", "shuffle", "picks", "value");

    static DrawSpec read(String name, YamlItem spec) {
        for (String kind : KINDS) {
            if (spec.find(kind) != null) {
                DrawSpec draw = new DrawSpec(name, kind, spec);
                draw.checkShape();
                return draw;
            }
        }
        throw spec.fault("the draw '" + name + "' is none of " + String.join(", ", KINDS));
    }

    private void checkShape() {
        switch (kind) {
            case "pick", "value" -> spec.allowOnly(kind);
            case "shuffle" -> spec.allowOnly(kind, "take");
            case "picks" -> spec.allowOnly(kind, "count");
            default -> {
                spec.allowOnly(kind);
                spec.get(kind).allowOnly("from", "to", "step");
            }
        }
        boolean list = kind.equals("pick") || kind.equals("shuffle") || kind.equals("picks");
        if (list && spec.get(kind).items().isEmpty()) {
            throw spec.fault("the draw '" + name + "' has nothing to choose from");
        }
    }

    DrawValue draw(Xorshift random, Draws above) {
        return switch (kind) {
            case "pick" -> choices(above).get(random.below(choices(above).size()));
            case "range" -> range(random, above);
            case "shuffle" -> shuffle(random, above);
            case "picks" -> picks(random, above);
            default -> DrawValue.read(spec.get("value"), above);
        };
    }

    private List<DrawValue> choices(Draws above) {
        return ((DrawValue.Many) DrawValue.read(spec.get(kind), above)).items();
    }

    private DrawValue range(Xorshift random, Draws above) {
        YamlItem range = spec.get("range");
        int from = above.number(range.get("from"));
        int to = above.number(range.get("to"));
        YamlItem stepItem = range.find("step");
        int step = stepItem == null ? 1 : above.number(stepItem);
        if (step < 1 || to < from) {
            throw range.fault("the range of '" + name + "' is empty: from=" + from + " to=" + to + " step=" + step);
        }
        return new DrawValue.One(Integer.toString(from + step * random.below((to - from) / step + 1)));
    }

    private DrawValue shuffle(Xorshift random, Draws above) {
        List<DrawValue> all = choices(above);
        YamlItem takeItem = spec.find("take");
        int take = takeItem == null ? all.size() : above.number(takeItem);
        if (take < 1 || take > all.size()) {
            throw spec.fault("'" + name + "' takes " + take + " of " + all.size());
        }
        return DrawValue.shuffled(all, take, random);
    }

    private DrawValue picks(Xorshift random, Draws above) {
        List<DrawValue> all = choices(above);
        int count = above.number(spec.get("count"));
        if (count < 1 || count > 1000) {
            throw spec.fault("'" + name + "' picks " + count + " times; 1 to 1000 are allowed");
        }
        List<DrawValue> picks = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            picks.add(all.get(random.below(all.size())));
        }
        return new DrawValue.Many(picks);
    }
}
