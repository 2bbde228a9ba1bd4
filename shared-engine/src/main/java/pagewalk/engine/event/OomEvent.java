package pagewalk.engine.event;

import pagewalk.engine.rule.Rule;

/** A step of the OOM killer, of a knob or of a tool; the arguments are those of its {@link EventKind}. */
public record OomEvent(EventKind kind, Rule rule, int a, int b, int c, int d) implements Event {
    private static final String[] TOOLS = {"free", "vmstat", "top", "dmesg"};

    @Override
    public String sentence() {
        return switch (kind) {
            case OOM_BEGUN ->
                "no page is left for " + who() + ", so somebody has to go; all of memory and swap is " + pages(d);
            case OOM_LOOKED -> "looked at process " + a + ": " + verdict();
            case OOM_KILLED ->
                "killed process " + a + ", which has " + pages(b) + " of its own, " + pages(c) + " of files and " + d
                        + (d == 1 ? " page table" : " page tables");
            case OOM_PASSED -> "nobody is killed for " + who() + ": " + reason();
            case PANIC -> "the kernel panics, and the machine stands still: " + reason();
            case OOM_ADJUSTED -> "oom_score_adj of process " + a + " was " + b + " and is " + c;
            case USER_SET -> "process " + a + " was " + user(b) + " and is " + user(c);
            case MARKS_SET -> "zone " + a + " keeps " + b + " pages at min, " + c + " at low and " + d + " at high";
            default -> "ran " + TOOLS[a & 3];
        };
    }

    private String who() {
        return a == 0 ? "the kernel" : "process " + a;
    }

    private static String user(int uid) {
        return uid == 0 ? "root's" : "user " + uid + "'s";
    }

    private String verdict() {
        return switch (rule) {
            case OOM_NEVER -> "oom_score_adj is -1000, so it is never killed";
            case OOM_ORIGIN -> "it takes swap out of use, so it goes first";
            case OOM_FEWER -> points() + ", fewer than the worst so far";
            default -> points() + ", the worst so far";
        };
    }

    private String points() {
        return b + (b == 1 ? " point" : " points") + " for " + pages(d) + (c == 0 ? "" : " and oom_score_adj " + c);
    }

    private String reason() {
        return switch (rule) {
            case OOM_NO_FS -> "the request may not enter file systems";
            case OOM_DYING -> "it is the victim itself, and dies";
            case OOM_PANIC_SET -> "vm.panic_on_oom is set";
            default -> "no process may be killed";
        };
    }

    private static String pages(int count) {
        return count + (count == 1 ? " page" : " pages");
    }
}
