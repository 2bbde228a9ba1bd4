package pagewalk.engine.command;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pagewalk.engine.command.Command.Verb;
import pagewalk.engine.util.Part;

/** The areas that this program's grammar speaks to, beside page frames and control. */
final class AreaTexts {
    private static final List<AreaText> ALL = all();

    private AreaTexts() {}

    /** The area of {@code verb}; null if it has none or the program was built without it. */
    static @Nullable AreaText of(Verb verb) {
        for (AreaText area : ALL) {
            if (area.speaks(verb)) {
                return area;
            }
        }
        return null;
    }

    private static List<AreaText> all() {
        List<AreaText> areas = new ArrayList<>();
        add(areas, memblock());
        add(areas, objects());
        add(areas, compaction());
        add(areas, fit());
        add(areas, vmalloc());
        add(areas, vm());
        add(areas, shm());
        add(areas, heap());
        add(areas, segment());
        add(areas, tlb());
        add(areas, reclaim());
        add(areas, oom());
        return areas;
    }

    private static void add(List<AreaText> areas, @Nullable AreaText area) {
        if (area != null) {
            areas.add(area);
        }
    }

    @Part("memblock")
    private static @Nullable AreaText memblock() {
        return new BootText();
    }

    @Part("objects")
    private static @Nullable AreaText objects() {
        return new ObjectText();
    }

    @Part("compaction")
    private static @Nullable AreaText compaction() {
        return new CompactText();
    }

    @Part("fit")
    private static @Nullable AreaText fit() {
        return new FitText();
    }

    @Part("vmalloc")
    private static @Nullable AreaText vmalloc() {
        return new VmallocText();
    }

    @Part("vm")
    private static @Nullable AreaText vm() {
        return new ProcessText();
    }

    @Part("vm")
    private static @Nullable AreaText shm() {
        return new ShmText();
    }

    @Part("heap")
    private static @Nullable AreaText heap() {
        return new HeapText();
    }

    @Part("tlb")
    private static @Nullable AreaText tlb() {
        return new TlbText();
    }

    @Part("reclaim")
    private static @Nullable AreaText reclaim() {
        return new ReclaimText();
    }

    @Part("oom")
    private static @Nullable AreaText oom() {
        return new OomText();
    }

    @Part("segment")
    private static @Nullable AreaText segment() {
        return new SegmentText();
    }
}
