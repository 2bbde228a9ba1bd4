package pagewalk.engine;

import pagewalk.engine.util.Xorshift;

/** Seeded command lines of a program that goes on with pointers it gave back. */
public final class StaleStream {
    private static final int POINTERS = 6;

    private final Xorshift random;
    private final Machine machine;

    public StaleStream(Xorshift random, Machine machine) {
        this.random = random;
        this.machine = machine;
    }

    public String next() {
        int pid = machine.processes().nextPid() - 1;
        if (pid < 1 || machine.processes().space(pid) == null) {
            return "spawn comm=s";
        }
        String name = "x" + random.below(POINTERS);
        int size = random.below(4) == 0 ? 1100 + random.below(3) * 100 : 24 + random.below(3) * 16;
        return switch (random.below(10)) {
            case 0, 1, 2 -> name + " = malloc pid=" + pid + " size=" + size;
            case 3, 4 -> "free pid=" + pid + " ptr=" + name;
            case 5, 6 -> "load pid=" + pid + " addr=" + name + "+" + 8 * random.below(12) + " len=8";
            case 7 -> "store pid=" + pid + " addr=" + name + "+" + 8 * random.below(3) + " len=8 value=" + value();
            case 8 -> "store pid=" + pid + " addr=" + name + "+" + random.below(40) + " len=4 value=3";
            default -> random.below(12) == 0 ? "fork pid=" + pid : "calloc pid=" + pid + " n=1 size=" + size;
        };
    }

    /** Zero, garbage, or an address of the heap as safe-linking would store it. */
    private String value() {
        return switch (random.below(3)) {
            case 0 -> "0";
            case 1 -> "0x4141414141414141";
            default -> "0x" + Long.toHexString(0x555555559000L + 16 * random.below(90) ^ 0x555555559L);
        };
    }
}
