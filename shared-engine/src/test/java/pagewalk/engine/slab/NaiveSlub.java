package pagewalk.engine.slab;

import java.util.ArrayList;
import java.util.LinkedList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One cache, with a list object for every list and nothing clever: what the engine is held against. Slabs are numbered
 * in the order of creation.
 */
final class NaiveSlub {
    /** A slab and the free objects it knows of itself. */
    private static final class Slab {
        final int serial;
        final LinkedList<Integer> free = new LinkedList<>();
        boolean ofCpu;

        Slab(int serial) {
            this.serial = serial;
        }
    }

    /** Where an object lies. */
    record Place(int slab, int object) {}

    private final int objects;
    private final int minPartial;
    private final int cpuPartialSlabs;
    private final boolean debug;
    private final int cpus;
    private final int[] pages;
    private final List<Slab> all = new ArrayList<>();
    private final Slab[] current;
    private final List<LinkedList<Integer>> cpuFree = new ArrayList<>();
    private final List<LinkedList<Slab>> cpuPartial = new ArrayList<>();
    private final LinkedList<Slab> node = new LinkedList<>();
    private int alive;

    /** A cache in a memory without end. */
    NaiveSlub(CacheGeometry geometry, int cpus) {
        this(geometry, cpus, new int[] {Integer.MAX_VALUE});
    }

    /** A cache whose slabs take one of {@code pages[0]} each, and give it back. */
    NaiveSlub(CacheGeometry geometry, int cpus, int[] pages) {
        this.pages = pages;
        objects = geometry.objects();
        minPartial = geometry.minPartial();
        cpuPartialSlabs = geometry.cpuPartialSlabs();
        debug = geometry.debug();
        this.cpus = cpus;
        current = new Slab[cpus];
        for (int cpu = 0; cpu < cpus; cpu++) {
            cpuFree.add(new LinkedList<>());
            cpuPartial.add(new LinkedList<>());
        }
    }

    /** The next object; null if there is none and no page for more, and then nothing has changed. */
    @Nullable
    Place alloc(int cpu) {
        if (debug) {
            if (node.isEmpty() && pages[0] == 0) {
                return null;
            }
            if (node.isEmpty()) {
                node.addFirst(fresh());
            }
            Slab slab = node.getFirst();
            int object = slab.free.removeFirst();
            if (slab.free.isEmpty()) {
                node.removeFirst();
            }
            return new Place(slab.serial, object);
        }
        if (cpuFree.get(cpu).isEmpty()) {
            Slab mine = current[cpu];
            if (mine == null || mine.free.isEmpty()) {
                if (cpuPartial.get(cpu).isEmpty() && node.isEmpty() && pages[0] == 0) {
                    return null;
                }
                if (mine != null) {
                    mine.ofCpu = false;
                }
                mine = another(cpu);
                mine.ofCpu = true;
                current[cpu] = mine;
            }
            cpuFree.get(cpu).addAll(mine.free);
            mine.free.clear();
        }
        return new Place(current[cpu].serial, cpuFree.get(cpu).removeFirst());
    }

    private Slab another(int cpu) {
        if (!cpuPartial.get(cpu).isEmpty()) {
            return cpuPartial.get(cpu).removeFirst();
        }
        if (node.isEmpty()) {
            return fresh();
        }
        Slab first = node.removeFirst();
        for (int i = 0; i <= cpuPartialSlabs / 2 && !node.isEmpty(); i++) {
            cpuPartial.get(cpu).addFirst(node.removeFirst());
        }
        return first;
    }

    private Slab fresh() {
        Slab slab = new Slab(all.size());
        for (int i = 0; i < objects; i++) {
            slab.free.add(i);
        }
        all.add(slab);
        alive++;
        pages[0]--;
        return slab;
    }

    void free(Place place, int cpu) {
        Slab slab = all.get(place.slab());
        if (!debug && slab == current[cpu]) {
            cpuFree.get(cpu).addFirst(place.object());
            return;
        }
        boolean wasFull = slab.free.isEmpty();
        slab.free.addFirst(place.object());
        if (debug) {
            if (wasFull) {
                node.addLast(slab);
            }
            dropIfEmpty(slab, wasFull ? node.size() - 1 : node.size());
        } else if (node.contains(slab)) {
            dropIfEmpty(slab, node.size());
        } else if (wasFull && !slab.ofCpu) {
            LinkedList<Slab> mine = cpuPartial.get(cpu);
            List<Slab> drained = List.of();
            if (mine.size() >= cpuPartialSlabs) {
                drained = new ArrayList<>(mine);
                mine.clear();
            }
            mine.addFirst(slab);
            drained.forEach(this::toNode);
        }
    }

    private void gone() {
        alive--;
        pages[0]++;
    }

    private void dropIfEmpty(Slab slab, int listed) {
        if (slab.free.size() == objects && listed >= minPartial) {
            node.remove(slab);
            gone();
        }
    }

    private void toNode(Slab slab) {
        if (slab.free.size() == objects && node.size() >= minPartial) {
            gone();
        } else {
            node.addLast(slab);
        }
    }

    void shrink() {
        for (int cpu = 0; cpu < cpus; cpu++) {
            Slab mine = current[cpu];
            if (mine != null) {
                deactivate(mine, cpu);
            }
            List<Slab> partial = new ArrayList<>(cpuPartial.get(cpu));
            cpuPartial.get(cpu).clear();
            partial.forEach(this::toNode);
        }
        List<Slab> rest = new ArrayList<>(node);
        node.clear();
        for (int free = 1; free <= 32; free++) {
            for (int i = rest.size() - 1; i >= 0; i--) {
                if (rest.get(i).free.size() == free && free < objects) {
                    node.addLast(rest.get(i));
                }
            }
        }
        for (Slab slab : rest) {
            if (slab.free.size() == objects) {
                gone();
            } else if (slab.free.size() > 32) {
                node.addLast(slab);
            }
        }
    }

    private void deactivate(Slab mine, int cpu) {
        boolean remote = !mine.free.isEmpty();
        mine.free.addAll(0, cpuFree.get(cpu));
        cpuFree.get(cpu).clear();
        mine.ofCpu = false;
        current[cpu] = null;
        if (mine.free.size() == objects && node.size() >= minPartial) {
            gone();
        } else if (!mine.free.isEmpty() && remote) {
            node.addLast(mine);
        } else if (!mine.free.isEmpty()) {
            node.addFirst(mine);
        }
    }

    /** Whether a cache of the engine has the same slabs with the same freelists on the same lists. */
    boolean agrees(SlabView view, int cache, int[] serialAt) {
        boolean same = view.slabs(cache) == alive;
        for (int cpu = 0; cpu < cpus && same; cpu++) {
            int mine = view.cpuSlab(cache, cpu);
            same = mine < 0
                    ? current[cpu] == null
                    : current[cpu] != null
                            && serialAt[mine] == current[cpu].serial
                            && same(cpuFree.get(cpu), view.cpuFreelist(cache, cpu))
                            && same(current[cpu].free, view.freelist(mine));
            same &= sameSlabs(cpuPartial.get(cpu), view.cpuPartial(cache, cpu), view, serialAt);
        }
        return same && sameSlabs(node, view.nodePartial(cache), view, serialAt);
    }

    private static boolean sameSlabs(List<Slab> slabs, int[] pfns, SlabView view, int[] serialAt) {
        int i = 0;
        for (Slab slab : slabs) {
            if (i == pfns.length
                    || serialAt[pfns[i]] != slab.serial
                    || !same(slab.free, view.freelist(pfns[i]))
                    || view.inUse(pfns[i]) != view.objectsOf(pfns[i]) - slab.free.size()) {
                return false;
            }
            i++;
        }
        return i == pfns.length;
    }

    private static boolean same(List<Integer> objects, int[] others) {
        int i = 0;
        for (int object : objects) {
            if (i == others.length || others[i++] != object) {
                return false;
            }
        }
        return i == others.length;
    }

    String describe() {
        StringBuilder text = new StringBuilder("slabs " + alive);
        for (int cpu = 0; cpu < cpus; cpu++) {
            Slab mine = current[cpu];
            text.append("; cpu ").append(mine == null ? "-" : mine.serial + " " + cpuFree.get(cpu) + mine.free);
            cpuPartial
                    .get(cpu)
                    .forEach(slab -> text.append(' ').append(slab.serial).append(slab.free));
        }
        text.append("; node");
        node.forEach(slab -> text.append(' ').append(slab.serial).append(slab.free));
        return text.toString();
    }
}
