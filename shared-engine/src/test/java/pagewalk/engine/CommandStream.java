package pagewalk.engine;

import java.util.ArrayList;
import java.util.List;
import pagewalk.engine.util.Xorshift;

/**
 * Seeded command lines for a machine: allocations of all orders and types, frees by name and pfn, mistakes of every
 * kind, and files. It fills and empties the machine in waves, so that it meets both full and fragmented memory.
 */
public final class CommandStream {
    private static final String[] GFP = {
        "",
        "",
        "",
        " gfp=KERNEL",
        " gfp=HIGHUSER_MOVABLE",
        " gfp=HIGHUSER_MOVABLE",
        " gfp=KERNEL,RECLAIMABLE",
        " gfp=ATOMIC",
        " gfp=DMA",
        " gfp=DMA32,MOVABLE"
    };

    private final Xorshift random;
    private final Machine machine;
    private final List<String> held = new ArrayList<>();
    private int named;
    private boolean filling = true;

    public CommandStream(Xorshift random, Machine machine) {
        this.random = random;
        this.machine = machine;
    }

    /** The next line; the caller applies it to the machine before it asks again. */
    public String next() {
        int roll = random.below(100);
        if (roll < 4) {
            return mistake();
        }
        if (roll == 4) {
            return random.below(3) == 0 ? "cat /proc/pagetypeinfo" : "cat /proc/buddyinfo";
        }
        if (random.below(60) == 0) {
            filling = !filling;
        }
        boolean alloc = random.below(100) < (filling ? 75 : 25);
        return alloc ? alloc() : free();
    }

    private String alloc() {
        int order = random.below(4) == 0 ? random.below(12) : random.below(1 + random.below(5));
        String gfp = GFP[random.below(GFP.length)];
        if (random.below(8) == 0) {
            return "alloc_pages order=" + order + gfp;
        }
        String name = random.below(20) == 0 && named > 0 ? "r" + random.below(named) : "r" + named++;
        held.add(name);
        return name + " = alloc_pages order=" + order + gfp;
    }

    private String free() {
        while (!held.isEmpty()) {
            String name = held.remove(random.below(held.size()));
            if (machine.names().held(name)) {
                int pfn = machine.names().pfn(name);
                return random.below(3) == 0 ? "free_pages pfn=" + pfn : "free_pages " + name;
            }
        }
        int pfn = machine.memory().startPfn() + random.below(machine.memory().frames());
        return "free_pages pfn=" + Math.max(machine.memory().blockHead(pfn), 0);
    }

    private String mistake() {
        int frames = machine.memory().frames();
        int pfn = machine.memory().startPfn() + random.below(frames);
        return switch (random.below(6)) {
            case 0 -> "free_pages pfn=" + pfn;
            case 1 -> "free_pages pfn=" + (machine.memory().endPfn() + random.below(50));
            case 2 -> "free_pages never" + random.below(3);
            case 3 -> "a = alloc_pages order=" + (11 + random.below(3));
            case 4 -> "cat /proc/nothing" + random.below(3);
            default -> named == 0 ? "free_pages none" : "free_pages r" + random.below(named);
        };
    }
}
