package pagewalk.bench;

import java.util.Arrays;

/**
 * Measures one setting of {@link EngineWork} on the JVM. Rounds of equal length run until the JIT has settled; the
 * median of the later ones counts. One setting a JVM, so that no setting runs on another's profile.
 */
final class EngineBench {
    private static final int COMMANDS = 200_000;
    private static final int WARM_UP = 10;
    private static final int ROUNDS = 11;

    private EngineBench() {}

    public static void main(String[] args) {
        int setting = Integer.parseInt(args[0]);
        double[] rates = new double[ROUNDS];
        int digest = 0;
        for (int round = -WARM_UP; round < ROUNDS; round++) {
            EngineWork work = new EngineWork(setting, round + WARM_UP);
            long begin = System.nanoTime();
            digest ^= work.run(COMMANDS);
            if (round >= 0) {
                rates[round] = COMMANDS / ((System.nanoTime() - begin) / 1e9);
            }
        }
        Arrays.sort(rates);
        String what = "engine commands on the JVM, " + EngineWork.NAMES[setting];
        System.out.println("%-72s %10.2f M/s  %08x".formatted(what, rates[ROUNDS / 2] / 1e6, digest));
    }
}
