package pagewalk.lab.grade;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pagewalk.engine.Machine;
import pagewalk.engine.command.Command;
import pagewalk.engine.event.Events;
import pagewalk.lab.Commits;
import pagewalk.lab.Lab;
import pagewalk.lab.Variant;
import pagewalk.lab.content.Hmac;
import pagewalk.lab.content.PartVariant;
import pagewalk.lab.grade.Verdict.Evidence;
import pagewalk.lab.grade.Verdict.PartVerdict;
import pagewalk.lab.grade.Verdict.State;
import pagewalk.lab.grade.Verdict.WrongStep;
import pagewalk.lab.model.Answer;
import pagewalk.lab.model.Journal;
import pagewalk.lab.model.PartRun;
import pagewalk.lab.model.PartSpec;
import pagewalk.lab.model.SessionFile;
import pagewalk.lab.model.TextFault;

/** Grades one session by carrying it out again. */
public final class Grader {
    private final Lab lab;
    private final Variant variant;
    private final SessionFile file;
    private final @Nullable Commits commits;
    private final String text;
    private final List<PartVerdict> parts = new ArrayList<>();
    private @Nullable WrongStep firstWrong;
    /** The one part to grade; null for all. */
    private @Nullable String only;

    private Grader(Variant variant, SessionFile file, String text, @Nullable Commits commits) {
        this.lab = variant.lab();
        this.variant = variant;
        this.file = file;
        this.text = text;
        this.commits = commits;
    }

    /** Grades a session whose predictions are taken from the file. Never throws for bad input. */
    public static Verdict grade(Lab lab, Variant variant, SessionFile file, GradeBudget budget) {
        return grade(lab, variant, file, budget, null);
    }

    /**
     * Grades a session against what the server stored.
     *
     * @param commits the answers committed before their reveal; a file that says otherwise is rejected. Null when
     *     there is no such record.
     */
    public static Verdict grade(
            Lab lab, Variant variant, SessionFile file, GradeBudget budget, @Nullable Commits commits) {
        return new Grader(variant, file, file.text(), commits).verdict(budget);
    }

    /** Grades one part of a session and leaves the other parts out of the verdict; its grade is what the whole has. */
    static Verdict gradePart(Variant variant, SessionFile file, String part, GradeBudget budget) {
        Grader grader = new Grader(variant, file, file.text(), null);
        grader.only = part;
        return grader.verdict(budget);
    }

    /**
     * Grades a session by the present version of its lab, which need not be the one it was made with: what may differ
     * between the two are points, checks and texts. A session that no longer fits is ungradable, with the reason.
     */
    public static Verdict regrade(
            Variant made, Variant now, SessionFile file, GradeBudget budget, @Nullable Commits commits) {
        Verdict then = grade(made.lab(), made, file, budget, commits);
        String present = now.lab().scenarioHash();
        if (then.state() != State.GRADED || made.lab().scenarioHash().equals(present)) {
            return then;
        }
        String unlike = SameTask.whyNot(made, now);
        if (unlike != null) {
            return Verdict.ungradable("the lab was changed too much since the session was made: " + unlike);
        }
        SessionFile carried = new SessionFile(file.header().with("scenario", present), file.lines());
        return new Grader(now, carried, file.text(), commits).verdict(budget);
    }

    private Verdict verdict(GradeBudget budget) {
        try {
            return run(budget);
        } catch (TextFault fault) {
            return Verdict.rejected(Provenance.place(file, fault));
        } catch (Meter.Exceeded exceeded) {
            return Verdict.rejected("the session makes more than " + budget.events() + " events");
        }
    }

    private Verdict run(GradeBudget budget) {
        Verdict foreign = Provenance.check(lab, variant, file);
        if (foreign != null) {
            return foreign;
        }
        if (text.length() > budget.chars()) {
            return Verdict.rejected("the session has " + text.length() + " characters, the limit is " + budget.chars());
        }
        Journal journal = file.journal(lab.partNames().get(0));
        String refused = whyNot(journal, budget);
        if (refused != null) {
            return Verdict.rejected(refused);
        }
        // First without keeping events: what follows carries out no more than this did.
        String digest = String.join(",", Provenance.digests(variant, journal, new Meter(budget.events())));
        for (PartVariant part : variant.graded()) {
            if (only == null || only.equals(part.name())) {
                add(part, grade(part, journal.part(part.name())));
            }
        }
        return verdict(journal, digest);
    }

    private @Nullable String whyNot(Journal journal, GradeBudget budget) {
        int counted = 0;
        for (Journal.PartJournal part : journal.parts()) {
            if (!lab.partNames().contains(part.name())) {
                return "the lab has no part '" + part.name() + "'";
            }
            counted += part.path().size();
        }
        if (counted > budget.commands()) {
            return "the session has " + counted + " commands that count, the limit is " + budget.commands();
        }
        return commits == null ? null : predictionsEdited(journal, commits);
    }

    private @Nullable String predictionsEdited(Journal journal, Commits stored) {
        for (PartSpec part : variant.parts()) {
            for (PartSpec.Question question : part.asked()) {
                Answer committed = stored.get(part.name(), question.id());
                String fault = edited(answer(journal, part.name(), question.id()), committed);
                if (fault != null) {
                    return "part " + part.name() + ", question " + question.id() + ": " + fault;
                }
            }
        }
        return null;
    }

    private static @Nullable String edited(@Nullable Answer inFile, @Nullable Answer committed) {
        if (inFile == null || (committed != null && inFile.text().equals(committed.text()))) {
            return null;
        }
        return "the answer in the file is " + inFile.text()
                + (committed == null ? ", but none was committed" : ", but " + committed.text() + " was committed");
    }

    private static @Nullable Answer answer(Journal journal, String part, int question) {
        Journal.PartJournal done = journal.part(part);
        return done == null ? null : done.prediction(question);
    }

    private PartOutcome grade(PartVariant part, Journal.@Nullable PartJournal done) {
        List<Command> path = done == null ? List.of() : done.path();
        return switch (part.spec()) {
            case PartSpec.Reach reach -> new ReachGrader(part, reach, path, lab.hints(part.name())).grade();
            case PartSpec.Tune tune -> new TuneGrader(part, tune, path).grade();
            case PartSpec.Build build -> new BuildGrader(part, build, done == null ? List.of() : done.input()).grade();
            case PartSpec asked ->
                new PredictGrader(part, asked, question -> {
                            Answer stored = commits == null ? null : commits.get(part.name(), question);
                            return stored != null || done == null ? stored : done.prediction(question);
                        })
                        .grade();
        };
    }

    private void add(PartVariant part, PartOutcome outcome) {
        parts.add(new PartVerdict(part.name(), part.spec().head().title(), outcome.checks()));
        if (firstWrong == null) {
            firstWrong = outcome.wrong();
        }
    }

    private Verdict verdict(Journal journal, String finalDigest) {
        Verdict edited = Provenance.checkDigest(variant, file, journal, finalDigest);
        if (edited != null) {
            return edited;
        }
        boolean verified = variant.seed().student() != null;
        Evidence evidence = new Evidence(
                verified, variant.seedHex(), Hmac.hash(text), finalDigest, Provenance.notes(file.header()));
        return new Verdict(State.GRADED, null, parts, firstWrong, evidence);
    }

    /** The event chain after a path, played again from its part's start. */
    static String digest(PartSpec part, List<Command> path, Events meter) {
        Machine machine = PartRun.begin(part.setup()).machine();
        for (Command command : path) {
            machine.run(command, meter);
        }
        return machine.digest();
    }
}
