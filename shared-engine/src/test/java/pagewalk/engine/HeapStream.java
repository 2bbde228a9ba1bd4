package pagewalk.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import pagewalk.engine.mm.AddressSpace;
import pagewalk.engine.util.Xorshift;

/**
 * Seeded command lines for the heaps of processes: blocks of sizes that change in waves, given back, resized and
 * trimmed. A wild stream makes every mistake as well, forks, moves the break itself and plays scenes that end badly.
 */
public final class HeapStream {
    /** What programs do wrong, or seldom; {@code p} stands for the process. */
    private static final String[][] SCENES = {
        {"x1 = malloc p 24", "free p x1", "free p x1"},
        {"x1 = malloc p 2000", "x2 = malloc p 24", "free p x1", "free p x1"},
        {"free p 0x1000"},
        {"free p 0x800000000000"},
        {"x1 = malloc p 100", "free p x1+8"},
        {"x1 = malloc p 100", "free p x1+0x20"},
        {"x1 = malloc p 400000", "free p x1", "free p x1"},
        {"x1 = malloc p 400000", "free p x1+0x100"},
        {"x1 = malloc p 500", "realloc p x1+8 20"},
        {"x1 = malloc p 500", "free p x1", "realloc p x1 5000"},
        {"x1 = malloc p 0x8000000000000000", "x1 = calloc p 0x100000000 0x100000001", "x1 = malloc p 0x400000000000"},
        {"x1 = malloc p 40000", "x2 = malloc p 1200", "free p x1", "malloc_trim p 0", "malloc_trim p 9999999"},
        {
            "x1 = malloc p 10",
            "sbrk p 4096",
            "x2 = malloc p 131000",
            "x3 = malloc p 3000",
            "sbrk p -8192",
            "x4 = malloc p 131000"
        },
        {
            "x1 = malloc p 10",
            "x2 = malloc p 120000",
            "FENCE",
            "x3 = malloc p 100000",
            "x4 = malloc p 130000",
            "free p x3"
        },
        {"free p 0", "realloc p 0 50", "x1 = malloc p 0", "realloc p x1 0", "free p nobody", "realloc p nobody 4"},
        {"FAST", "free p x7", "free p x8", "free p x7", "mallinfo p"},
        {"FAST", "free p x7", "free p x8", "free p x7", "x9 = calloc p 1 40", "x9 = calloc p 1 40", "x9 = calloc p 1 40"
        },
        {"FAST", "free p x7", "free p x7"},
        {"FAST", "free p x7", "free p x8", "x1 = malloc p 2000", "free p x1"},
        {"x11 = malloc p 100000", "x12 = malloc p 1200", "FAST", "free p x7", "free p x11"},
        {"FAST", "free p x7", "free p x8", "TAKE", "TAKE", "TAKE"},
        {"NEW", "SMALL"},
        {"NEW", "FAST", "malloc_trim p", "free p x7", "BIG", "BIG"},
        {"mallinfo p", "mtrace p", "fork p", "malloc 9999 8", "malloc nobody 8", "mtrace 9999"},
        {"x1 = malloc p 300000", "x1 = realloc p x1 600000", "x1 = realloc p x1 20", "exit p"},
    };

    private final Xorshift random;
    private final Machine machine;
    private final boolean wild;
    private final Deque<String> script = new ArrayDeque<>();
    private final List<String> live = new ArrayList<>();
    private String process = "";
    private int named;
    private int processes;
    private int scene;
    private int mode;
    private boolean filling = true;

    public HeapStream(Xorshift random, Machine machine, boolean wild) {
        this.random = random;
        this.machine = machine;
        this.wild = wild;
    }

    public String next() {
        if (!script.isEmpty()) {
            String line = script.poll();
            if (line.equals("NEW")) {
                return newProcess();
            }
            return line.equals("FENCE") ? fence() : line.replaceFirst(" p(?= |$)", " " + process);
        }
        int pid = machine.names().pid(process);
        if (pid < 0 || machine.processes().space(pid) == null) {
            return newProcess();
        }
        if (random.below(50) == 0) {
            mode = random.below(6);
            filling = random.below(2) == 0;
        }
        if (wild && random.below(25) == 0) {
            scene(SCENES[scene++ % SCENES.length]);
            return next();
        }
        return ordinary();
    }

    private String newProcess() {
        live.clear();
        process = "q" + processes++;
        return process + " = spawn comm=" + process;
    }

    private void scene(String[] lines) {
        for (String line : lines) {
            switch (line) {
                case "FAST" -> fast();
                case "SMALL" -> small();
                case "TAKE" -> script.addAll(List.of("x0 = malloc p 40", "x0 = malloc p 40", "x0 = malloc p 40"));
                case "BIG" -> script.addAll(List.of("malloc p 1000", "malloc p 1000", "malloc p 1000"));
                default -> script.add(line);
            }
        }
    }

    /** A page right above the break, so that it cannot move. */
    private String fence() {
        AddressSpace space = machine.processes().space(machine.names().pid(process));
        long page = space == null ? 1 << 20 : space.brk() + 4095 & -4096;
        return "mmap " + process + " addr=" + page + " len=4096 prot=r flags=private,anon,fixed";
    }

    /** Every other of 22 chunks is freed: seven into the cache, the others are sorted into their bin. */
    private void small() {
        for (int i = 0; i < 22; i++) {
            script.add("y" + i + " = malloc p 200");
        }
        for (int i = 0; i < 22; i += 2) {
            script.add("free p y" + i);
        }
        script.add("malloc p 5000");
        for (int i = 0; i < 9; i++) {
            script.add("malloc p 200");
        }
    }

    /** Nine chunks of one size, seven of them in the thread's cache. */
    private void fast() {
        for (int i = 0; i < 9; i++) {
            script.add("x" + i + " = calloc p 1 40");
        }
        for (int i = 0; i < 7; i++) {
            script.add("free p x" + i);
        }
        // The cache took what was at hand; the last two go to a fast bin.
    }

    private String ordinary() {
        int roll = random.below(100);
        if (roll == 0) {
            return random.below(2) == 0 ? "malloc_trim " + process : "malloc_trim " + process + " pad=" + size();
        }
        if (roll == 1) {
            return (random.below(3) == 0 ? "mtrace " : "mallinfo ") + process;
        }
        if (live.isEmpty() || random.below(100) < (filling ? 62 : 38)) {
            String name = "h" + named++ % 4000;
            live.remove(name);
            live.add(name);
            return random.below(6) == 0
                    ? name + " = calloc " + process + " n=" + (1 + random.below(4)) + " size=" + size()
                    : name + " = malloc " + process + " size=" + size();
        }
        String name = live.get(random.below(3) == 0 ? live.size() - 1 : random.below(live.size()));
        if (random.below(6) == 0) {
            return name + " = realloc " + process + " ptr=" + name + " size=" + (1 + size());
        }
        live.remove(name);
        return "free " + process + " ptr=" + name;
    }

    private int size() {
        return switch (mode) {
            case 0 -> random.below(200);
            case 1 -> random.below(1100);
            case 2 -> 16 * random.below(12) + (random.below(4) == 0 ? 1000 : 0);
            case 3 -> 900 + random.below(4000);
            case 4 -> random.below(10) == 0 ? random.below(200_000) : random.below(9000);
            default -> random.below(1 << (4 + random.below(14)));
        };
    }
}
