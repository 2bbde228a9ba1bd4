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
        "sysctl vm.extfrag_threshold=1000",
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
    private final int usual;
    private final int largest;
    private boolean rising = true;
    private int refusals;
    private int target;
    private int asking;
    private int counter;

    /**
     * @param movablePercent how many of the blocks can move
     * @param usual order of three blocks in four; the others have order 0 to {@code largest}
     */
    public CompactionStream(Xorshift random, Machine machine, int movablePercent, int usual, int largest) {
        this.random = random;
        this.machine = machine;
        this.movablePercent = movablePercent;
        this.usual = usual;
        this.largest = largest;
    }

    public String next() {
        boolean refused = !held.isEmpty() && !machine.names().held(held.getLast());
        if (refused) {
            held.removeLast();
        }
        if (random.below(60) == 0) {
            return LINES[random.below(LINES.length)];
        }
        if (rising && random.below(200) == 0) {
            return take(2 + random.below(9), REQUESTS[random.below(REQUESTS.length)]);
        }
        return rising ? rise(refused) : fall();
    }

    private String rise(boolean refused) {
        refusals = refused ? refusals + 1 : 0;
        if (refusals > 6 || machine.memory().freePages() < machine.memory().frames() / 16) {
            rising = false;
            refusals = 0;
            target = machine.memory().frames() / 16 * (4 + random.below(8));
            asking = 2 + random.below(30);
            return random.below(3) == 0 ? "compact_memory" : "drain_pages";
        }
        int gfp = random.below(100) < movablePercent ? random.below(2) : 2 + random.below(2);
        int order = random.below(4) > 0 ? usual : random.below(largest + 1);
        return take(order, GFPS[gfp]);
    }

    private String fall() {
        if (!held.isEmpty() && machine.memory().freePages() < target) {
            String name = held.get(random.below(held.size()));
            held.remove(name);
            return "free_pages " + name;
        }
        if (asking-- > 0) {
            return take(1 + random.below(10), REQUESTS[random.below(REQUESTS.length)]);
        }
        rising = true;
        return random.below(3) > 0 ? "compact_memory" : "drain_pages";
    }

    private String take(int order, String gfp) {
        String name = "c" + counter++;
        held.add(name);
        return name + " = alloc_pages order=" + order + " gfp=" + gfp;
    }
}
