package pagewalk.web.session;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pagewalk.engine.ConfigText;
import pagewalk.engine.MachineConfig;
import pagewalk.engine.Reply;
import pagewalk.engine.command.Command;
import pagewalk.engine.timeline.Timeline;
import pagewalk.engine.util.Part;
import pagewalk.lab.model.Answer;
import pagewalk.lab.model.JournalLine;
import pagewalk.lab.model.PartRun;
import pagewalk.lab.model.PartSpec;
import pagewalk.lab.model.TextFault;

/**
 * One part of a lab as the student works on it: a timeline with branches, its predictions, and the journal lines that
 * lead there.
 *
 * <p>Journal branches (numbered from 1, as in a session file) and branches of the timeline are not the same: a journal
 * branch that continues at another's tip shares its timeline branch.
 */
public final class PartSession {
    /** What a command did, and the lines that record it. */
    public record Issued(Reply reply, List<String> lines) {}

    private record JournalBranch(int timelineBranch, int length) {}

    private record Prediction(int question, Answer answer) {}

    private final String name;
    private final Timeline timeline;
    private final int start;
    private final List<JournalBranch> branches = new ArrayList<>();
    private final List<Prediction> predictions = new ArrayList<>();
    private List<Integer> input = List.of();
    private int current = 1;

    /** Boots the part and runs its start; throws {@link TextFault} when the setup is malformed. */
    public PartSession(String name, MachineConfig config, List<String> startCommands) {
        this.name = name;
        timeline = new Timeline(config);
        for (int i = 0; i < startCommands.size(); i++) {
            timeline.apply(PartRun.command(startCommands.get(i), i + 1));
        }
        start = timeline.commands();
        branches.add(new JournalBranch(timeline.branch(), 0));
    }

    /** Boots the part of a lab. */
    public static PartSession of(PartSpec spec) {
        return new PartSession(
                spec.name(), configOf(spec.setup().config()), spec.setup().start());
    }

    /** Reads a machine; throws {@link TextFault} when the text is none. */
    public static MachineConfig configOf(String text) {
        return switch (ConfigText.parse(text)) {
            case ConfigText.Result.Ok ok -> ok.config();
            case ConfigText.Result.Malformed bad -> throw new TextFault(bad.line(), bad.column(), bad.message());
        };
    }

    public String name() {
        return name;
    }

    public Timeline timeline() {
        return timeline;
    }

    /** Commands the part ran by itself; they cannot be changed. */
    public int startCommands() {
        return start;
    }

    /** The first event after the start. */
    public int startEvents() {
        return start == 0 ? 0 : timeline.endEventOf(start - 1);
    }

    /** Commands finished at the position. */
    public int finishedCommands() {
        return timeline.atCommandEnd() ? timeline.command() : timeline.command() - 1;
    }

    /** Whether the position is before the end of the part's own start, where nothing can be added. */
    public boolean insideStart() {
        return finishedCommands() < start;
    }

    /** Whether a command issued now continues the branch instead of leaving it. */
    public boolean atTip() {
        return timeline.event() == timeline.events();
    }

    /** Carries out a command at the position; in the past that begins a branch. Not allowed inside the start. */
    public Issued issue(Command command) {
        List<String> lines = new ArrayList<>();
        int own = finishedCommands() - start;
        JournalBranch here = branches.get(current - 1);
        boolean continues = timeline.branch() == here.timelineBranch() && own == here.length() && atTip();
        if (!continues) {
            lines.add(new JournalLine.Branch(own, journalBranchOf(timeline.branch(), own)).text());
            branches.add(new JournalBranch(timeline.branch(), own));
            current = branches.size();
        }
        lines.add(command.text());
        return new Issued(applyHere(command), lines);
    }

    private Reply applyHere(Command command) {
        Reply reply = timeline.apply(command);
        branches.set(current - 1, new JournalBranch(timeline.branch(), timeline.commands() - start));
        return reply;
    }

    /** The newest journal branch whose first {@code own} commands are those of the timeline branch. */
    private int journalBranchOf(int timelineBranch, int own) {
        for (int id = branches.size(); id > 1; id--) {
            JournalBranch branch = branches.get(id - 1);
            if (branch.timelineBranch() == timelineBranch && branch.length() >= own) {
                return id;
            }
        }
        return 1;
    }

    /** The line, if one is needed, that makes the branch now shown the one that counts. */
    public List<String> chooseShownBranch() {
        int own = Math.max(timeline.commands() - start, 0);
        JournalBranch here = branches.get(current - 1);
        if (here.timelineBranch() == timeline.branch() && here.length() == own) {
            return List.of();
        }
        String line = new JournalLine.Branch(own, journalBranchOf(timeline.branch(), own)).text();
        branches.add(new JournalBranch(timeline.branch(), own));
        current = branches.size();
        return List.of(line);
    }

    /** Whether the branch now shown is the one that counts. */
    public boolean shownBranchCounts() {
        return branches.get(current - 1).timelineBranch() == timeline.branch();
    }

    /** Records a committed answer; the line that says so. */
    public String predict(int question, Answer answer) {
        predictions.add(new Prediction(question, answer));
        return new JournalLine.Predict(name, question, answer).text();
    }

    /** Records what was built; the line that says so. */
    public String build(List<Integer> pages) {
        input = List.copyOf(pages);
        return new JournalLine.Input(name, input).text();
    }

    /** What was built last; empty when nothing was. */
    public List<Integer> input() {
        return input;
    }

    /** The committed answer, the first if there are several; null when there is none. */
    public @Nullable Answer prediction(int question) {
        for (Prediction prediction : predictions) {
            if (prediction.question() == question) {
                return prediction.answer();
            }
        }
        return null;
    }

    /** True when the student did nothing here. */
    public boolean untouched() {
        return predictions.isEmpty() && input.isEmpty() && branches.size() == 1 && timeline.commands() == start;
    }

    /** Takes a journal line of this part; branch lines that point nowhere are taken as far as they reach. */
    void replay(JournalLine line) {
        switch (line) {
            case JournalLine.Part part -> {}
            case JournalLine.Predict predict -> predict(predict.question(), predict.answer());
            case JournalLine.Input built -> keep(built);
            case JournalLine.Branch branch -> replayBranch(branch);
            case JournalLine.Issue issue -> replayCommand(issue.command());
        }
    }

    /** In the program that knows no strings to build nothing is kept. */
    @Part("kinds")
    private boolean keep(JournalLine.Input built) {
        input = built.pages();
        return true;
    }

    private void replayBranch(JournalLine.Branch line) {
        int parent = line.of() == 0 ? current : Math.min(line.of(), branches.size());
        JournalBranch from = branches.get(parent - 1);
        branches.add(new JournalBranch(from.timelineBranch(), Math.min(line.at(), from.length())));
        current = branches.size();
    }

    private void replayCommand(Command command) {
        JournalBranch here = branches.get(current - 1);
        if (timeline.branch() != here.timelineBranch()) {
            timeline.switchTo(here.timelineBranch());
        }
        if (!atTip() || timeline.commands() != start + here.length()) {
            timeline.seekCommand(start + here.length());
        }
        applyHere(command);
    }

    /** Goes to the end of the branch that counts. */
    public void showLeaf() {
        JournalBranch here = branches.get(current - 1);
        if (timeline.branch() != here.timelineBranch()) {
            timeline.switchTo(here.timelineBranch());
        }
        timeline.seekCommand(start + here.length());
    }
}
