package pagewalk.lab.content;

import java.util.ArrayList;
import java.util.List;
import pagewalk.lab.model.Expr;

/** A part as the file has it: templates and draws. {@link #fill} makes a variant of it. */
public final class PartSource {
    /** What scores nothing by itself, so that a better wording or a wider proof is no other lab. */
    private static final List<String> PROSE =
            List.of("title", "text", "goal-text", "measure-text", "difficulty", "hints", "view");

    /** The picture of physical memory. */
    public static final String MAP = "map";

    /** The pictures there are. */
    static final List<String> VIEWS = List.of(MAP, "boot", "cpus", "slabs", "processes", "pressure");

    private final YamlItem item;
    private final String name;
    private final List<DrawSpec> draws = new ArrayList<>();

    private PartSource(YamlItem item) {
        this.item = item;
        name = item.get("name").text();
    }

    /** Reads a part whose shape {@link LabShape} found good. */
    static PartSource read(YamlItem item) {
        PartSource part = new PartSource(item);
        for (String draw : item.keysOf("draws")) {
            part.draws.add(DrawSpec.read(draw, item.get("draws").get(draw)));
        }
        return part;
    }

    public String name() {
        return name;
    }

    /** The part's kind, as {@code PartSpec.kind()} says it. */
    public String kind() {
        return item.get("kind").text();
    }

    /** Whether a wrong way may be answered with what would have gone better. */
    public boolean hints() {
        return item.text("hints", "off").equals("on");
    }

    /** The picture that opens first. */
    public String view() {
        return item.text("view", MAP);
    }

    /** Whether it is about page frames alone: their map, their two commands, and plain questions. */
    public boolean framesAlone() {
        return FramesAlone.is(item);
    }

    YamlItem item() {
        return item;
    }

    /** The values of one try, and what is seen with them; {@code redraw} counts the tries refused before. */
    public Draws draw(DrawStreams streams, int redraw) {
        Draws values = Draws.draw(draws, streams, redraw);
        Seen.add(item, values);
        return values;
    }

    /** The part with these values filled in. */
    public PartVariant fill(Draws values) {
        return new PartFill(item, values).variant();
    }

    /** What must hold at the end of the reference run for a variant to be worth giving to anybody. */
    public List<Expr> rejectUnless(Draws values) {
        return new PartFill(item, values).rejectUnless();
    }

    /** A fault at this part. */
    public LabFault fault(String reason) {
        return item.fault("part " + name + ": " + reason);
    }

    /** The scored and drawn content without prose, for the scenario hash. */
    void canonical(StringBuilder out) {
        out.append("part\n");
        for (String key : item.keys()) {
            if (!PROSE.contains(key)) {
                out.append(key)
                        .append('=')
                        .append(Canonical.text(item.get(key)))
                        .append('\n');
            }
        }
    }
}
