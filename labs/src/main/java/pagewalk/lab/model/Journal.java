package pagewalk.lab.model;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pagewalk.engine.command.Command;

/** The body of a session as trees: a part has branches, and one of them is the leaf that counts. */
public final class Journal {
    /** More parts than any lab has; the limit keeps a hostile file from naming thousands. */
    private static final int MAX_PARTS = 64;

    private final List<PartJournal> parts = new ArrayList<>();

    private Journal() {}

    /**
     * Builds the trees; a branch of commands that do not exist, or a part too many, is a {@link TextFault} at that
     * line.
     */
    public static Journal of(List<JournalLine> lines, String firstPart) {
        Journal journal = new Journal();
        PartJournal current = journal.partOrNew(firstPart);
        for (int i = 0; i < lines.size(); i++) {
            switch (lines.get(i)) {
                case JournalLine.Part part -> current = journal.partOrNew(part.name());
                case JournalLine.Predict predict ->
                    journal.partOrNew(predict.part().isEmpty() ? firstPart : predict.part())
                            .predict(predict);
                case JournalLine.Input input ->
                    journal.partOrNew(input.part().isEmpty() ? firstPart : input.part()).input = input.pages();
                case JournalLine.Branch branch -> current.branch(branch, i + 1);
                case JournalLine.Issue issue -> current.issue(issue.command());
            }
            if (journal.parts.size() > MAX_PARTS) {
                throw new TextFault(i + 1, 1, "the session has more than " + MAX_PARTS + " parts");
            }
        }
        return journal;
    }

    /** The parts in order of appearance; the first part of the lab is always there. */
    public List<PartJournal> parts() {
        return List.copyOf(parts);
    }

    public @Nullable PartJournal part(String name) {
        for (PartJournal part : parts) {
            if (part.name().equals(name)) {
                return part;
            }
        }
        return null;
    }

    private PartJournal partOrNew(String name) {
        PartJournal known = part(name);
        if (known != null) {
            return known;
        }
        PartJournal part = new PartJournal(name);
        parts.add(part);
        return part;
    }

    /** One part's branches, numbered from 1 in order of appearance, and its predictions. */
    public static final class PartJournal {
        private final String name;
        private final List<Branch> branches = new ArrayList<>();
        private final List<JournalLine.Predict> predictions = new ArrayList<>();
        private int current = 1;
        private List<Integer> input = List.of();

        PartJournal(String name) {
            this.name = name;
            branches.add(new Branch(1, 0, 0, new ArrayList<>()));
        }

        public String name() {
            return name;
        }

        public int branches() {
            return branches.size();
        }

        /** The branch of the last line: the one that counts. */
        public int leaf() {
            return current;
        }

        /** The commands of a branch from the part's start, its ancestors' first. */
        public List<Command> path(int branch) {
            List<Branch> chain = new ArrayList<>();
            for (int id = branch; id != 0; id = branches.get(id - 1).parent()) {
                chain.add(branches.get(id - 1));
            }
            List<Command> path = new ArrayList<>();
            for (int i = chain.size() - 1; i >= 0; i--) {
                path.addAll(chain.get(i).own());
                int shared = i == 0 ? path.size() : chain.get(i - 1).at();
                path.subList(shared, path.size()).clear();
            }
            return path;
        }

        /** The commands that count. */
        public List<Command> path() {
            return path(current);
        }

        /** The committed answer to a question, the first if there are several; null when there is none. */
        public @Nullable Answer prediction(int question) {
            for (JournalLine.Predict predict : predictions) {
                if (predict.question() == question) {
                    return predict.answer();
                }
            }
            return null;
        }

        /** What was built last; empty when nothing was. */
        public List<Integer> input() {
            return input;
        }

        /** True when nothing was done in this part. */
        public boolean untouched() {
            return predictions.isEmpty() && input.isEmpty() && path().isEmpty();
        }

        private void predict(JournalLine.Predict predict) {
            predictions.add(predict);
        }

        private void issue(Command command) {
            branches.get(current - 1).own().add(command);
        }

        private void branch(JournalLine.Branch line, int at) {
            int parent = line.of() == 0 ? current : line.of();
            if (parent > branches.size()) {
                throw new TextFault(at, 1, "branch of=" + parent + ", but this part has " + branches.size());
            }
            int length = length(parent);
            if (line.at() > length) {
                throw new TextFault(at, 1, "branch at=" + line.at() + ", but branch " + parent + " has " + length);
            }
            branches.add(new Branch(branches.size() + 1, parent, line.at(), new ArrayList<>()));
            current = branches.size();
        }

        private int length(int branch) {
            Branch last = branches.get(branch - 1);
            return last.at() + last.own().size();
        }
    }

    /** {@code own} continues the first {@code at} commands of {@code parent}; 0 = the part's start. */
    private record Branch(int id, int parent, int at, List<Command> own) {}
}
