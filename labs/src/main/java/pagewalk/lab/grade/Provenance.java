package pagewalk.lab.grade;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import pagewalk.engine.event.Events;
import pagewalk.lab.Lab;
import pagewalk.lab.Variant;
import pagewalk.lab.content.PartVariant;
import pagewalk.lab.model.EngineHash;
import pagewalk.lab.model.Journal;
import pagewalk.lab.model.Mode;
import pagewalk.lab.model.PartSpec;
import pagewalk.lab.model.SessionFile;
import pagewalk.lab.model.SessionHeader;
import pagewalk.lab.model.TextFault;

/**
 * Whether a file is what it says: of this lab, this student, this seed, and unchanged since it was made. The sentences
 * are for the student who handed it in.
 */
final class Provenance {
    private static final String OWN = ". Hand in the session you made yourself.";

    private Provenance() {}

    /** A verdict that ends the grading, or null. */
    static @Nullable Verdict check(Lab lab, Variant variant, SessionFile file) {
        SessionHeader header = file.header();
        if (header.lab() == null) {
            return Verdict.rejected("the session names no lab; this is " + lab.id());
        }
        if (!lab.id().equals(header.lab())) {
            return Verdict.rejected("the session is of lab " + header.lab() + ", not of " + lab.id());
        }
        String scenario = header.scenario();
        if (scenario != null && !scenario.equals(lab.scenarioHash())) {
            return Verdict.ungradable("the session was made with another version of the lab: scenario "
                    + brief(scenario) + ", here it is " + brief(lab.scenarioHash())
                    + ". Open the lab again, and ask your teacher which version counts.");
        }
        return variant.seed().student() != null ? checkOwner(variant, header) : checkOpenSeed(variant, header);
    }

    private static @Nullable Verdict checkOwner(Variant variant, SessionHeader header) {
        String owner = variant.seed().student();
        int attempt = variant.seed().attempt();
        if (header.mode() != Mode.GRADED) {
            return Verdict.rejected("the session is practice, with numbers that were not made for student " + owner
                    + ". Hand in the graded session of this lab.");
        }
        if (header.student() == null) {
            return Verdict.rejected("the session names no student, and " + owner + " is who it should be of");
        }
        if (!Objects.equals(owner, header.student())) {
            return Verdict.rejected("the session is of student " + header.student() + ", not of " + owner + OWN);
        }
        if (header.attempt() != attempt) {
            return Verdict.rejected("the session is of attempt " + header.attempt() + ", not " + attempt);
        }
        String seed = header.seed();
        if (seed != null && !seed.equals(variant.seedHex())) {
            return Verdict.rejected(madeWithOtherNumbers(variant, "the seed in the file is not theirs"));
        }
        return null;
    }

    private static @Nullable Verdict checkOpenSeed(Variant variant, SessionHeader header) {
        String seed = header.seed();
        return seed != null && !seed.equals(variant.seedHex())
                ? Verdict.rejected("the seed in the file is " + seed + ", but the variant's is " + variant.seedHex())
                : null;
    }

    /** The event chain after each part's last counted command, as the header's digest line has it. */
    static List<String> digests(Variant variant, Journal journal, Events meter) {
        List<String> digests = new ArrayList<>();
        for (PartSpec part : variant.parts()) {
            Journal.PartJournal done = journal.part(part.name());
            if (done != null && !done.untouched() && hasMachine(part)) {
                digests.add(part.name() + ":" + Grader.digest(part, done.path(), meter));
            }
        }
        return digests;
    }

    /** Whoever works on a part without a machine of their own has no digest of it. */
    private static boolean hasMachine(PartSpec part) {
        return part instanceof PartSpec.Predict || part instanceof PartSpec.Reach || part instanceof PartSpec.Tune;
    }

    /** A digest in the header must be what the commands give. */
    static @Nullable Verdict checkDigest(Variant variant, SessionFile file, Journal journal, String found) {
        SessionHeader header = file.header();
        String said = header.digest();
        if (said == null || said.equals(found)) {
            return null;
        }
        if (isOtherEngine(header)) {
            return Verdict.ungradable("the session was made with another engine, " + brief(engine(header))
                    + "; in this one, " + brief(EngineHash.HEX)
                    + ", its commands come out differently. That is no fault of yours: reload the page, and tell your"
                    + " teacher.");
        }
        return Verdict.rejected(difference(variant, journal, said, found));
    }

    /** The first part that differs, and in it the first command if that can be found. */
    private static String difference(Variant variant, Journal journal, String said, String found) {
        String first = null;
        boolean foreign = variant.seed().student() != null;
        for (PartVariant part : variant.graded()) {
            String before = digestOf(said, part.name());
            String now = digestOf(found, part.name());
            if (!Objects.equals(before, now)) {
                String edit = before == null || now == null ? null : edit(part, journal, before);
                foreign &= before != null && now != null && edit == null;
                first = first == null ? what(part, journal, before, now, edit) : first;
            } else if (before != null) {
                foreign = false;
            }
        }
        if (first != null && foreign) {
            return madeWithOtherNumbers(variant, "the file's commands do not come out with theirs (" + first + ")");
        }
        return "the file was edited after it was saved, its digest does not fit its commands: "
                + (first == null ? "the line of the digest itself was changed" : first) + ".";
    }

    private static @Nullable String edit(PartVariant part, Journal journal, String before) {
        Journal.PartJournal done = journal.part(part.name());
        return done == null ? null : new EditedLog(part, done.path(), before).told();
    }

    private static String what(
            PartVariant part, Journal journal, @Nullable String before, @Nullable String now, @Nullable String edit) {
        Journal.PartJournal done = journal.part(part.name());
        if (before == null) {
            return "part " + part.name() + " was added";
        }
        if (now == null || done == null) {
            return "part " + part.name() + " was taken out";
        }
        String more = edit != null ? edit : new EditedLog(part, done.path(), before).unasked();
        return "in part " + part.name() + " " + (more == null ? "its commands end otherwise than they did" : more);
    }

    private static String madeWithOtherNumbers(Variant variant, String why) {
        return "the session was made with other numbers than those of student "
                + variant.seed().student() + ", attempt " + variant.seed().attempt() + ": " + why + OWN;
    }

    private static @Nullable String digestOf(String digests, String part) {
        for (String one : digests.split(",", -1)) {
            if (one.startsWith(part + ":")) {
                return one.substring(part.length() + 1);
            }
        }
        return null;
    }

    /** Where in the file, as the page writes it, a fault of the body's line is, and what stands there. */
    static String place(SessionFile file, TextFault fault) {
        if (fault.line() > file.lines().size()) {
            return "the session cannot be carried out: " + fault.reason();
        }
        String text = file.text();
        int above = text.substring(0, text.indexOf("\n\n") + 2).split("\n", -1).length - 1;
        return "line " + (above + fault.line()) + " ("
                + file.lines().get(fault.line() - 1).text() + "): " + fault.reason();
    }

    static List<String> notes(SessionHeader header) {
        return isOtherEngine(header)
                ? List.of("the session was made with another engine, " + brief(engine(header)) + "; this one is "
                        + brief(EngineHash.HEX))
                : List.of();
    }

    private static boolean isOtherEngine(SessionHeader header) {
        return !EngineHash.HEX.equals(header.engine());
    }

    private static String engine(SessionHeader header) {
        String engine = header.engine();
        return engine == null ? "not named" : engine;
    }

    private static String brief(String hash) {
        return hash.length() > 12 ? hash.substring(0, 12) : hash;
    }
}
