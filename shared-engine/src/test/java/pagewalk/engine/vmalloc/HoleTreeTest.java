package pagewalk.engine.vmalloc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pagewalk.engine.event.Events;
import pagewalk.engine.util.Xorshift;

/** The tree of holes against a sorted map. */
final class HoleTreeTest {
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(ints = {1, 2, 3, 4})
    void theTreeFindsCutsAndJoinsAsASortedMapDoes(int seed) {
        Xorshift random = new Xorshift(0x401e, seed);
        int size = 4096;
        HoleTree tree = new HoleTree(size);
        TreeMap<Integer, Integer> holes = new TreeMap<>(Map.of(0, size));
        TreeMap<Integer, Integer> taken = new TreeMap<>();
        int most = 0;
        for (int i = 0; i < 20_000; i++) {
            if (taken.isEmpty() || random.below(100) < (i / 500 % 2 == 0 ? 60 : 42)) {
                take(tree, holes, taken, 1 + random.below(40), 1 << random.below(5) * random.below(2));
            } else {
                Integer key = taken.ceilingKey(random.below(size));
                int start = key == null ? taken.firstKey() : key;
                give(tree, holes, start, taken.remove(start));
            }
            tree.check();
            assertEquals(holes, asMap(tree), "seed " + seed + ", step " + i);
            most = Math.max(most, tree.count());
        }
        assertTrue(most > 40, "holes: " + most);
    }

    private static void take(
            HoleTree tree, TreeMap<Integer, Integer> holes, TreeMap<Integer, Integer> taken, int wanted, int align) {
        int node = tree.find(wanted, align, Events.NONE);
        int lowest = -1;
        boolean roomy = false;
        for (Map.Entry<Integer, Integer> hole : holes.entrySet()) {
            int lead = (align - hole.getKey() % align) % align;
            if (lowest < 0 && lead + wanted <= hole.getValue()) {
                lowest = hole.getKey();
            }
            roomy |= hole.getValue() >= wanted + align;
        }
        if (align == 1) {
            assertEquals(lowest, node == HoleTree.NIL ? -1 : tree.start(node));
        } else {
            assertTrue(node != HoleTree.NIL || !roomy, "a hole with room to align is found");
        }
        if (node == HoleTree.NIL) {
            return;
        }
        int hole = tree.start(node);
        int pages = holes.remove(hole);
        int start = tree.clip(node, wanted, align);
        assertEquals(0, start % align);
        assertTrue(start >= hole && start < hole + align && start + wanted <= hole + pages);
        if (start > hole) {
            holes.put(hole, start - hole);
        }
        if (start + wanted < hole + pages) {
            holes.put(start + wanted, hole + pages - start - wanted);
        }
        taken.put(start, wanted);
    }

    private static void give(HoleTree tree, TreeMap<Integer, Integer> holes, int start, int size) {
        int from = start;
        int to = start + size;
        Map.Entry<Integer, Integer> below = holes.lowerEntry(start);
        if (below != null && below.getKey() + below.getValue() == start) {
            from = below.getKey();
        }
        if (holes.containsKey(to)) {
            to += holes.remove(to);
        }
        holes.put(from, to - from);
        int node = tree.give(start, size);
        assertEquals(from, tree.start(node));
    }

    private static Map<Integer, Integer> asMap(HoleTree tree) {
        Map<Integer, Integer> map = new TreeMap<>();
        for (int node = tree.lowest(); node != HoleTree.NIL; node = tree.next(node)) {
            map.put(tree.start(node), tree.pages(node));
        }
        return map;
    }
}
