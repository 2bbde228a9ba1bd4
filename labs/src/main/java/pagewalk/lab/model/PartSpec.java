package pagewalk.lab.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One part of a lab, with every draw filled in. What of it a browser gets is written by hand, never by listing fields:
 * the truth of a question and the start of a diagnosis stay behind.
 */
public sealed interface PartSpec {
    /** What is said about a part. */
    record Head(String name, String title, String text, int points) {}

    /** Where a part begins: the machine (one line of MachineConfig text) and the commands run on it beforehand. */
    record Setup(String config, List<String> start) {
        public Setup {
            start = List.copyOf(start);
        }
    }

    /** How a value is asked for. */
    sealed interface Form {
        /** A number, typed; {@code hex} when it is usually written with 0x. */
        record Number(boolean hex) implements Form {}

        /** One of a few words; the answer is its number, counted from 1. */
        record Choice(List<String> words) implements Form {
            public Choice {
                words = List.copyOf(words);
            }
        }

        /** A frame of the picture; the answer is its pfn. */
        record Point() implements Form {}
    }

    /**
     * One value asked for: its key in the answer, what the student reads, its share of the points, how it is asked for.
     *
     * @param sought where the truth comes from, null for a key of {@link PredictTruth#KEYS}; it never leaves the server
     */
    record Field(
            String key,
            String label,
            int weight,
            Form form,
            @Nullable Sought sought) {
        /** A number of {@link PredictTruth#KEYS}. */
        public Field(String key, String label, int weight) {
            this(key, label, weight, new Form.Number(false), null);
        }

        /** An answer's value as a person would say it. */
        public String word(int value) {
            if (form instanceof Form.Choice choice) {
                return value >= 1 && value <= choice.words().size()
                        ? choice.words().get(value - 1)
                        : "choice " + Answer.word(value);
            }
            boolean hex = form instanceof Form.Number number && number.hex() && value >= 0;
            return hex ? "0x" + Integer.toHexString(value) : Answer.word(value);
        }
    }

    /**
     * Asked before {@code command} is carried out, or about the state as it is when there is none.
     *
     * @param id counts from 1
     * @param text what is asked, empty where the command and the labels say enough
     */
    record Question(int id, String command, String text, List<Field> fields) {
        public Question {
            fields = List.copyOf(fields);
        }

        /** A question that its command explains. */
        public Question(int id, String command, List<Field> fields) {
            this(id, command, "", fields);
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

    /** What a student builds: {@code from} to {@code to} page numbers, each of 1 to {@code pages}. */
    record Input(int pages, int from, int to) {}

    /** What the input is tried on: a policy of replacement with a number of frames. */
    record Trial(String name, String policy, int frames) {}

    /** A string of page references with a property, shown by the trials. */
    record Build(Head head, Setup setup, Input input, List<Trial> trials) implements PartSpec {
        public Build {
            trials = List.copyOf(trials);
        }
    }

    /**
     * A setting that may be changed, by sysctl or, if its name is a path, by echo.
     *
     * @param words what may be set; if there are none, a number of {@code from} to {@code to}
     */
    record Knob(String name, int from, int to, List<String> words) {
        public Knob {
            words = List.copyOf(words);
        }
    }

    /** What may be done before a workload: settings, and commands: any of a verb, or one as a whole. */
    record Means(List<Knob> knobs, List<String> allow) {
        public Means {
            knobs = List.copyOf(knobs);
            allow = List.copyOf(allow);
        }
    }

    /** Settings to be chosen for a workload that follows them; scored by a number that should be small. */
    record Tune(Head head, Setup setup, Means means, List<String> workload, String measureText) implements PartSpec {
        public Tune {
            workload = List.copyOf(workload);
        }
    }

    /** Questions about a machine of which only some files are shown. */
    record Diagnose(Head head, Setup setup, List<String> files, List<Question> questions) implements PartSpec {
        public Diagnose {
            files = List.copyOf(files);
            questions = List.copyOf(questions);
        }
    }

    /**
     * Tables to be filled in by hand: what each reference of a string does under each trial.
     *
     * @param questions one for each trial, with a field for each step
     */
    record Table(Head head, Setup setup, List<Integer> pages, List<Trial> trials, List<Question> questions)
            implements PartSpec {
        public Table {
            pages = List.copyOf(pages);
            trials = List.copyOf(trials);
            questions = List.copyOf(questions);
        }
    }

    /** The questions of a part that has some; empty for the others. */
    default List<Question> asked() {
        return switch (this) {
            case Predict predict -> predict.questions();
            case Diagnose diagnose -> diagnose.questions();
            case Table table -> table.questions();
            default -> List.of();
        };
    }

    /** The word for the part's kind, as lab files have it. */
    default String kind() {
        return switch (this) {
            case Predict predict -> "predict";
            case Reach reach -> "reach";
            case Build build -> "build";
            case Tune tune -> "tune";
            case Diagnose diagnose -> "diagnose";
            case Table table -> "table";
        };
    }
}
