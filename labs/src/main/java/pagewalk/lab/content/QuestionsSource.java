package pagewalk.lab.content;

import java.util.ArrayList;
import java.util.List;
import pagewalk.engine.rule.Rule;
import pagewalk.lab.model.Expr;
import pagewalk.lab.model.Idea;
import pagewalk.lab.model.OwnIdea;
import pagewalk.lab.model.PartSpec.Field;
import pagewalk.lab.model.PartSpec.Form;
import pagewalk.lab.model.PartSpec.Question;
import pagewalk.lab.model.PredictTruth;
import pagewalk.lab.model.Sought;

/** The questions of a part, with the truth of their fields and what misconceptions make of them. */
final class QuestionsSource {
    private final Filling filling;
    private final List<Question> questions = new ArrayList<>();
    private final Beliefs believed;
    private int points;

    QuestionsSource(Filling filling) {
        this.filling = filling;
        believed = new Beliefs(filling);
    }

    List<Question> questions() {
        return questions;
    }

    int points() {
        return points;
    }

    /** Reads all of {@code questions}; those of a diagnosis have a text and no command. */
    void read(YamlItem part, boolean commands) {
        for (YamlItem one : part.get("questions").items()) {
            int id = questions.size() + 1;
            List<Field> fields = new ArrayList<>();
            for (YamlItem field : one.get("fields").items()) {
                fields.add(field(field, id));
            }
            String command = commands ? filling.text(one.get("command")) : "";
            if (commands && command.isBlank()) {
                throw one.get("command").fault("a prediction is about a command; this one comes out empty");
            }
            String text = commands ? filling.textOr(one, "text", "") : filling.text(one.get("text"));
            questions.add(new Question(id, command, text, fields));
        }
        if (questions.isEmpty()) {
            throw part.get("questions").fault("a part has at least one question");
        }
    }

    private Field field(YamlItem item, int question) {
        String key = item.get("key").text();
        String label = filling.text(item.get("label"));
        int weight = Filling.points(item, "weight");
        points += weight;
        if (item.find("value") == null && item.find("choices") == null && item.find("point") == null) {
            return builtIn(item, key, label, weight);
        }
        Sought sought = sought(item);
        for (String idea : item.keysOf("misled")) {
            YamlItem belief = item.get("misled").get(idea);
            believed.add(belief, idea, new OwnIdea.Belief(question, key, belief(item, sought, belief)));
        }
        return new Field(key, label, weight, form(item, sought), sought);
    }

    private static Field builtIn(YamlItem item, String key, String label, int weight) {
        if (!PredictTruth.KEYS.contains(key)) {
            throw item.get("key")
                    .fault("a question asks for one of " + String.join(", ", PredictTruth.KEYS) + ", not '" + key
                            + "', unless the field has value, choices or point");
        }
        item.allowOnly("key", "label", "weight");
        return new Field(key, label, weight);
    }

    private static Form form(YamlItem item, Sought sought) {
        return switch (sought) {
            case Sought.Value value -> new Form.Number(item.text("hex", "false").equals("true"));
            case Sought.Case choice -> new Form.Choice(choice.words());
            case Sought.Place place -> new Form.Point();
            case Sought.Known known -> new Form.Number(false);
        };
    }

    private Sought sought(YamlItem item) {
        YamlItem named = item.find("rule");
        Rule rule = named == null ? Rule.NONE : filling.rule(named);
        if (item.find("value") != null) {
            item.allowOnly("key", "label", "weight", "rule", "misled", "value", "hex");
            return new Sought.Value(filling.number(item.get("value")), rule);
        }
        if (item.find("point") != null) {
            item.allowOnly("key", "label", "weight", "rule", "misled", "point", "pages");
            YamlItem pages = item.find("pages");
            Expr many = pages == null ? Expr.number("1") : filling.number(pages);
            return new Sought.Place(filling.number(item.get("point")), many, rule);
        }
        item.allowOnly("key", "label", "weight", "rule", "misled", "choices");
        YamlItem choices = item.get("choices");
        if (choices.keys().size() < 2) {
            throw choices.fault("a choice has at least two words");
        }
        return cases(choices, choices.keys(), rule);
    }

    /** Conditions are asked in the order in which they are written; an answer is the number of the word. */
    private Sought cases(YamlItem choices, List<String> words, Rule rule) {
        List<Expr> conditions = new ArrayList<>();
        List<Integer> numbers = new ArrayList<>();
        for (String word : choices.keys()) {
            conditions.add(filling.truth(choices.get(word)));
            numbers.add(words.indexOf(word) + 1);
        }
        return new Sought.Case(words, conditions, numbers, rule);
    }

    /** What is believed is found as the truth is: for a choice by conditions, some of which may be left out. */
    private Sought belief(YamlItem field, Sought truth, YamlItem belief) {
        return switch (truth) {
            case Sought.Value value -> new Sought.Value(filling.number(belief), Rule.NONE);
            case Sought.Place place -> new Sought.Value(filling.number(belief), Rule.NONE);
            case Sought.Known known -> known;
            case Sought.Case choice -> {
                for (String word : belief.keys()) {
                    if (!choice.words().contains(word)) {
                        throw belief.fault("'" + word + "' is none of the choices " + String.join(", ", choice.words())
                                + " of '" + field.get("key").text() + "'");
                    }
                }
                yield cases(belief, choice.words(), Rule.NONE);
            }
        };
    }

    /** The ideas of the part in its own order: known ones by name, its own with what its fields say of them. */
    List<Idea> ideas(YamlItem part) {
        return believed.ideas(part);
    }
}
