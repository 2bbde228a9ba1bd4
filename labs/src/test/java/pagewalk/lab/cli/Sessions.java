package pagewalk.lab.cli;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import pagewalk.lab.Lab;
import pagewalk.lab.LabCatalogue;
import pagewalk.lab.Variant;
import pagewalk.lab.VariantSeed;
import pagewalk.lab.grade.GradeBudget;
import pagewalk.lab.grade.Grader;
import pagewalk.lab.model.JournalLine;
import pagewalk.lab.model.SessionFile;

/** Session files of lab 02 as the page writes them: with the digest of what was done. */
final class Sessions {
    static final String KEY = "00112233445566778899aabbccddeeff";
    static final Lab LAB = LabCatalogue.shippedLab("02-split-and-merge");

    private Sessions() {}

    static Variant graded(String student) {
        return LAB.variant(VariantSeed.graded(HexFormat.of().parseHex(KEY), LAB.id(), student, 1));
    }

    /** The lab's own solution. */
    static SessionFile solved(Variant variant) {
        return sealed(variant, variant.reference());
    }

    /** The solution without the last command of the second part, which misses its goal. */
    static SessionFile half(Variant variant) {
        SessionFile whole = variant.reference();
        List<JournalLine> lines = new ArrayList<>(whole.lines());
        lines.remove(lines.indexOf(new JournalLine.Part("books")) - 1);
        return sealed(variant, new SessionFile(whole.header(), lines));
    }

    /** Gives a session the digest of its commands. */
    static SessionFile sealed(Variant variant, SessionFile file) {
        String digest = Grader.grade(LAB, variant, with(file, "digest", ""), GradeBudget.DEFAULT)
                .evidence()
                .finalDigest();
        return with(file, "digest", digest);
    }

    static SessionFile with(SessionFile file, String key, String value) {
        return new SessionFile(file.header().with(key, value), file.lines());
    }

    /** The same header over other lines. */
    static SessionFile lines(SessionFile file, List<JournalLine> lines) {
        return new SessionFile(file.header(), lines);
    }
}
