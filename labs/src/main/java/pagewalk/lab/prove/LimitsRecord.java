package pagewalk.lab.prove;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import pagewalk.engine.Limits;
import pagewalk.engine.view.MemoryView;
import pagewalk.engine.zone.PerCpuPages;
import pagewalk.engine.zone.Watermarks;
import pagewalk.engine.zone.ZoneSetup;
import pagewalk.engine.zone.ZoneState;

/** What a recording tells about a zone beside its free lists: watermarks, boost, reserve, the processor's pages. */
final class LimitsRecord {
    private static final List<String> STATE = List.of(
            "count",
            "high",
            "alloc_factor",
            "free_count",
            "prev_free_high_order",
            "free_high_batch",
            "below_high",
            "reclaim_active",
            "boosted");

    private static final int ZONES = 4;
    private static final int MAX_BATCH = 1024;
    private static final int MAX_FACTOR = 5;

    /** The zone's constants and the state, by the recording's words. */
    private final Map<String, Integer> numbers = new TreeMap<>();

    private final int[][] lists = new int[PerCpuPages.LISTS][0];
    private int[] lowmemReserve = {};
    private int boost;
    private int highatomic;

    /** A whole state follows. */
    void clear() {
        Arrays.fill(lists, new int[0]);
        boost = 0;
        highatomic = 0;
    }

    /** The recorder prints nothing after it clears the boost: that the boost is 0 is what the operation means. */
    void clearBoost() {
        boost = 0;
    }

    /** Takes over a {@code zone}, {@code pcp}, {@code pcpstate} or {@code boost} line. */
    void read(List<String> words) {
        switch (words.get(0)) {
            case "pcp" -> readList(words);
            case "boost" -> {
                boost = number(words.get(1));
                highatomic = number(words.get(3));
            }
            default -> readNumbers(words);
        }
    }

    private void readNumbers(List<String> words) {
        for (String word : words) {
            int equals = word.indexOf('=');
            String key = word.substring(0, Math.max(equals, 0));
            if (key.equals("lowmem_reserve")) {
                lowmemReserve = Arrays.stream(word.substring(equals + 1).split(","))
                        .mapToInt(LimitsRecord::number)
                        .toArray();
            } else if (equals > 0) {
                numbers.put(words.get(0) + "." + key, number(word.substring(equals + 1)));
            }
        }
    }

    /** {@code pcp o0M: 513 514}, head first; {@code o9(U,R)} and {@code o9M} are the lists of huge pages. */
    private void readList(List<String> words) {
        String which = words.get(1);
        int type = which.contains("M") ? 1 : which.endsWith("R:") ? 2 : 0;
        int order = number(which.substring(1, 2));
        if (!which.matches("o[0-9]([UMR]|\\(U,R\\)):") || !PerCpuPages.keeps(order)) {
            throw new IllegalArgumentException(which);
        }
        List<String> pfns = words.get(2).equals("-") ? List.of() : words.subList(2, words.size());
        lists[PerCpuPages.list(order, type)] =
                pfns.stream().mapToInt(LimitsRecord::number).toArray();
    }

    private static int number(String digits) {
        int number = Recording.number(digits);
        if (number < 0) {
            throw new IllegalArgumentException(digits);
        }
        return number;
    }

    private int get(String key) {
        Integer value = numbers.get(key);
        if (value == null) {
            throw new IllegalArgumentException("there is no " + key + "=");
        }
        return value;
    }

    private boolean flag(String key) {
        return get(key) != 0;
    }

    /** What the processor keeps: pfns, head first, by list. */
    int[] kept(int list) {
        return lists[list];
    }

    /** A number of the zone that is at least {@code least} and no more than any machine has frames. */
    private int within(String key, int least) {
        int value = get(key);
        if (value < least || value > Limits.FRAMES) {
            throw new IllegalArgumentException(key + "=" + value);
        }
        return value;
    }

    /** Numbers that no kernel has would let the machine's loops run away. */
    private void check() {
        int least = within("zone.pcp.high_min", 0);
        within("zone.pcp.high_max", least);
        if (within("zone.pcp.batch", 1) > MAX_BATCH || within("pcpstate.alloc_factor", 0) > MAX_FACTOR) {
            throw new IllegalArgumentException("batch or alloc_factor");
        }
        STATE.forEach(word -> get("pcpstate." + word));
        within("pcpstate.high", 0);
        within("pcpstate.free_count", 0);
        if (lowmemReserve.length != ZONES) {
            throw new IllegalArgumentException("lowmem_reserve has " + ZONES + " numbers");
        }
    }

    /** The state to start from; throws {@link RecordingFault} when a number is missing or cannot be. */
    ZoneState.Limits state(int line) {
        try {
            check();
            ZoneSetup setup = new ZoneSetup(
                    get("zone.managed"),
                    new int[] {get("zone.min"), get("zone.low"), get("zone.high"), get("zone.promo")},
                    lowmemReserve,
                    get("zone.boost_factor"),
                    get("zone.pcp.batch"),
                    get("zone.pcp.high_min"),
                    get("zone.pcp.high_max"));
            boolean[] flags = {flag("pcpstate.below_high"), flag("pcpstate.reclaim_active"), flag("pcpstate.boosted")};
            int[] steering = {get("pcpstate.high"), get("pcpstate.alloc_factor"), get("pcpstate.free_count")};
            boolean[] cpuFlags = {flag("pcpstate.prev_free_high_order"), flag("pcpstate.free_high_batch")};
            ZoneState.Cpu cpu = new ZoneState.Cpu(lists.clone(), steering, cpuFlags);
            return new ZoneState.Limits(setup, boost, highatomic, flags, cpu);
        } catch (IllegalArgumentException missing) {
            throw new RecordingFault(line, "the dump is not whole: " + missing.getMessage());
        }
    }

    /** The first thing in which the machine differs, or null. */
    @Nullable
    String difference(MemoryView memory, int zone) {
        PerCpuPages cpu = memory.perCpu(zone, 0);
        for (int list = 0; list < PerCpuPages.LISTS; list++) {
            int[] got = cpu.lists().pfns(list);
            if (!Arrays.equals(lists[list], got)) {
                return "per-CPU list " + list + " (order " + PerCpuPages.orderOf(list) + "): expected "
                        + ZoneRecord.show(lists[list]) + ", got " + ZoneRecord.show(got);
            }
        }
        Watermarks marks = memory.watermarks(zone);
        int[] got = {
            cpu.count(),
            cpu.high(),
            cpu.allocFactor(),
            cpu.freeCount(),
            cpu.freedHighOrder() ? 1 : 0,
            cpu.freesHighInBatches() ? 1 : 0,
            marks.belowHigh() ? 1 : 0,
            marks.reclaimActive() ? 1 : 0,
            marks.boosted() ? 1 : 0
        };
        for (int i = 0; i < got.length; i++) {
            if (got[i] != get("pcpstate." + STATE.get(i))) {
                return STATE.get(i) + ": expected " + get("pcpstate." + STATE.get(i)) + ", got " + got[i];
            }
        }
        if (marks.boost() != boost) {
            return "boost: expected " + boost + ", got " + marks.boost();
        }
        return marks.reservedHighatomic() == highatomic
                ? null
                : "highatomic: expected " + highatomic + ", got " + marks.reservedHighatomic();
    }
}
