package pagewalk.engine;

import java.util.ArrayList;
import java.util.List;
import pagewalk.engine.util.Xorshift;

/**
 * Fills memory with blocks of all migratetypes, lets go of about half of them at random, and has it compacted: the
 * tide in which memory is fragmented and mended. Now and then it asks for what only compaction can serve.
 */
public final class CompactionStream {
    private static final String[] GFPS = {"HIGHUSER_MOVABLE", "MOVABLE", "KERNEL", "KERNEL,RECLAIMABLE"};
    private static final String[] LINES = {
        "compact_memory",
        "sysctl vm.compact_memory=1",
        "sysctl vm.compact_memory=0",
        "sysctl vm.compaction_proactiveness=100",
        "sysctl vm.compaction_proactiveness=20",
        "sysctl vm.compaction_proactiveness=101",
        "sysctl vm.extfrag_threshold=0",
        "sysctl vm.extfrag_threshold=500",
        "sysctl vm.extfrag_threshold=1001",
        "cat /sys/kernel/debug/extfrag/extfrag_index",
        "cat /sys/kernel/debug/extfrag/unusable_index",
        "drain_pages"
    };
    private static final String[] REQUESTS = {"KERNEL", "HIGHUSER_MOVABLE", "KERNEL,RECLAIMABLE", "NOWAIT"};

    private final Xorshift random;
    private final Machine machine;
    private final List<String> held = new ArrayList<>();
    private final int movablePercent;
    private final int largest;
    private boolean rising = true;
    private int tide;
    private int counter;

    /**
     * @param movablePercent how many of the blocks can move
     * @param largest highest order that the tide is made of
     */
    public CompactionStream(Xorshift random, Machine machine, int movablePercent, int largest) {
        this.random = random;
        this.machine = machine;
        this.movablePercent = movablePercent;
        this.largest = largest;
    }

    public String next() {
        if (random.below(60) == 0) {
            return request();
        }
        if (random.below(40) == 0) {
            return LINES[random.below(LINES.length)];
        }
        return rising ? rise() : fall();
    }

    private String rise() {
        int free = machine.memory().freePages();
        if (free < machine.memory().frames() / 16 || tide++ > machine.memory().frames()) {
            rising = false;
            tide = 0;
            return "drain_pages";
        }
        int gfp = random.below(100) < movablePercent ? random.below(2) : 2 + random.below(2);
        int order = random.below(4) > 0 ? 0 : random.below(largest + 1);
        return take(order, GFPS[gfp]);
    }

    private String fall() {
        if (held.isEmpty() || machine.memory().freePages() > machine.memory().frames() * (5 + random.below(8)) / 16) {
            rising = true;
            return "compact_memory";
        }
        String name = held.get(random.below(held.size()));
        held.remove(name);
        return "free_pages " + name;
    }

    private String request() {
        return take(2 + random.below(9), REQUESTS[random.below(REQUESTS.length)]);
    }

    private String take(int order, String gfp) {
        String name = "c" + counter++;
        held.add(name);
        return name + " = alloc_pages order=" + order + " gfp=" + gfp;
    }

    /** Takes note of a name that got nothing. */
    public void refused(String line) {
        int end = line.indexOf(" = ");
        if (end > 0) {
            held.remove(line.substring(0, end));
        }
    }
}
