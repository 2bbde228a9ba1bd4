package pagewalk.lab.model;

import java.util.List;

/** One part of a lab, with every draw filled in, as a student gets it. */
public sealed interface PartSpec {
    /** What is said about a part. */
    record Head(String name, String title, String text, int points) {}

    /** Where a part begins: the machine (one line of MachineConfig text) and the commands run on it beforehand. */
    record Setup(String config, List<String> start) {
        public Setup {
            start = List.copyOf(start);
        }
    }

    /** One value asked for: its key in the answer, what the student reads, and its share of the points. */
    record Field(String key, String label, int weight) {}

    /** Asked before {@code command} is carried out; {@code id} counts from 1. */
    record Question(int id, String command, List<Field> fields) {
        public Question {
            fields = List.copyOf(fields);
        }

        /** The keys asked for, in order. */
        public List<String> keys() {
            List<String> keys = new java.util.ArrayList<>();
            for (Field field : fields) {
                keys.add(field.key());
            }
            return keys;
        }
    }

    Head head();

    Setup setup();

    default String name() {
        return head().name();
    }

    /** Values to be committed before the step that shows them. */
    record Predict(Head head, Setup setup, List<Question> questions) implements PartSpec {
        public Predict {
            questions = List.copyOf(questions);
        }
    }

    /** A state to be reached by the student's own commands, at most {@code maxCommands} of them. */
    record Reach(Head head, Setup setup, String goal, String goalText, int maxCommands) implements PartSpec {}
}
