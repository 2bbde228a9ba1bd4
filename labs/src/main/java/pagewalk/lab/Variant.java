package pagewalk.lab;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pagewalk.lab.content.Kept;
import pagewalk.lab.content.PartVariant;
import pagewalk.lab.model.PartSpec;
import pagewalk.lab.model.SessionFile;

/** A lab as drawn for one seed. Knows everything, hidden checks too: what may leave is made by {@link VariantJson}. */
public final class Variant {
    private final Lab lab;
    private final VariantSeed seed;
    private final List<DrawnPart> drawn;

    Variant(Lab lab, VariantSeed seed, List<DrawnPart> drawn) {
        this.lab = lab;
        this.seed = seed;
        this.drawn = List.copyOf(drawn);
    }

    public Lab lab() {
        return lab;
    }

    public VariantSeed seed() {
        return seed;
    }

    /** The parts as a student gets them. */
    public List<PartSpec> parts() {
        List<PartSpec> specs = new ArrayList<>();
        for (DrawnPart part : drawn) {
            specs.add(part.variant().spec());
        }
        return specs;
    }

    /** The parts as the grader sees them. */
    public List<PartVariant> graded() {
        List<PartVariant> variants = new ArrayList<>();
        for (DrawnPart part : drawn) {
            variants.add(part.variant());
        }
        return variants;
    }

    public @Nullable PartSpec part(String name) {
        for (PartSpec part : parts()) {
            if (part.name().equals(name)) {
                return part;
            }
        }
        return null;
    }

    /** The seed written out; {@link VariantSeed#parse} reads it back. A graded one is for staff alone. */
    public String seedHex() {
        return seed.hex(lab.id(), lab.partNames());
    }

    /**
     * Judges an answer. Throws {@link IllegalArgumentException} when there is no such part or question and
     * {@link pagewalk.lab.model.TextFault} when the answer is malformed; both messages may be shown.
     */
    public Reveal commit(String part, int question, String answer) {
        return Reveal.of(this, part, question, answer);
    }

    /** The session of the lab's own solution, as if a student had made it. */
    public SessionFile reference() {
        return ReferenceSession.of(this, drawn);
    }

    /** A session of somebody with a wrong idea about one part, who does nothing in the others. */
    public record WrongSession(String part, String name, String idea, SessionFile session) {}

    /** The sessions that the lab's misconceptions lead to, part by part. */
    public List<WrongSession> wrongSessions() {
        return WrongSessions.of(this, drawn);
    }

    /** What the lab says how difficult a part is, over the reference run; null when it does not say. */
    public @Nullable Measured difficulty(String part) {
        for (DrawnPart one : drawn) {
            Kept.Difficulty band = one.variant().kept().difficulty();
            if (one.variant().name().equals(part) && band != null) {
                return new Measured(band.measure().value(one.scope()), band.from(), band.to());
            }
        }
        return null;
    }

    /** A measured difficulty and its band. */
    public record Measured(int value, int from, int to) {
        public boolean inBand() {
            return value >= from && value <= to;
        }
    }

    /** Which draws a part got, as one line, for tests and messages. */
    public String drawsOf(String part) {
        for (DrawnPart one : drawn) {
            if (one.variant().name().equals(part)) {
                return one.values().canonical();
            }
        }
        return "";
    }
}
