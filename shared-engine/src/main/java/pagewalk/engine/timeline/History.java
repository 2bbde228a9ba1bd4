package pagewalk.engine.timeline;

import org.jspecify.annotations.Nullable;
import pagewalk.engine.Machine;
import pagewalk.engine.command.Command;
import pagewalk.engine.event.EventKind;
import pagewalk.engine.lru.VmStat;
import pagewalk.engine.lru.VmStat.Count;
import pagewalk.engine.view.ReclaimView;

/**
 * What the counters of memory pressure stood at along a branch, for charts.
 *
 * <p>A machine of its own runs the commands again and is asked every so many events; when there are too many samples,
 * every second one goes. What is read is what a machine at that position says.
 */
public final class History {
    /** What is counted, each from the start on; but the free pages are those of the moment. */
    public enum Series {
        FREE("free pages"),
        SCAN_KSWAPD("pgscan_kswapd"),
        SCAN_DIRECT("pgscan_direct"),
        STEAL_KSWAPD("pgsteal_kswapd"),
        STEAL_DIRECT("pgsteal_direct"),
        SWAP_IN("pswpin"),
        SWAP_OUT("pswpout"),
        ZSWAP_IN("zswpin"),
        ZSWAP_OUT("zswpout"),
        REFAULT_ANON("workingset_refault_anon"),
        REFAULT_FILE("workingset_refault_file"),
        /** Faults that were served, as getrusage() counts them. */
        MINOR("minor faults"),
        MAJOR("major faults");

        private final String label;

        Series(String label) {
            this.label = label;
        }

        /** As /proc/vmstat names it, where it does. */
        public String label() {
            return label;
        }
    }

    /** Samples that are kept at most. */
    public static final int POINTS = 2048;

    private static final int SERIES = Series.values().length;

    private final Timeline timeline;
    /** The commands that the samples are of, to see when the branch is another one. */
    private Command[] run = {};

    private int commands;
    private @Nullable Machine machine;
    private Machine reading;
    private final int[] samples = new int[POINTS * SERIES];
    private final int[] now = new int[SERIES];
    private int count;
    private int stride = 1;
    private int events;
    private int minor;
    private int major;

    public History(Timeline timeline) {
        this.timeline = timeline;
        reading = timeline.machine();
    }

    /** Takes in what the timeline has that this has not; true if anything was read. */
    public boolean follow() {
        int same = 0;
        while (same < commands && same < timeline.commands() && run[same] == timeline.commandAt(same)) {
            same++;
        }
        if (machine == null || same < commands) {
            restart();
        }
        int before = commands;
        while (commands < timeline.commands()) {
            apply(timeline.commandAt(commands));
        }
        return before < commands;
    }

    private void restart() {
        machine = timeline.copyAt(0);
        reading = machine;
        commands = 0;
        events = 0;
        count = 0;
        stride = 1;
        minor = 0;
        major = 0;
        sample();
    }

    private void apply(Command command) {
        if (commands == run.length) {
            Command[] more = new Command[Math.max(64, 2 * run.length)];
            System.arraycopy(run, 0, more, 0, commands);
            run = more;
        }
        run[commands++] = command;
        reading.apply(command, (kind, rule, a, b, c, d) -> heard(kind, b));
    }

    /** One event more: the machine stands as at the position after it. */
    private void heard(int kind, int b) {
        events++;
        if (kind == EventKind.FAULT_SERVED.code()) {
            minor += b == 0 ? 1 : 0;
            major += b == 0 ? 0 : 1;
        }
        if (events % stride == 0) {
            if (count == POINTS) {
                thin();
            }
            if (events % stride == 0) {
                sample();
            }
        }
    }

    /** Every second sample goes. */
    private void thin() {
        for (int i = 1; i < POINTS / 2; i++) {
            System.arraycopy(samples, 2 * i * SERIES, samples, i * SERIES, SERIES);
        }
        count = POINTS / 2;
        stride *= 2;
    }

    private void sample() {
        read(reading, now);
        now[Series.MINOR.ordinal()] = minor;
        now[Series.MAJOR.ordinal()] = major;
        System.arraycopy(now, 0, samples, count * SERIES, SERIES);
        count++;
    }

    /** What a machine's own counters say of all series but the faults, which processes count. */
    public static void read(Machine machine, int[] into) {
        into[Series.FREE.ordinal()] = machine.memory().freePages();
        ReclaimView reclaim = machine.processes().reclaim();
        if (reclaim == null) {
            return;
        }
        VmStat stat = reclaim.vec().stat;
        into[Series.SCAN_KSWAPD.ordinal()] = stat.get(Count.PGSCAN_KSWAPD);
        into[Series.SCAN_DIRECT.ordinal()] = stat.get(Count.PGSCAN_DIRECT);
        into[Series.STEAL_KSWAPD.ordinal()] = stat.get(Count.PGSTEAL_KSWAPD);
        into[Series.STEAL_DIRECT.ordinal()] = stat.get(Count.PGSTEAL_DIRECT);
        into[Series.SWAP_IN.ordinal()] = stat.get(Count.PSWPIN);
        into[Series.SWAP_OUT.ordinal()] = stat.get(Count.PSWPOUT);
        into[Series.ZSWAP_IN.ordinal()] = reclaim.zswap().state.count(Series.ZSWAP_IN.label());
        into[Series.ZSWAP_OUT.ordinal()] = reclaim.zswap().state.count(Series.ZSWAP_OUT.label());
        into[Series.REFAULT_ANON.ordinal()] = stat.get(Count.WORKINGSET_REFAULT_ANON);
        into[Series.REFAULT_FILE.ordinal()] = stat.get(Count.WORKINGSET_REFAULT_FILE);
    }

    /** Samples there are; the first is of the start. */
    public int size() {
        return count;
    }

    /** The position, in events, of a sample. */
    public int event(int sample) {
        return sample * stride;
    }

    /** What a series stood at. */
    public int value(int sample, Series series) {
        return samples[sample * SERIES + series.ordinal()];
    }

    /** The newest sample at or before a position. */
    public int at(int event) {
        return Math.min(event / stride, count - 1);
    }
}
