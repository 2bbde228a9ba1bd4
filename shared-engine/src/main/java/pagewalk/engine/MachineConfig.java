package pagewalk.engine;

import java.util.List;
import pagewalk.engine.slab.SlabConfig;
import pagewalk.engine.tlb.TlbConfig;
import pagewalk.engine.util.Check;
import pagewalk.engine.zone.Zone;
import pagewalk.engine.zone.ZoneCounts;
import pagewalk.engine.zone.ZoneState;

/**
 * What a machine is before its first command: its memory and its conventions.
 *
 * @param preset which conventions were the starting point
 * @param frames number of page frames, 1 to {@link Limits#FRAMES}; ignored when zones are given
 * @param startPfn the first frame; ignored when zones are given
 * @param migratetypes whether pages are grouped by mobility
 * @param mergeLikely whether a freed block goes to its list's tail when a merge is near, as Linux does
 * @param counts zones of a pasted /proc/buddyinfo, in its order; empty for a machine whose memory is all free
 * @param states recorded zones to start from; empty unless a recording is replayed
 * @param layers what stands in front of the free lists; recorded zones bring their own
 * @param slab what the object allocator has to know
 * @param firmware the firmware's map of memory, if memory is described by one
 * @param tlb the processors' translation buffers
 */
public record MachineConfig(
        Preset preset,
        int frames,
        int startPfn,
        boolean migratetypes,
        boolean mergeLikely,
        List<ZoneCounts> counts,
        List<ZoneState> states,
        Layers layers,
        SlabConfig slab,
        Firmware firmware,
        TlbConfig tlb) {

    /** Linux groups pages by mobility only in machines with five pageblocks or more (build_all_zonelists()). */
    private static final int GROUPING_FRAMES = 5 << Zone.PAGEBLOCK_ORDER;

    /** Named bundles of conventions. */
    public enum Preset {
        /** One zone, one list an order: the allocator of the textbooks, with Linux's list order. */
        TEXTBOOK("textbook"),
        /** Zones of x86-64 and migratetypes, as Linux has them. */
        LINUX("linux");

        private final String word;

        Preset(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }

    /** A machine with nothing in front of its free lists. */
    public MachineConfig(
            Preset preset,
            int frames,
            int startPfn,
            boolean migratetypes,
            boolean mergeLikely,
            List<ZoneCounts> counts,
            List<ZoneState> states) {
        this(preset, frames, startPfn, migratetypes, mergeLikely, counts, states, Layers.NONE, SlabConfig.PLAIN);
    }

    /** A machine whose memory is not described by a firmware's map. */
    public MachineConfig(
            Preset preset,
            int frames,
            int startPfn,
            boolean migratetypes,
            boolean mergeLikely,
            List<ZoneCounts> counts,
            List<ZoneState> states,
            Layers layers,
            SlabConfig slab) {
        this(
                preset,
                frames,
                startPfn,
                migratetypes,
                mergeLikely,
                counts,
                states,
                layers,
                slab,
                Firmware.NONE,
                TlbConfig.NONE);
    }

    /** This machine with memory as a firmware's map has it. */
    MachineConfig withFirmware(Firmware given) {
        return new MachineConfig(
                preset, frames, startPfn, migratetypes, mergeLikely, counts, states, layers, slab, given, tlb);
    }

    /** This machine with translation buffers. */
    public MachineConfig withTlb(TlbConfig given) {
        return new MachineConfig(
                preset, frames, startPfn, migratetypes, mergeLikely, counts, states, layers, slab, firmware, given);
    }

    public MachineConfig {
        counts = List.copyOf(counts);
        states = List.copyOf(states);
        slab = slab.withCpus(layers.cpus());
        Check.that(frames >= 1 && frames <= Limits.FRAMES, "frames is within 1 and the limit", "frames", frames);
        Check.that(
                startPfn >= 0 && startPfn <= Integer.MAX_VALUE - 2048 - frames,
                "frames end below 2^31",
                "startPfn",
                startPfn);
        Check.that(spanned(counts) <= Limits.FRAMES, "pasted zones fit a machine");
    }

    /** Free memory of {@code frames} frames from pfn 0, in one zone. */
    public static MachineConfig textbook(int frames) {
        return new MachineConfig(Preset.TEXTBOOK, frames, 0, false, true, List.of(), List.of());
    }

    /** Free memory of {@code frames} frames from pfn 0, in the zones of x86-64. */
    public static MachineConfig linux(int frames) {
        return new MachineConfig(Preset.LINUX, frames, 0, groups(frames), true, List.of(), List.of());
    }

    /** The preset's machine for {@code frames} frames. */
    public static MachineConfig of(Preset preset, int frames) {
        return preset == Preset.LINUX ? linux(frames) : textbook(frames);
    }

    /** This machine with the free blocks of a pasted /proc/buddyinfo instead of free memory. */
    public MachineConfig withCounts(List<ZoneCounts> zones) {
        boolean grouped = preset == Preset.LINUX && groups(spanned(zones));
        return new MachineConfig(preset, frames, startPfn, grouped, mergeLikely, zones, List.of(), layers, slab)
                .withTlb(tlb);
    }

    /** This machine started from recorded zones. */
    public MachineConfig withStates(List<ZoneState> zones) {
        return new MachineConfig(preset, frames, startPfn, migratetypes, mergeLikely, List.of(), zones, layers, slab)
                .withTlb(tlb);
    }

    /** This machine with an object allocator of its own kind, which also says how many processors there are. */
    public MachineConfig withSlab(SlabConfig config) {
        Layers same = layers.withCpus(config.cpus());
        return new MachineConfig(
                preset, frames, startPfn, migratetypes, mergeLikely, counts, states, same, config, firmware, tlb);
    }

    /** Frames that pasted zones need together; {@link Integer#MAX_VALUE} for more than {@link Limits#FRAMES}. */
    public static int spanned(List<ZoneCounts> zones) {
        return ZoneCounts.spanned(zones, Limits.FRAMES);
    }

    /** Whether Linux would group pages by mobility in a machine of this size. */
    static boolean groups(int frames) {
        return frames >= GROUPING_FRAMES;
    }

    /** The canonical one-line text; {@link ConfigText#parse} reads it back, except recorded zones. */
    public String text() {
        return ConfigText.print(this);
    }
}
