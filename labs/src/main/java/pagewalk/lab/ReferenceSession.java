package pagewalk.lab;

import java.util.ArrayList;
import java.util.List;
import pagewalk.lab.model.EngineHash;
import pagewalk.lab.model.JournalLine;
import pagewalk.lab.model.Mode;
import pagewalk.lab.model.SessionFile;
import pagewalk.lab.model.SessionHeader;

/** Session files made by the program itself: the header a client writes, and the reference's body. */
final class ReferenceSession {
    private ReferenceSession() {}

    static SessionFile of(Variant variant, List<DrawnPart> parts) {
        List<JournalLine> lines = new ArrayList<>();
        for (DrawnPart part : parts) {
            lines.add(new JournalLine.Part(part.variant().name()));
            lines.addAll(part.solution());
        }
        return new SessionFile(header(variant), lines);
    }

    static SessionHeader header(Variant variant) {
        VariantSeed seed = variant.seed();
        Mode mode = seed.student() == null ? Mode.PRACTICE : Mode.GRADED;
        SessionHeader header = SessionHeader.EMPTY
                .with("engine", EngineHash.HEX)
                .with("lab", variant.lab().id())
                .with("scenario", variant.lab().scenarioHash())
                .with("mode", mode.word())
                .with("seed", mode == Mode.GRADED ? SessionHeader.WITHHELD : variant.seedHex())
                .with("attempt", Integer.toString(seed.attempt()));
        String student = seed.student();
        return student == null ? header : header.with("student", student);
    }
}
