package pagewalk.engine.proc;

/** What vmstat of procps 4.0.2 prints (src/vmstat.c), from the texts of /proc/meminfo and /proc/vmstat. */
public final class VmstatTool {
    /** Letters that options are made of. */
    public static final String OPTIONS = "saw";

    private static final String[] TICKS = {
        "non-nice user cpu ticks",
        "nice user cpu ticks",
        "system cpu ticks",
        "idle cpu ticks",
        "IO-wait cpu ticks",
        "IRQ cpu ticks",
        "softirq cpu ticks",
        "stolen cpu ticks",
        "non-nice guest cpu ticks",
        "nice guest cpu ticks"
    };

    private VmstatTool() {}

    /**
     * The table of counters (vmstat -s). The machine has no clock, so ticks and the boot time are 0.
     *
     * @param forks processes that were ever made
     */
    public static String sums(String meminfo, String vmstat, int forks) {
        StringBuilder text = new StringBuilder();
        long swapTotal = ProcValues.of(meminfo, "SwapTotal:");
        long swapFree = ProcValues.of(meminfo, "SwapFree:");
        line(text, ProcValues.of(meminfo, "MemTotal:"), "K total memory");
        line(text, FreeTool.used(meminfo), "K used memory");
        line(text, ProcValues.of(meminfo, "Active:"), "K active memory");
        line(text, ProcValues.of(meminfo, "Inactive:"), "K inactive memory");
        line(text, ProcValues.of(meminfo, "MemFree:"), "K free memory");
        line(text, ProcValues.of(meminfo, "Buffers:"), "K buffer memory");
        line(text, cache(meminfo), "K swap cache");
        line(text, swapTotal, "K total swap");
        line(text, swapTotal - swapFree, "K used swap");
        line(text, swapFree, "K free swap");
        for (String tick : TICKS) {
            line(text, 0, tick);
        }
        line(text, ProcValues.of(vmstat, "pgpgin "), "K paged in");
        line(text, ProcValues.of(vmstat, "pgpgout "), "K paged out");
        line(text, ProcValues.of(vmstat, "pswpin "), "pages swapped in");
        line(text, ProcValues.of(vmstat, "pswpout "), "pages swapped out");
        line(text, 0, "interrupts");
        line(text, 0, "CPU context switches");
        line(text, 0, "boot time");
        line(text, forks, "forks");
        return text.toString();
    }

    private static long cache(String meminfo) {
        return ProcValues.of(meminfo, "Cached:") + ProcValues.of(meminfo, "SReclaimable:");
    }

    private static void line(StringBuilder text, long value, String what) {
        ProcText.right(text, Long.toString(value), 13);
        text.append(' ').append(what).append('\n');
    }

    /**
     * One line of what there is; rates are 0 and the processor idle, as the machine has no clock.
     *
     * @param options w for wide columns, a for active and inactive memory
     * @param running processes on a CPU
     */
    public static String line(String meminfo, String options, int running) {
        boolean wide = options.indexOf('w') >= 0;
        boolean active = options.indexOf('a') >= 0;
        StringBuilder text = new StringBuilder(
                wide
                        ? "--procs-- -----------------------memory---------------------- ---swap-- -----io----"
                                + " -system-- ----------cpu----------\n"
                                + "   r    b         swpd         free"
                        : "procs -----------memory---------- ---swap-- -----io---- -system-- ------cpu-----\n"
                                + " r  b   swpd   free");
        int column = wide ? 12 : 6;
        ProcText.right(text, active ? "inact" : "buff", column + 1);
        ProcText.right(text, active ? "active" : "cache", column + 1);
        text.append("   si   so    bi    bo   in   cs");
        text.append(wide ? "  us  sy  id  wa  st  gu\n" : " us sy id wa st\n");
        int narrow = wide ? 4 : 2;
        ProcText.right(text, running, narrow);
        ProcText.right(text, 0, narrow + 1);
        long[] memory = {
            ProcValues.of(meminfo, "SwapTotal:") - ProcValues.of(meminfo, "SwapFree:"),
            ProcValues.of(meminfo, "MemFree:"),
            active ? ProcValues.of(meminfo, "Inactive:") : ProcValues.of(meminfo, "Buffers:"),
            active ? ProcValues.of(meminfo, "Active:") : cache(meminfo)
        };
        for (long value : memory) {
            text.append(' ');
            ProcText.right(text, Long.toString(value), column);
        }
        text.append("    0    0     0     0    0    0");
        int[] shares = {0, 0, 100, 0, 0, 0};
        for (int i = 0; i < (wide ? 6 : 5); i++) {
            text.append(' ');
            ProcText.right(text, shares[i], wide ? 3 : 2);
        }
        return text.append('\n').toString();
    }
}
