package pagewalk.lab;

import java.util.ArrayList;
import java.util.List;
import pagewalk.engine.rule.Rule;
import pagewalk.lab.content.Kept;
import pagewalk.lab.content.LabFault;
import pagewalk.lab.content.LabFiles;
import pagewalk.lab.content.LabSource;
import pagewalk.lab.content.PartSource;
import pagewalk.lab.model.JournalLine;

/** One lab, ready to be drawn for students. */
public final class Lab {
    /** Seeds tried before a lab is accepted, so that a template that cannot be filled in is found at once. */
    private static final int PROBES = 3;

    private final LabSource source;
    private final ReferenceTrace reference;
    private final String scenarioHash;

    private Lab(LabSource source) {
        this.source = source;
        this.reference = ReferenceTrace.read(source.files(), source.parts());
        scenarioHash = source.scenarioHash();
    }

    /** Reads a lab and draws it a few times; throws {@link LabFault} with file, line and reason. */
    public static Lab of(LabFiles files) {
        Lab lab = new Lab(LabSource.read(files));
        for (int i = 0; i < PROBES; i++) {
            lab.variant(VariantSeed.practice("f00" + i));
        }
        return lab;
    }

    /**
     * A lab of the product, without a try: its tests draw it for a thousand seeds, and to look for faults again would
     * make every start of a server or a command wait for seconds.
     */
    static Lab shipped(String id) {
        return new Lab(LabSource.shipped(LabFiles.shipped(id)));
    }

    public String id() {
        return source.id();
    }

    public String title() {
        return source.title();
    }

    /** SHA-256 over machine, draws, start, parts and checks, in hex. */
    public String scenarioHash() {
        return scenarioHash;
    }

    /** The text for students, Markdown. */
    public String readmeMarkdown() {
        return source.files().readme();
    }

    /** The texts it was read from. */
    public LabFiles files() {
        return source.files();
    }

    /** The rules the lab speaks of. */
    public List<Rule> rules() {
        return source.rules();
    }

    /** The parts' names in order; lines of a session before any part line belong to the first. */
    public List<String> partNames() {
        List<String> names = new ArrayList<>();
        for (PartSource part : source.parts()) {
            names.add(part.name());
        }
        return names;
    }

    /** Whether a part answers a wrong way with what would have gone better. */
    public boolean hints(String part) {
        for (PartSource source : source.parts()) {
            if (source.name().equals(part)) {
                return source.hints();
            }
        }
        return false;
    }

    /** The picture of a part that opens first, as lab files name it. */
    public String view(String part) {
        for (PartSource source : source.parts()) {
            if (source.name().equals(part)) {
                return source.view();
            }
        }
        return PartSource.MAP;
    }

    /** Whether all of it is about page frames alone, so that a small program in the browser can show it. */
    public boolean framesAlone() {
        return source.parts().stream().allMatch(PartSource::framesAlone);
    }

    /** The lines of a wrong way; throws {@link LabFault} at the part. */
    List<JournalLine> lines(String part, Kept.WrongWay way) {
        for (PartSource one : source.parts()) {
            if (one.name().equals(part)) {
                return ReferenceTrace.lines(one, way);
            }
        }
        return List.of();
    }

    /** The variant for a seed: always the same for the same one. */
    public Variant variant(VariantSeed seed) {
        List<DrawnPart> parts = new ArrayList<>();
        for (int i = 0; i < source.parts().size(); i++) {
            PartSource part = source.parts().get(i);
            parts.add(new PartDraw(part, reference).draw(seed.part(id(), part.name(), i)));
        }
        return new Variant(this, seed, parts);
    }
}
