package pagewalk.engine;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pagewalk.engine.proc.Buddyinfo;
import pagewalk.engine.proc.Pagetypeinfo;
import pagewalk.engine.proc.Zoneinfo;
import pagewalk.engine.rule.Rule;
import pagewalk.engine.util.Part;

/** The files that a machine has: its own, which tell of zones and pages, and those of its areas. */
final class ProcFiles {
    private static final String BUDDYINFO = "/proc/buddyinfo";
    private static final String PAGETYPEINFO = "/proc/pagetypeinfo";
    private static final String KNOBS = "/proc/sys/";
    private static final String ZONEINFO = "/proc/zoneinfo";

    private final MachineConfig config;
    private final Memory memory;
    private final Areas areas;

    ProcFiles(MachineConfig config, Memory memory, Areas areas) {
        this.config = config;
        this.memory = memory;
        this.areas = areas;
    }

    /** The file at {@code path} as it reads now, or null if there is none. */
    @Nullable
    String read(String path) {
        return switch (path) {
            case BUDDYINFO -> Buddyinfo.print(memory.zones());
            case PAGETYPEINFO -> config.migratetypes() ? Pagetypeinfo.print(memory.zones(), memory.frames()) : null;
            case ZONEINFO -> hasZoneinfo() ? zoneinfo() : null;
            default -> {
                String knob = knob(path);
                yield knob == null ? areas.readFile(path) : knob;
            }
        };
    }

    /** Why a file that there is reads as it does. */
    Rule rule(String path) {
        Rule ofArea = areas.ruleOfFile(path);
        Rule own = switch (path) {
            case BUDDYINFO -> Rule.FILE_BUDDYINFO;
            case ZONEINFO -> Rule.FILE_ZONEINFO;
            default -> Rule.FILE_PAGETYPEINFO;
        };
        return path.startsWith(KNOBS) ? Rule.FILE_KNOB : ofArea == null ? own : ofArea;
    }

    /** Paths that {@link #read} knows. */
    List<String> paths() {
        List<String> paths = new ArrayList<>();
        paths.add(BUDDYINFO);
        if (hasZoneinfo()) {
            paths.add(ZONEINFO);
        }
        if (config.migratetypes()) {
            paths.add(PAGETYPEINFO);
        }
        areas.addFiles(paths);
        return paths;
    }

    /** The file of a knob, such as /proc/sys/vm/swappiness; null if it is none. */
    @Part("oom")
    private @Nullable String knob(String path) {
        int value = path.startsWith(KNOBS)
                ? areas.knob(path.substring(KNOBS.length()).replace('/', '.'))
                : Knobs.NONE;
        return value == Knobs.NONE ? null : value + "\n";
    }

    @Part("layers")
    private static boolean hasZoneinfo() {
        return true;
    }

    @Part("layers")
    private @Nullable String zoneinfo() {
        boolean everyKind = config.preset() == MachineConfig.Preset.LINUX;
        return Zoneinfo.print(memory.zones(), config.layers().cpus(), everyKind, areas::pages);
    }
}
