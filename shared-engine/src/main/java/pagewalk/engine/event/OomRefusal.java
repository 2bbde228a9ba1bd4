package pagewalk.engine.event;

import org.jspecify.annotations.Nullable;

/** What is said of knobs out of range, of processes nobody can judge, and by a machine that stands still. */
final class OomRefusal {
    private OomRefusal() {}

    /** The sentence of a refusal of this area; null for another. */
    static @Nullable String sentence(Refusal refusal) {
        int a = refusal.a();
        int b = refusal.b();
        int c = refusal.c();
        String word = refusal.word() == null ? "it" : refusal.word();
        return switch (refusal.reason()) {
            case KNOB_RANGE ->
                word + " takes " + (c == Integer.MAX_VALUE ? b + " or more" : b + " to " + c) + "; this is " + a;
            case ADJ_RANGE -> "oom_score_adj is from -1000 to 1000; this is " + a;
            case PANICKED ->
                "the kernel panicked: " + word + "; the machine stands still, and only its files can be read";
            case PROGRAM_UNKNOWN -> "there is no program " + word + "; there are free, vmstat, top and dmesg";
            case PROGRAM_OPTION -> word;
            default -> null;
        };
    }
}
