package pagewalk.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import pagewalk.engine.event.EventKind;
import pagewalk.engine.event.Refusal.Reason;
import pagewalk.engine.lru.LruLists;
import pagewalk.engine.lru.VmStat.Count;
import pagewalk.engine.mm.AddressSpace;
import pagewalk.engine.pagetable.PageTables;
import pagewalk.engine.pagetable.Pte;
import pagewalk.engine.pagetable.PteRange;
import pagewalk.engine.pagetable.SwapPte;
import pagewalk.engine.rule.Rule;
import pagewalk.engine.view.ProcessView;

/** Applies commands and checks counters against what the events told, and swapoff against the bytes of before. */
public final class PressureBooks {
    private static final Count[] COUNTS = {
        Count.PSWPIN,
        Count.PSWPOUT,
        Count.PGSCAN_DIRECT,
        Count.PGSCAN_KSWAPD,
        Count.PGSCAN_ANON,
        Count.PGSCAN_FILE,
        Count.PGSTEAL_DIRECT,
        Count.PGSTEAL_KSWAPD,
        Count.PGSTEAL_ANON,
        Count.PGSTEAL_FILE
    };

    private final Machine machine;
    /** Told in one command: pages read from swap, sent to swap, looked at on inactive lists, given up. */
    private int read;

    private int sent;
    private int scanned;
    private int evicted;
    private boolean stands;

    public PressureBooks(Machine machine) {
        this.machine = machine;
    }

    /** Whether the kernel panicked, after which nothing happens any more. */
    public boolean stands() {
        return stands;
    }

    /** Applies a command and fails if a counter is not what happened, or bytes are lost. */
    public void apply(String line) {
        boolean off = line.startsWith("swapoff");
        Map<String, String> bytes = off ? swapped() : Map.of();
        int[] before = counts();
        read = 0;
        sent = 0;
        scanned = 0;
        evicted = 0;
        Reply reply = machine.apply(Play.command(line), (kind, rule, a, b, c, d) -> told(kind, rule, a, c));
        stands = reply instanceof Reply.Refused no && no.refusal().reason() == Reason.PANICKED;
        int[] now = counts();
        for (int i = 0; i < now.length; i++) {
            now[i] -= before[i];
        }
        assertEquals(read, now[0], "pswpin is what was read");
        assertEquals(sent, now[1], "pswpout is what the disk was sent");
        assertEquals(scanned, now[2] + now[3], "pgscan is what was looked at");
        assertEquals(now[4] + now[5], now[2] + now[3], "pgscan by kind");
        assertEquals(now[8] + now[9], now[6] + now[7], "pgsteal by kind");
        assertTrue(now[6] + now[7] <= scanned, "pgsteal is at most pgscan");
        boolean other = line.startsWith("madvise");
        assertTrue(other ? now[6] + now[7] <= evicted : now[6] + now[7] == evicted, "pgsteal is what was given up");
        if (off && reply.ok()) {
            bytes.forEach((page, value) -> assertEquals(value, load(machine.copy(), page), "bytes of " + page));
        }
    }

    private void told(int kind, int rule, int a, int c) {
        if (kind == EventKind.SWAP_READ.code()) {
            read++;
        } else if (kind == EventKind.PAGE_SENT.code() && rule == Rule.WRITE_TO_SWAP.code()) {
            sent++;
        } else if (kind == EventKind.ISOLATED.code() && (a == LruLists.INACTIVE_ANON || a == LruLists.INACTIVE_FILE)) {
            scanned += c;
        } else if (kind == EventKind.EVICTED.code()) {
            evicted++;
        }
    }

    private int[] counts() {
        int[] counts = new int[COUNTS.length];
        for (int i = 0; i < counts.length; i++) {
            counts[i] = Objects.requireNonNull(machine.processes().reclaim())
                    .vec()
                    .stat
                    .get(COUNTS[i]);
        }
        return counts;
    }

    /** What a load of each page that is in swap now would give, told by a copy of the machine. */
    private Map<String, String> swapped() {
        Map<String, String> bytes = new TreeMap<>();
        ProcessView view = machine.processes();
        for (int pid = 1; pid < view.nextPid(); pid++) {
            AddressSpace mm = view.task(pid) == null ? null : view.space(pid);
            for (int i = 0; mm != null && i < mm.vmas(); i++) {
                int vma = mm.vma(i);
                PteRange range = new PteRange(
                        view.tables(),
                        mm.root(),
                        view.vmas().start(vma),
                        view.vmas().end(vma));
                add(bytes, pid, range, view.tables());
            }
        }
        bytes.replaceAll((page, none) -> load(machine.copy(), page));
        return bytes;
    }

    private static void add(Map<String, String> pages, int pid, PteRange range, PageTables tables) {
        while (range.next()) {
            for (int index = range.from(); index < range.to(); index++) {
                int lo = tables.lo(range.table(), index);
                if (!Pte.isPresent(lo) && SwapPte.is(lo)) {
                    long at = ((long) range.hi() << 18 | range.lo(index)) << 12;
                    pages.put("load pid=" + pid + " addr=0x" + Long.toHexString(at) + " len=8", "");
                }
            }
        }
    }

    /** The value that a load gives, or the signal or errno that it ends with. */
    private static String load(Machine copy, String line) {
        Reply reply = copy.apply(Play.command(line), (kind, rule, a, b, c, d) -> {});
        return reply instanceof Reply.Faulted faulted ? Long.toHexString(faulted.value()) : reply.toString();
    }
}
