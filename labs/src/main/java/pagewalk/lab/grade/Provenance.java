package pagewalk.lab.grade;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pagewalk.lab.Lab;
import pagewalk.lab.Variant;
import pagewalk.lab.model.EngineHash;
import pagewalk.lab.model.Journal;
import pagewalk.lab.model.Mode;
import pagewalk.lab.model.PartSpec;
import pagewalk.lab.model.SessionFile;
import pagewalk.lab.model.SessionHeader;

/** Whether a file is what it says: of this lab, this student, this seed, and unchanged since it was made. */
final class Provenance {
    private Provenance() {}

    /** A verdict that ends the grading, or null. */
    static @Nullable Verdict check(Lab lab, Variant variant, SessionFile file) {
        SessionHeader header = file.header();
        if (!lab.id().equals(header.lab())) {
            return Verdict.rejected("the session is of lab " + header.lab() + ", not of " + lab.id());
        }
        String scenario = header.scenario();
        if (scenario != null && !scenario.equals(lab.scenarioHash())) {
            return Verdict.ungradable("the session was made with another version of the lab: scenario "
                    + brief(scenario) + ", here it is " + brief(lab.scenarioHash()));
        }
        return variant.seed().student() != null ? checkOwner(variant, header) : checkOpenSeed(variant, header);
    }

    private static @Nullable Verdict checkOwner(Variant variant, SessionHeader header) {
        String owner = variant.seed().student();
        int attempt = variant.seed().attempt();
        if (header.mode() != Mode.GRADED) {
            return Verdict.rejected("the session is practice: its seed was not made for this student");
        }
        if (!java.util.Objects.equals(owner, header.student())) {
            return Verdict.rejected("the session is of student " + header.student() + ", not of " + owner);
        }
        if (header.attempt() != attempt) {
            return Verdict.rejected("the session is of attempt " + header.attempt() + ", not " + attempt);
        }
        String seed = header.seed();
        if (seed != null && !seed.equals(variant.seedHex())) {
            return Verdict.rejected("the seed in the file is not the one of student " + owner + ", attempt " + attempt);
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
    static List<String> digests(Variant variant, Journal journal) {
        List<String> digests = new ArrayList<>();
        for (PartSpec part : variant.parts()) {
            Journal.PartJournal done = journal.part(part.name());
            if (done != null && !done.untouched()) {
                digests.add(part.name() + ":" + Grader.digest(part, done.path()));
            }
        }
        return digests;
    }

    /** A digest in the header must be what the commands give. */
    static @Nullable Verdict checkDigest(SessionHeader header, String found) {
        String said = header.digest();
        if (said == null || said.equals(found)) {
            return null;
        }
        if (isOtherEngine(header)) {
            return Verdict.ungradable("the session was made with another engine and comes out differently here: digest "
                    + said + ", here it is " + found);
        }
        return Verdict.rejected("the file was edited: its digest is " + said + ", its commands give " + found);
    }

    static List<String> notes(SessionHeader header) {
        return isOtherEngine(header)
                ? List.of("the session was made with another engine, " + brief(String.valueOf(header.engine()))
                        + "; this one is " + brief(EngineHash.HEX))
                : List.of();
    }

    private static boolean isOtherEngine(SessionHeader header) {
        return !EngineHash.HEX.equals(header.engine());
    }

    private static String brief(String hash) {
        return hash.length() > 12 ? hash.substring(0, 12) : hash;
    }
}
