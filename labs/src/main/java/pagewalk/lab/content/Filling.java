package pagewalk.lab.content;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import pagewalk.engine.rule.Rule;
import pagewalk.lab.model.Expr;
import pagewalk.lab.model.TextFault;

/** Reads pieces of a part with the values drawn for it; every fault names its line. */
record Filling(Draws values) {
    private static final int MAX_POINTS = 1000;

    String text(YamlItem item) {
        return values.fill(item.text(), item);
    }

    String textOr(YamlItem map, String key, String otherwise) {
        YamlItem item = map.find(key);
        return item == null ? otherwise : text(item);
    }

    List<String> texts(YamlItem map, String key) {
        List<String> texts = new ArrayList<>();
        for (YamlItem item : map.itemsOrNone(key)) {
            texts.add(text(item));
        }
        return texts;
    }

    int number(YamlItem item, int least, int most) {
        int number = values.number(item);
        if (number < least || number > most) {
            throw item.fault("'" + item.text() + "' is " + number + ", allowed are " + least + " to " + most);
        }
        return number;
    }

    Expr truth(YamlItem item) {
        return expr(item, Expr::truth);
    }

    Expr number(YamlItem item) {
        return expr(item, Expr::number);
    }

    private Expr expr(YamlItem item, Function<String, Expr> reader) {
        try {
            return reader.apply(text(item));
        } catch (TextFault bad) {
            throw item.fault("in '" + item.text() + "', column " + bad.column() + ": " + bad.reason());
        }
    }

    /** Points are plain numbers, the same for every student. */
    static int points(YamlItem item, String key) {
        int points = item.get(key).number();
        if (points < 1 || points > MAX_POINTS) {
            throw item.get(key).fault(key + " is " + points + ", allowed are 1 to " + MAX_POINTS);
        }
        return points;
    }

    /** The rule a text names once its draws are filled in. */
    Rule rule(YamlItem item) {
        return rule(item, text(item));
    }

    static Rule rule(YamlItem place, String id) {
        @Nullable Rule rule = Rule.byId(id);
        if (rule == null) {
            throw place.fault("there is no rule '" + id + "'");
        }
        return rule;
    }
}
