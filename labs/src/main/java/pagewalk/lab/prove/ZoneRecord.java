package pagewalk.lab.prove;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pagewalk.engine.Limits;
import pagewalk.engine.MachineConfig;
import pagewalk.engine.page.Gfp;
import pagewalk.engine.view.MemoryView;
import pagewalk.engine.zone.PerCpuPages;
import pagewalk.engine.zone.ZoneState;

/** The state of a zone as a recording tells it: whole in a dump, and then only what changes. */
final class ZoneRecord {
    private static final int PAGEBLOCK = 512;
    private static final int ORDERS = 11;
    private static final int TYPES = 4;
    private static final String LETTERS = "UMRH";

    private final int[][][] lists = new int[ORDERS][TYPES][0];
    private String name = "";
    private int startPfn = -1;
    private int spanned;
    private int free = -1;
    private String buddyinfo = "";
    private String blocks = "";
    private final LimitsRecord limits = new LimitsRecord();

    /** Takes over what a step printed; throws {@link RecordingFault} at the step's line. */
    void read(Recording.Step step) {
        if (step.op() instanceof Recording.Dump) {
            for (int[][] order : lists) {
                java.util.Arrays.fill(order, new int[0]);
            }
            limits.clear();
        }
        if (step.op() instanceof Recording.Boost boost && boost.factor() < 0) {
            limits.clearBoost();
        }
        for (String line : step.printed()) {
            try {
                readLine(line);
            } catch (IllegalArgumentException bad) {
                throw new RecordingFault(step.line(), "cannot read '" + line + "'");
            }
        }
    }

    private void readLine(String line) {
        List<String> words = List.of(line.split(" +"));
        int least = switch (words.get(0)) {
            case "free", "U", "M", "R", "H", "pcp" -> 3;
            case "boost" -> 4;
            case "zone", "blocks" -> 2;
            default -> 1;
        };
        if (words.size() < least) {
            throw new IllegalArgumentException("too short");
        }
        switch (words.get(0)) {
            case "zone" -> readZone(words);
            case "free" -> {
                free = number(words.get(1));
                buddyinfo = String.join(" ", words.subList(3, words.size()));
            }
            case "blocks" -> blocks = words.get(1);
            case "U", "M", "R", "H" -> readList(words);
            case "pcp", "pcpstate", "boost" -> limits.read(words);
            default -> throw new IllegalArgumentException(line);
        }
    }

    private void readZone(List<String> words) {
        name = words.get(1);
        limits.read(words);
        for (String word : words) {
            if (word.startsWith("start_pfn=")) {
                startPfn = number(word.substring("start_pfn=".length()));
            } else if (word.startsWith("spanned=")) {
                spanned = number(word.substring("spanned=".length()));
            }
        }
        if (startPfn < 0 || spanned < 1 || spanned > Limits.FRAMES) {
            throw new IllegalArgumentException("zone");
        }
    }

    /** {@code U o4: 304 336}, head first; {@code -} is an empty list. */
    private void readList(List<String> words) {
        if (!words.get(1).matches("o[0-9]+:")) {
            throw new IllegalArgumentException("order");
        }
        int order = number(words.get(1).substring(1, words.get(1).length() - 1));
        if (order >= ORDERS) {
            throw new IllegalArgumentException("order");
        }
        boolean empty = words.get(2).equals("-");
        int[] pfns = new int[empty ? 0 : words.size() - 2];
        for (int i = 0; i < pfns.length; i++) {
            pfns[i] = number(words.get(i + 2));
            if (pfns[i] < startPfn || pfns[i] + (1 << order) > startPfn + spanned || pfns[i] % (1 << order) != 0) {
                throw new IllegalArgumentException("pfn");
            }
        }
        lists[order][LETTERS.indexOf(words.get(0))] = pfns;
    }

    private static int number(String digits) {
        int number = Recording.number(digits);
        if (number < 0) {
            throw new IllegalArgumentException(digits);
        }
        return number;
    }

    /** The zone modifier that a request needs to prefer this zone. */
    int modifier() {
        return switch (name) {
            case "DMA" -> Gfp.DMA;
            case "DMA32" -> Gfp.DMA32;
            default -> 0;
        };
    }

    /** A machine of this one zone; throws {@link RecordingFault} when the dump is not a possible state. */
    MachineConfig machine(int line) {
        ZoneState state = state(line);
        List<ZoneState> zones = startPfn < LowerZone.END_PFN ? List.of(state) : List.of(LowerZone.state(), state);
        return new MachineConfig(MachineConfig.Preset.LINUX, spanned, startPfn, true, true, List.of(), zones);
    }

    /** The zone as a machine can start from it; throws {@link RecordingFault} when the dump is not a possible state. */
    ZoneState state(int line) {
        if (startPfn < 0 || blocks.isEmpty()) {
            throw new RecordingFault(line, "the dump has no zone line or no blocks line");
        }
        int pageblocks = (startPfn + spanned - 1) / PAGEBLOCK - startPfn / PAGEBLOCK + 1;
        if (blocks.length() != pageblocks) {
            throw new RecordingFault(
                    line, "the zone has " + pageblocks + " pageblocks, but blocks says " + blocks.length());
        }
        int[] types = new int[blocks.length()];
        for (int i = 0; i < types.length; i++) {
            types[i] = LETTERS.indexOf(blocks.charAt(i));
            if (types[i] < 0) {
                throw new RecordingFault(line, "a pageblock is U, M, R or H, not " + blocks.charAt(i));
            }
        }
        checkTypes(types, line);
        checkDisjoint(line);
        int[][][] start = new int[ORDERS][][];
        for (int order = 0; order < ORDERS; order++) {
            start[order] = lists[order].clone();
        }
        return new ZoneState(0, name, startPfn, spanned, start, new int[0], types, limits.state(line));
    }

    /** The pfns of all pages on the free lists. */
    BitSet freePages() {
        BitSet pages = new BitSet(startPfn + spanned);
        for (int order = 0; order < ORDERS; order++) {
            for (int[] list : lists[order]) {
                for (int pfn : list) {
                    pages.set(pfn, pfn + (1 << order));
                }
            }
        }
        return pages;
    }

    /** A free block is on the list of its pageblock's type. */
    private void checkTypes(int[] types, int line) {
        for (int[][] order : lists) {
            for (int type = 0; type < TYPES; type++) {
                for (int pfn : order[type]) {
                    int block = pfn / PAGEBLOCK - startPfn / PAGEBLOCK;
                    if (block < 0 || block >= types.length || types[block] != type) {
                        throw new RecordingFault(line, "the page " + pfn + " is not on its pageblock's list");
                    }
                }
            }
        }
    }

    private void checkDisjoint(int line) {
        BitSet seen = new BitSet(spanned);
        for (int order = 0; order < ORDERS; order++) {
            for (int[] list : lists[order]) {
                checkDisjoint(list, order, seen, line);
            }
        }
        for (int list = 0; list < PerCpuPages.LISTS; list++) {
            checkDisjoint(limits.kept(list), PerCpuPages.orderOf(list), seen, line);
        }
    }

    private void checkDisjoint(int[] list, int order, BitSet seen, int line) {
        for (int pfn : list) {
            int from = pfn - startPfn;
            if (from < 0 || from + (1 << order) > spanned || pfn % (1 << order) != 0) {
                throw new RecordingFault(line, "the page " + pfn + " is no block of order " + order + " of the zone");
            }
            if (seen.nextSetBit(from) >= 0 && seen.nextSetBit(from) < from + (1 << order)) {
                throw new RecordingFault(line, "the page " + pfn + " is in two free blocks of the dump");
            }
            seen.set(from, from + (1 << order));
        }
    }

    /** The first thing in which the machine differs, or null. */
    @Nullable
    String difference(MemoryView memory) {
        String lists = listDifference(memory);
        return lists == null ? limits.difference(memory, memory.zones() - 1) : lists;
    }

    /** The first thing in which the free lists or the pageblocks of the machine's last zone differ, or null. */
    @Nullable
    String listDifference(MemoryView memory) {
        int zone = memory.zones() - 1;
        for (int order = 0; order < ORDERS; order++) {
            for (int type = 0; type < TYPES; type++) {
                int[] got = memory.freeList(zone, order, type);
                if (!java.util.Arrays.equals(lists[order][type], got)) {
                    return "free list " + LETTERS.charAt(type) + " o" + order + ": expected " + show(lists[order][type])
                            + ", got " + show(got);
                }
            }
        }
        return countDifference(memory, zone);
    }

    private @Nullable String countDifference(MemoryView memory, int zone) {
        List<String> counts = new ArrayList<>();
        for (int order = 0; order < ORDERS; order++) {
            counts.add(Integer.toString(memory.freeCount(zone, order)));
        }
        String got = String.join(" ", counts);
        if (!got.equals(buddyinfo)) {
            return "buddyinfo: expected " + buddyinfo + ", got " + got;
        }
        if (memory.freePages(zone) != free) {
            return "free pages: expected " + free + ", got " + memory.freePages(zone);
        }
        String types = types(memory);
        return types.equals(blocks) ? null : "blocks: expected " + blocks + ", got " + types;
    }

    private String types(MemoryView memory) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < blocks.length(); i++) {
            int block = startPfn / PAGEBLOCK * PAGEBLOCK + PAGEBLOCK * i;
            int type = memory.migratetype(Math.min(Math.max(block, startPfn), startPfn + spanned - 1));
            out.append(type < 0 ? '?' : LETTERS.charAt(type));
        }
        return out.toString();
    }

    static String show(int[] pfns) {
        StringBuilder out = new StringBuilder();
        for (int pfn : pfns) {
            out.append(out.isEmpty() ? "" : " ").append(pfn);
        }
        return out.isEmpty() ? "-" : out.toString();
    }
}
