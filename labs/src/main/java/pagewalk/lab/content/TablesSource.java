package pagewalk.lab.content;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import pagewalk.engine.rule.Rule;
import pagewalk.engine.trace.OstepReader;
import pagewalk.lab.model.Idea;
import pagewalk.lab.model.OwnIdea;
import pagewalk.lab.model.PartSpec;
import pagewalk.lab.model.PartSpec.Field;
import pagewalk.lab.model.PartSpec.Question;
import pagewalk.lab.model.PartSpec.Trial;
import pagewalk.lab.model.Sought;

/** The tables of a part: a string of references, and a question for each policy with a field for each step. */
final class TablesSource {
    /** As many values as an answer has. */
    private static final int MAX_STEPS = 16;

    private static final int MAX_PAGE = 63;

    private final Filling filling;
    private final TrialReader reader;
    private final Beliefs believed;
    private final List<Integer> pages = new ArrayList<>();
    private final List<Trial> trials = new ArrayList<>();
    private final List<Question> questions = new ArrayList<>();
    private int points;

    TablesSource(Filling filling, TrialReader reader) {
        this.filling = filling;
        this.reader = reader;
        believed = new Beliefs(filling);
    }

    /** Reads a policy and its frames. */
    interface TrialReader {
        Trial read(String name, YamlItem item);
    }

    List<Integer> pages() {
        return pages;
    }

    List<Trial> trials() {
        return trials;
    }

    List<Question> questions() {
        return questions;
    }

    int points() {
        return points;
    }

    List<Idea> ideas(YamlItem part) {
        return believed.ideas(part);
    }

    void read(YamlItem part) {
        string(part.get("string"));
        YamlItem tables = part.get("tables");
        for (String name : tables.keys()) {
            YamlItem one = tables.get(name);
            one.allowOnly("policy", "frames", "text", "weight", "misled");
            trials.add(reader.read(name, one));
            question(one, trials.get(trials.size() - 1));
        }
    }

    /** Page numbers with commas between them, or the options of OSTEP's exercise, which draws them from a seed. */
    private void string(YamlItem item) {
        String text = filling.text(item).strip();
        List<String> faults = new ArrayList<>();
        OstepReader ostep = new OstepReader(
                (high, low, kind) -> pages.add(high == 0 ? low : -1), (line, column, message) -> faults.add(message));
        byte[] bytes = (text.startsWith("-") ? text : "-a " + text).getBytes(StandardCharsets.UTF_8);
        ostep.feed(bytes, 0, bytes.length);
        ostep.finish();
        if (!faults.isEmpty()) {
            throw item.fault("'" + text + "': " + faults.get(0));
        }
        if (pages.size() < 2 || pages.size() > MAX_STEPS) {
            throw item.fault("'" + text + "' has " + pages.size() + " references; 2 to " + MAX_STEPS + " are allowed");
        }
        for (int page : pages) {
            if (page < 0 || page > MAX_PAGE) {
                throw item.fault("'" + text + "' has page " + page + "; pages are 0 to " + MAX_PAGE);
            }
        }
    }

    private void question(YamlItem item, Trial trial) {
        int id = questions.size() + 1;
        StepTable table = table(item.get("policy"), trial);
        int weight = Filling.points(item, "weight");
        List<Field> fields = new ArrayList<>();
        for (int step = 1; step <= table.size(); step++) {
            Sought cell = new Sought.Known(table.cell(step), table.rule(step), table.why(step));
            String label = "Step " + step + ": page " + pages.get(step - 1);
            fields.add(new Field(StepTable.key(step), label, weight, new PartSpec.Form.Choice(table.words()), cell));
            points += weight;
        }
        for (String idea : item.keysOf("misled")) {
            YamlItem policy = item.get("misled").get(idea);
            Trial other = new Trial(idea, filling.text(policy), trial.frames());
            believe(policy, idea, id, table(policy, other));
        }
        questions.add(new Question(id, "", filling.text(item.get("text")), fields));
    }

    /** Somebody with this idea fills in the table of another policy. */
    private void believe(YamlItem place, String idea, int question, StepTable other) {
        for (int step = 1; step <= other.size(); step++) {
            Sought cell = new Sought.Known(other.cell(step), Rule.NONE, "");
            believed.add(place, idea, new OwnIdea.Belief(question, StepTable.key(step), cell));
        }
    }

    private StepTable table(YamlItem place, Trial trial) {
        String fault = StepTable.fault(trial.policy());
        if (fault != null) {
            throw place.fault(fault);
        }
        return StepTable.of(trial, pages);
    }
}
