package pagewalk.web.bench;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import pagewalk.engine.Limits;
import pagewalk.engine.Reply;
import pagewalk.engine.command.Command;
import pagewalk.engine.command.CommandText;
import pagewalk.engine.command.Parsed;
import pagewalk.engine.event.Event;
import pagewalk.engine.timeline.Timeline;
import pagewalk.engine.util.Part;
import pagewalk.engine.view.MemoryView;
import pagewalk.lab.model.Answer;
import pagewalk.lab.model.PartSpec;
import pagewalk.lab.model.TuneTrial;
import pagewalk.web.dom.Painter;
import pagewalk.web.dom.Status;
import pagewalk.web.session.GoalWatch;
import pagewalk.web.session.LabSession;
import pagewalk.web.session.PartSession;
import pagewalk.web.session.Selection;

/** The session on the page and everything a user can do with it; panels show it and call it. */
public final class Bench {
    private final Painter painter;
    private final Status status;
    private final Selection selection = new Selection();
    private LabSession session;
    private Consumer<List<String>> recorder = lines -> {};
    private Consumer<Outcome> echo = outcome -> {};
    private String readOnly = "";
    private @Nullable Company company;
    private int previousEvent;

    public Bench(LabSession session, Painter painter, Status status) {
        this.session = session;
        this.painter = painter;
        this.status = status;
        previousEvent = timeline().event();
    }

    public LabSession session() {
        return session;
    }

    public PartSession part() {
        return session.part();
    }

    public Timeline timeline() {
        return session.part().timeline();
    }

    public MemoryView memory() {
        return timeline().machine().memory();
    }

    public Selection selection() {
        return selection;
    }

    public Painter painter() {
        return painter;
    }

    public void say(String sentence) {
        status.say(sentence);
    }

    /** Who keeps the journal: gets every line that is added. */
    public void recordTo(Consumer<List<String>> newRecorder) {
        recorder = newRecorder;
    }

    /** Who shows what came of commands, whichever panel they came from. */
    public void echoTo(Consumer<Outcome> newEcho) {
        echo = newEcho;
    }

    /** From now on nothing can be changed; the reason is shown. */
    public void readOnly(String reason) {
        readOnly = reason;
    }

    public boolean isReadOnly() {
        return !readOnly.isEmpty();
    }

    /** From now on the machine is shared with others. */
    public void join(Company others) {
        company = others;
    }

    /** Those who share the machine, or null. */
    public @Nullable Company company() {
        return company;
    }

    /** Lets something happen to the machine that did not begin at this page. */
    public void arrive(Runnable change) {
        previousEvent = timeline().event();
        change.run();
        painter.changed(Painter.EVENTS | Painter.POSITION);
    }

    /** Shows what came of a command later than it was typed. */
    public void show(Outcome outcome) {
        echo.accept(outcome);
    }

    /** Takes another session in place of this one, such as one read from a file. */
    public void open(LabSession newSession) {
        session = newSession;
        selection.clear();
        previousEvent = timeline().event();
        painter.changed(Painter.ALL);
    }

    /** The position before the last move, for pictures that show the way. */
    public int previousEvent() {
        return previousEvent;
    }

    public void stepEvent(int delta) {
        move(() -> timeline().stepEvent(delta));
        sayPosition();
    }

    public void stepCommand(int delta) {
        move(() -> timeline().stepCommand(delta));
        sayPosition();
    }

    /** Goes to a position; without a word, for scrubbing. */
    public void seekEvent(int event) {
        move(() -> timeline().seekEvent(event));
    }

    public void seekAndSay(int event) {
        seekEvent(event);
        sayPosition();
    }

    private void move(Runnable step) {
        previousEvent = timeline().event();
        step.run();
        GoalWatch goal = session.goal();
        if (goal != null) {
            goal.look();
        }
        painter.changed(Painter.POSITION);
    }

    private void sayPosition() {
        say(positionSentence());
    }

    /** Where the timeline stands, as a sentence. */
    public String positionSentence() {
        Timeline timeline = timeline();
        String place = "Event " + timeline.event() + " of " + timeline.events();
        return timeline.event() == 0 ? place + ": the start." : place + ": " + sentenceOf(timeline.event() - 1) + ".";
    }

    /** What an event says; a command's first event says the command. */
    public String sentenceOf(int event) {
        Timeline timeline = timeline();
        Event decoded = timeline.log().event(event);
        if (decoded instanceof Event.CommandBegun) {
            return timeline.commandAt(timeline.commandOfEvent(event)).text();
        }
        return decoded.sentence();
    }

    public void switchBranch(int branch) {
        timeline().switchTo(branch);
        previousEvent = timeline().event();
        painter.changed(Painter.EVENTS | Painter.POSITION);
        say("Branch " + branch + ", " + timeline().commands() + " commands.");
    }

    public void showPart(int part) {
        session.show(part);
        selection.clear();
        previousEvent = timeline().event();
        painter.changed(Painter.ALL);
        say("Part " + session.partData().title() + ".");
    }

    /** Takes a typed line, carries it out if it can be, and shows what came of it. */
    public Outcome type(String line) {
        Outcome outcome = switch (CommandText.parse(line)) {
            case Parsed.Blank blank -> new Outcome.Blank();
            case Parsed.Malformed bad -> new Outcome.Malformed(line, bad.column(), bad.message());
            case Parsed.Ok ok -> carryOut(ok.command());
        };
        echo.accept(outcome);
        return outcome;
    }

    private Outcome carryOut(Command command) {
        if (company != null) {
            return company.take(command);
        }
        if (command instanceof Command.Cat cat
                && (isReadOnly() || session.partData().isPredict())) {
            String body = timeline().machine().readFile(cat.path());
            return body == null
                    ? new Outcome.NotNow(cat.text(), "there is no file " + cat.path())
                    : new Outcome.Looked(cat.text(), body);
        }
        String reason = whyNotNow();
        String other = reason.isEmpty() ? whyNot(command) : null;
        if (other != null) {
            return new Outcome.NotNow(command.text(), other);
        }
        return reason.isEmpty()
                ? new Outcome.Done(command.text(), issue(command))
                : new Outcome.NotNow(command.text(), reason);
    }

    /** Why a command does not belong into this part; null when it may be given. */
    @Part("kinds")
    private @Nullable String whyNot(Command command) {
        return session.partData().spec() instanceof PartSpec.Tune tune ? TuneTrial.whyNot(tune, command) : null;
    }

    /** Why no command can be given here and now; empty when one can. */
    public String whyNotNow() {
        if (isReadOnly()) {
            return readOnly;
        }
        if (session.partData().isPredict()) {
            return "this part is driven by your predictions: commit one in the task panel to see the next step";
        }
        if (part().insideStart()) {
            return "the lab's own start commands cannot be changed: step forward past event " + part().startEvents();
        }
        if (timeline().commands() >= Limits.COMMANDS || timeline().events() >= Limits.EVENTS) {
            return "the session has reached its limit of " + Limits.COMMANDS + " commands or " + Limits.EVENTS
                    + " events";
        }
        return "";
    }

    /** Carries out a command at the position and records it. */
    public Reply issue(Command command) {
        int before = timeline().branch();
        previousEvent = timeline().event();
        PartSession.Issued issued = part().issue(command);
        GoalWatch goal = session.goal();
        if (goal != null) {
            goal.afterCommand();
        }
        record(issued.lines());
        painter.changed(Painter.EVENTS | Painter.POSITION);
        String fork =
                timeline().branch() == before ? "" : "Branch " + timeline().branch() + " begins. ";
        say(fork + command.text() + ": " + issued.reply().line());
        return issued.reply();
    }

    /** Whose command of the timeline it is. */
    public String whose(int command) {
        if (company != null) {
            return company.whose(command);
        }
        return command < part().startCommands() ? "the lab's own start command" : "your command";
    }

    /** Goes to the tip and carries out the command of a question whose prediction is committed. */
    public void reveal(int question, Answer answer, Command command) {
        part().showLeaf();
        if (part().prediction(question) == null) {
            record(List.of(part().predict(question, answer)));
        }
        issue(command);
    }

    /** Records an answer to a question that no command belongs to. */
    public void answer(int question, Answer answer) {
        if (part().prediction(question) == null) {
            record(List.of(part().predict(question, answer)));
            painter.changed(Painter.POSITION);
        }
    }

    /** Records what was built. */
    public void build(List<Integer> pages) {
        record(List.of(part().build(pages)));
        painter.changed(Painter.POSITION);
    }

    /** Makes the branch that each part shows the one that counts. */
    public void chooseShownBranches() {
        for (int i = 0; i < session.data().size(); i++) {
            PartSession each = session.part(i);
            record(each, each.chooseShownBranch());
        }
    }

    private void record(List<String> lines) {
        record(part(), lines);
    }

    private void record(PartSession to, List<String> lines) {
        if (!lines.isEmpty()) {
            recorder.accept(session.body().append(to.name(), lines));
            painter.changed(Painter.LIVE);
        }
    }

    public void hover(int pfn) {
        if (selection.hover(pfn)) {
            painter.changed(Painter.SELECTION);
        }
    }

    public void moveCursor(int pfn) {
        selection.cursor(pfn);
        painter.changed(Painter.SELECTION);
        say(frameSentence(pfn));
    }

    public void pin(int pfn) {
        selection.pin(pfn);
        painter.changed(Painter.SELECTION);
        say("Pinned " + frameSentence(pfn));
    }

    public void clearSelection() {
        selection.clear();
        painter.changed(Painter.SELECTION);
    }

    /** A frame in one sentence. */
    public String frameSentence(int pfn) {
        MemoryView memory = memory();
        int head = memory.blockHead(pfn);
        if (head < 0) {
            return "pfn " + pfn + ", no memory.";
        }
        String name = timeline().machine().names().nameOf(head);
        return "pfn " + pfn + ", " + pagewalk.web.stage.Lens.stateWord(memory.state(pfn))
                + (name == null ? "" : " as " + name) + ", block at " + head + " of order " + memory.blockOrder(pfn)
                + ".";
    }
}
