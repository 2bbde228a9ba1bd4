package pagewalk.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import pagewalk.engine.view.MemoryView;

/**
 * The rules of KERNEL-RULES R2 again, written for clarity alone: lists are lists and blocks are maps. It shares no
 * code with the engine, so the two are wrong in the same way only if the rules were read wrongly twice.
 */
final class NaiveMemory {
    private static final int[][] FALLBACKS = {{2, 1}, {2, 0}, {0, 1}};

    private final boolean grouped;
    private final boolean mergeLikely;
    private final List<Area> areas = new ArrayList<>();
    private final TreeMap<Integer, Integer> busy = new TreeMap<>();

    /** One zone. */
    private static final class Area {
        final String name;
        final int start;
        final int end;
        final List<List<List<Integer>>> lists = new ArrayList<>();
        final TreeMap<Integer, Integer> free = new TreeMap<>();
        final TreeMap<Integer, Integer> types = new TreeMap<>();

        Area(String name, int start, int end) {
            this.name = name;
            this.start = start;
            this.end = end;
        }

        int type(int pfn) {
            return types.get(pfn / 512);
        }

        List<Integer> list(int order, int type) {
            return lists.get(order).get(type);
        }

        void add(int pfn, int order, int type, boolean tail) {
            free.put(pfn, order);
            List<Integer> list = list(order, type);
            list.add(tail ? list.size() : 0, pfn);
        }

        void drop(int pfn, int order, int type) {
            free.remove(pfn);
            list(order, type).remove(Integer.valueOf(pfn));
        }

        boolean isFree(int pfn, int order) {
            return pfn >= start && pfn < end && Integer.valueOf(order).equals(free.get(pfn));
        }
    }

    /** Takes over what a freshly booted machine shows. */
    NaiveMemory(Machine machine) {
        MemoryView view = machine.memory();
        grouped = machine.config().migratetypes();
        mergeLikely = machine.config().mergeLikely();
        for (int z = 0; z < view.zones(); z++) {
            Area area = new Area(view.zoneName(z), view.zoneStart(z), view.zoneEnd(z));
            for (int block = area.start / 512; block <= (area.end - 1) / 512; block++) {
                area.types.put(block, view.migratetype(Math.max(area.start, block * 512)));
            }
            for (int order = 0; order <= 10; order++) {
                area.lists.add(new ArrayList<>());
                for (int type = 0; type < 3; type++) {
                    area.lists.get(order).add(new ArrayList<>());
                    int[] pfns = type < view.migratetypes() ? view.freeList(z, order, type) : new int[0];
                    for (int pfn : pfns) {
                        area.add(pfn, order, type, true);
                    }
                }
            }
            areas.add(area);
        }
        for (int pfn = view.startPfn(); pfn < view.endPfn(); pfn++) {
            if (view.state(pfn) == MemoryView.USED && view.blockHead(pfn) == pfn) {
                busy.put(pfn, view.blockOrder(pfn));
            }
        }
    }

    /** The pfn, or -1. {@code limit} is the name of the highest zone that may serve, empty for all. */
    int alloc(int order, int type, String limit) {
        for (int z = areas.size() - 1; z >= 0; z--) {
            Area area = areas.get(z);
            boolean above = limit.equals("DMA") && !area.name.equals("DMA")
                    || limit.equals("DMA32") && area.name.equals("Normal");
            if (above && z > 0) {
                continue;
            }
            int pfn = alloc(area, order, grouped ? type : 0);
            if (pfn >= 0) {
                busy.put(pfn, order);
                return pfn;
            }
        }
        return -1;
    }

    private int alloc(Area area, int order, int type) {
        int pfn = smallest(area, order, type);
        if (pfn < 0 && grouped) {
            pfn = claim(area, order, type);
        }
        if (pfn < 0 && grouped) {
            pfn = steal(area, order, type);
        }
        return pfn;
    }

    private static int smallest(Area area, int order, int type) {
        for (int o = order; o <= 10; o++) {
            if (!area.list(o, type).isEmpty()) {
                return cut(area, o, order, type, type);
            }
        }
        return -1;
    }

    /** Takes the head of a list and lists the upper halves under {@code to}. */
    private static int cut(Area area, int from, int order, int type, int to) {
        int pfn = area.list(from, type).get(0);
        area.drop(pfn, from, type);
        for (int o = from - 1; o >= order; o--) {
            area.add(pfn + (1 << o), o, to, false);
        }
        return pfn;
    }

    private static int other(Area area, int order, int type) {
        for (int candidate : FALLBACKS[type]) {
            if (!area.list(order, candidate).isEmpty()) {
                return candidate;
            }
        }
        return -1;
    }

    private static int claim(Area area, int order, int type) {
        for (int o = 10; o >= order; o--) {
            int from = other(area, o, type);
            if (from < 0) {
                continue;
            }
            if (o < 4 && type == 1) {
                return -1;
            }
            int head = area.list(o, from).get(0);
            if (o >= 9) {
                for (int block = head / 512; block < (head + (1 << o)) / 512; block++) {
                    area.types.put(block, type);
                }
                return cut(area, o, order, from, type);
            }
            if (claimHalf(area, head, from, type)) {
                return smallest(area, order, type);
            }
        }
        return -1;
    }

    private static boolean claimHalf(Area area, int head, int from, int type) {
        int start = head / 512 * 512;
        if (start < area.start || start + 512 > area.end) {
            return false;
        }
        List<Integer> blocks =
                new ArrayList<>(area.free.subMap(start, start + 512).keySet());
        int pages = blocks.stream().mapToInt(pfn -> 1 << area.free.get(pfn)).sum();
        int alike = type != 1 && from == 1 ? 512 - pages : 0;
        if (pages + alike < 256) {
            return false;
        }
        for (int pfn : blocks) {
            int order = area.free.get(pfn);
            area.drop(pfn, order, from);
            area.add(pfn, order, type, true);
        }
        area.types.put(start / 512, type);
        return true;
    }

    private static int steal(Area area, int order, int type) {
        for (int o = order; o <= 10; o++) {
            int from = other(area, o, type);
            if (from >= 0) {
                return cut(area, o, order, from, from);
            }
        }
        return -1;
    }

    boolean isBusy(int pfn) {
        return busy.containsKey(pfn);
    }

    void free(int pfn) {
        int order = busy.remove(pfn);
        Area area = areas.stream()
                .filter(a -> pfn >= a.start && pfn < a.end)
                .findFirst()
                .orElseThrow();
        int step = grouped ? Math.min(order, 9) : order;
        for (int part = pfn; part < pfn + (1 << order); part += 1 << step) {
            freeOne(area, part, step);
        }
    }

    private void freeOne(Area area, int freed, int freedOrder) {
        int pfn = freed;
        int order = freedOrder;
        int type = area.type(pfn);
        while (order < 10 && area.isFree(pfn ^ (1 << order), order)) {
            int buddy = pfn ^ (1 << order);
            area.drop(buddy, order, area.type(buddy));
            if (order == 9) {
                area.types.put(buddy / 512, type);
            }
            pfn = Math.min(pfn, buddy);
            order++;
        }
        int parent = pfn & ~(1 << order);
        boolean near = order < 9 && area.isFree(parent ^ (2 << order), order + 1);
        area.add(pfn, order, type, mergeLikely && near);
    }

    /** All lists and pageblock types, to compare with {@link #describe(MemoryView)}. */
    String describe() {
        StringBuilder text = new StringBuilder();
        for (Area area : areas) {
            text.append(area.name).append(area.types.values()).append('\n');
            for (int order = 0; order <= 10; order++) {
                for (int type = 0; type < (grouped ? 3 : 1); type++) {
                    text.append(area.list(order, type));
                }
            }
        }
        return text.toString();
    }

    static String describe(MemoryView view) {
        StringBuilder text = new StringBuilder();
        for (int z = 0; z < view.zones(); z++) {
            List<Integer> types = new ArrayList<>();
            for (int block = view.zoneStart(z) / 512; block <= (view.zoneEnd(z) - 1) / 512; block++) {
                types.add(view.migratetype(Math.max(view.zoneStart(z), block * 512)));
            }
            text.append(view.zoneName(z)).append(types).append('\n');
            for (int order = 0; order <= 10; order++) {
                for (int type = 0; type < view.migratetypes(); type++) {
                    List<Integer> pfns = new ArrayList<>();
                    for (int pfn : view.freeList(z, order, type)) {
                        pfns.add(pfn);
                    }
                    text.append(pfns);
                }
            }
        }
        return text.toString();
    }
}
