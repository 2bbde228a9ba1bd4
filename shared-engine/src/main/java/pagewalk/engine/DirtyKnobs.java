package pagewalk.engine;

import pagewalk.engine.reclaim.Dirty;

/** The knobs of dirty pages, with the ranges of mm/page-writeback.c vm_page_writeback_sysctls. */
final class DirtyKnobs {
    private static final String[] NAMES = {
        "vm.dirty_background_ratio",
        "vm.dirty_ratio",
        "vm.dirty_background_bytes",
        "vm.dirty_bytes",
        "vm.dirty_expire_centisecs",
        "vm.dirty_writeback_centisecs"
    };
    /** A ratio is at most all; bytes are two pages at least, or one byte for the flusher. */
    private static final int[] LEAST = {0, 0, 1, 8192, 0, 0};

    private static final int ALL = 100;

    private DirtyKnobs() {}

    /** Adds them in the order of the constants of {@link Dirty}. */
    static Knobs add(Knobs knobs, Dirty dirty) {
        for (int i = 0; i < NAMES.length; i++) {
            int which = i;
            int most = which <= Dirty.RATIO ? ALL : Integer.MAX_VALUE;
            knobs.add(NAMES[i], LEAST[i], most, () -> dirty.knob(which), value -> dirty.setKnob(which, value));
        }
        return knobs;
    }
}
