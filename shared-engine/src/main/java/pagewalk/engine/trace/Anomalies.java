package pagewalk.engine.trace;

import pagewalk.engine.util.IntList;

/** Finds where more frames mean more misses (Belady's anomaly). */
public final class Anomalies {
    private Anomalies() {}

    /**
     * The numbers of frames at which a policy has more misses than with one frame less.
     *
     * @param misses with 1, 2, ... frames
     */
    public static int[] of(int[] misses) {
        IntList found = new IntList();
        for (int i = 1; i < misses.length; i++) {
            if (misses[i] > misses[i - 1]) {
                found.add(i + 1);
            }
        }
        return found.toArray();
    }
}
