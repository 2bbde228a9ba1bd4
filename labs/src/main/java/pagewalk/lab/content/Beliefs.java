package pagewalk.lab.content;

import java.util.ArrayList;
import java.util.List;
import pagewalk.lab.model.Idea;
import pagewalk.lab.model.Misconception;
import pagewalk.lab.model.OwnIdea;

/** What fields list under {@code misled}, and the misconceptions of a part that come of it. */
final class Beliefs {
    private final Filling filling;
    private final List<Believed> believed = new ArrayList<>();

    Beliefs(Filling filling) {
        this.filling = filling;
    }

    /** A belief, where it stands, and who believes it. */
    private record Believed(YamlItem place, String idea, OwnIdea.Belief belief) {}

    void add(YamlItem place, String idea, OwnIdea.Belief belief) {
        believed.add(new Believed(place, idea, belief));
    }

    /** The ideas of the part in its own order: known ones by name, its own with what is believed. */
    List<Idea> ideas(YamlItem part) {
        List<Idea> ideas = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (YamlItem one : part.itemsOrNone("misconceptions")) {
            ideas.add(one.isMap() ? own(one) : known(one));
            names.add(ideas.get(ideas.size() - 1).id());
        }
        for (Believed belief : believed) {
            if (!names.contains(belief.idea)) {
                throw belief.place.fault(
                        "misled speaks of '" + belief.idea + "', which the part's misconceptions do not list");
            }
        }
        return ideas;
    }

    private static Misconception known(YamlItem one) {
        Misconception idea = Misconception.byId(one.text());
        if (idea == null) {
            throw one.fault("there is no misconception '" + one.text() + "'");
        }
        return idea;
    }

    private OwnIdea own(YamlItem one) {
        one.allowOnly("name", "idea");
        String name = one.get("name").text();
        List<OwnIdea.Belief> beliefs = new ArrayList<>();
        for (Believed belief : believed) {
            if (belief.idea.equals(name)) {
                beliefs.add(belief.belief);
            }
        }
        if (beliefs.isEmpty()) {
            throw one.fault("no field says under misled what '" + name + "' leads to");
        }
        return new OwnIdea(name, filling.text(one.get("idea")), beliefs);
    }
}
