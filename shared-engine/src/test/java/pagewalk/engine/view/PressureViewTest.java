package pagewalk.engine.view;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pagewalk.engine.Machine;
import pagewalk.engine.Play;
import pagewalk.engine.ReclaimStream;
import pagewalk.engine.event.EventKind;
import pagewalk.engine.event.EventLog;
import pagewalk.engine.lru.LruLists;
import pagewalk.engine.page.PageFrames;
import pagewalk.engine.rmap.FrameMaps;
import pagewalk.engine.swap.SwapSpace;
import pagewalk.engine.timeline.History;
import pagewalk.engine.timeline.History.Series;
import pagewalk.engine.timeline.Timeline;
import pagewalk.engine.util.IntList;
import pagewalk.engine.util.Xorshift;

/** What pictures of pressure are told agrees with the machine at every position of a session. */
final class PressureViewTest {
    private static final String TIGHT = "preset=textbook frames=256 watermarks=on min_free_kbytes=64 reclaim=on";

    private static Timeline stream(String config, int seed, int commands) {
        Timeline timeline = new Timeline(Play.config(config));
        // The stream looks at a machine that has carried out what it said before.
        Machine guide = Machine.boot(Play.config(config));
        ReclaimStream stream = new ReclaimStream(new Xorshift(0x9e55, seed), guide, 4);
        for (int i = 0; i < commands; i++) {
            String line = stream.next();
            guide.apply(Play.command(line), new EventLog());
            timeline.apply(Play.command(line));
        }
        return timeline;
    }

    private static ReclaimView reclaim(Timeline timeline) {
        ReclaimView reclaim = timeline.machine().processes().reclaim();
        assertNotNull(reclaim);
        return reclaim;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void everyPageOfAProcessOrFileIsInOnePlaceAtEveryEvent(int seed) {
        Timeline timeline = stream(TIGHT, seed, 120);
        Xorshift places = new Xorshift(0x9e56, seed);
        int held = 0;
        for (int i = 0; i < 150; i++) {
            timeline.seekEvent(places.below(timeline.events() + 1));
            held += hands(timeline).size();
            checkPlaces(timeline);
        }
        assertTrue(held > 0, "some positions lie within a scan");
    }

    private static IntList hands(Timeline timeline) {
        if (timeline.event() == 0) {
            return new IntList();
        }
        int command = timeline.command() - 1;
        return ReclaimMoment.at(
                        timeline.log(), timeline.firstEventOf(command), timeline.event(), timeline.endEventOf(command))
                .hand();
    }

    private static void checkPlaces(Timeline timeline) {
        ReclaimView reclaim = reclaim(timeline);
        PressureView view = new PressureView(reclaim);
        Set<Integer> seen = new HashSet<>();
        for (int list = 0; list < PressureView.LISTS; list++) {
            int[] pages = new int[view.pages(list)];
            assertEquals(pages.length, view.fromHead(list, pages), "pages of list " + list);
            int[] oldest = new int[pages.length];
            view.fromTail(list, oldest);
            for (int i = 0; i < pages.length; i++) {
                assertEquals(pages[i], oldest[pages.length - 1 - i], "both ways");
                assertTrue(seen.add(pages[i]), "once");
                assertEquals(list, view.list(pages[i]));
            }
            assertEquals(pages.length, view.entries(list, Integer.MAX_VALUE), "no blocks here");
            if (pages.length > 2) {
                assertEquals(2, view.place(oldest[2], 10));
                assertEquals(PressureView.NIL, view.place(oldest[2], 2));
            }
        }
        IntList coming = view.coming();
        for (int i = 0; i < coming.size(); i++) {
            assertEquals(PressureView.NIL, view.list(coming.get(i)));
        }
        IntList hand = hands(timeline);
        for (int i = 0; i < hand.size(); i++) {
            assertEquals(PressureView.NIL, view.list(hand.get(i)), "a page in reclaim's hand is on no list");
        }
        for (int pfn = 0; pfn < 256; pfn++) {
            boolean listed = reclaim.vec().lists.contains(pfn);
            boolean unevictable = listed && view.list(pfn) == LruLists.UNEVICTABLE;
            assertEquals(listed && !unevictable, seen.contains(pfn), "pfn " + pfn);
        }
    }

    @Test
    void betweenCommandsNobodyReclaimsAndNoPageIsInAnybodysHand() {
        Timeline timeline = stream(TIGHT, 4, 150);
        for (int command = 0; command < timeline.commands(); command++) {
            int end = timeline.endEventOf(command);
            ReclaimMoment moment = ReclaimMoment.at(timeline.log(), timeline.firstEventOf(command), end, end);
            assertEquals(ReclaimMoment.NOBODY, moment.who());
            assertEquals(0, moment.hand().size());
        }
    }

    @Test
    void roundsSayWhoReclaimsBeforeTheyEnd() {
        boolean[] met = new boolean[3];
        meetRounds(stream(TIGHT, 5, 200), met);
        meetRounds(pageByPage(), met);
        assertArrayEquals(new boolean[] {false, true, true}, met, "requests and kswapd both reclaimed");
    }

    /** One page a command, so that each ends before a request has to help itself. */
    private static Timeline pageByPage() {
        Timeline timeline = new Timeline(Play.config(TIGHT));
        timeline.apply(Play.command("creat path=/d size=400K"));
        timeline.apply(Play.command("p = spawn comm=p"));
        timeline.apply(Play.command("read pid=p path=/d offset=0 len=400K"));
        timeline.apply(Play.command("a = mmap pid=p len=800K prot=rw flags=private,anon"));
        for (int i = 0; i < 150; i++) {
            timeline.apply(Play.command("store pid=p addr=a+" + i * 4096));
        }
        return timeline;
    }

    private static void meetRounds(Timeline timeline, boolean[] met) {
        EventLog log = timeline.log();
        for (int command = 0; command < timeline.commands(); command++) {
            int from = timeline.firstEventOf(command);
            int end = timeline.endEventOf(command);
            boolean woken = false;
            for (int e = from; e < end; e++) {
                ReclaimMoment moment = ReclaimMoment.at(log, from, e + 1, end);
                woken |= log.kind(e) == EventKind.KSWAPD_ASKED.code();
                if (log.kind(e) == EventKind.SCAN_TARGETS.code()) {
                    assertTrue(moment.who() != ReclaimMoment.NOBODY);
                    assertEquals(log.arg(e - 1, 0), moment.priority(), "the priority that the balance was made at");
                    assertEquals(-1, moment.freed(), "nobody knows yet");
                    met[moment.who()] = true;
                } else if (log.kind(e) == EventKind.KSWAPD_ASKED.code()) {
                    assertTrue(moment.isWoken() || e == end - 1);
                }
                assertTrue(woken || !moment.isWoken());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {6, 7})
    void slotsHaveTheOwnersThatTheirEntriesCount(int seed) {
        Timeline timeline = stream(TIGHT, seed, 400);
        int owned = 0;
        for (int command = 40; command <= timeline.commands(); command += 20) {
            timeline.seekCommand(command);
            owned += checkOwners(timeline);
        }
        assertTrue(owned > 0, "something was in swap");
    }

    private static int checkOwners(Timeline timeline) {
        SlotOwners owners = SlotOwners.of(timeline.machine().processes());
        assertNotNull(owners);
        PressureView view = new PressureView(reclaim(timeline));
        SwapSpace swap = view.swap();
        int[] states = new int[7];
        int owned = 0;
        for (int device = 0; device < swap.devices(); device++) {
            int used = 0;
            for (int slot = 0; swap.has(device) && slot <= swap.pages(device); slot++) {
                int state = view.slot(device, slot);
                states[state]++;
                used += state == PressureView.FREE || state == PressureView.HEADER ? 0 : 1;
                int count = 0;
                int entry = SwapSpace.entry(device, slot);
                for (int owner = owners.of(entry); owner != -1; owner = owners.next(owner)) {
                    assertNotNull(timeline.machine().processes().task(owners.pid(owner)));
                    count++;
                }
                // Shared memory is meant by its file, which is no page table.
                assertTrue(slot == 0 || count <= swap.uses(entry), "slot " + slot);
                owned += count;
            }
            assertEquals(swap.has(device) ? swap.inUse(device) : 0, used);
        }
        assertEquals(swap.cached(), states[PressureView.CACHED]);
        return owned;
    }

    @Test
    void slotsOfCompressedPagesAndOfZerosAreToldApart() {
        Play play = Play.on(TIGHT);
        play.runAll(
                "echo Y > /sys/module/zswap/parameters/enabled", "swapon path=/dev/vdb size=1M", "p = spawn comm=p");
        play.runAll("a = mmap pid=p len=64K prot=rw flags=private,anon", "fill pid=p addr=a len=32K with=half");
        play.runAll("fill pid=p addr=a+32K len=32K with=zeros", "madvise pid=p addr=a len=64K advice=pageout");
        ReclaimView reclaim = play.machine().processes().reclaim();
        PressureView view = new PressureView(reclaim);
        int[] states = new int[7];
        for (int slot = 0; slot <= view.swap().pages(0); slot++) {
            states[view.slot(0, slot)]++;
        }
        assertEquals(8, states[PressureView.POOLED], Arrays.toString(states));
        assertEquals(8, states[PressureView.ZEROS]);
        assertEquals(0, states[PressureView.SWAPPED]);
        assertEquals(view.zswap().stored(), states[PressureView.POOLED]);
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 9})
    void theHistoryIsWhatTheMachineSaysAtEachPosition(int seed) {
        Timeline timeline = stream(TIGHT, seed, 150);
        History history = new History(timeline);
        assertTrue(history.follow());
        assertTrue(history.size() > History.POINTS / 2 && history.size() <= History.POINTS);
        int[] now = new int[Series.values().length];
        for (int i = 0; i < history.size(); i += 37) {
            timeline.seekEvent(history.event(i));
            History.read(timeline.machine(), now);
            for (Series series : Series.values()) {
                if (series != Series.MINOR && series != Series.MAJOR) {
                    assertEquals(now[series.ordinal()], history.value(i, series), series + " at sample " + i);
                }
            }
        }
        int last = history.size() - 1;
        assertTrue(history.value(last, Series.SWAP_OUT) > 0 && history.value(last, Series.MINOR) > 0);
        assertTrue(history.value(last, Series.FREE) <= 256);
        assertEquals(last, history.at(timeline.events()));
    }

    @Test
    void faultsOfTheHistoryAreThoseThatProcessesCount() {
        Timeline timeline = new Timeline(Play.config(TIGHT));
        for (String line : new String[] {
            "swapon path=/dev/vdb size=2M",
            "p = spawn comm=p",
            "a = mmap pid=p len=1M prot=rw flags=private,anon",
            "store pid=p addr=a len=1M",
            "load pid=p addr=a len=1M"
        }) {
            timeline.apply(Play.command(line));
        }
        History history = new History(timeline);
        history.follow();
        var task = timeline.machine().processes().task(1);
        assertNotNull(task);
        // The last sample may be a few events before the end.
        int last = history.size() - 1;
        assertEquals(task.majorFaults(), history.value(last, Series.MAJOR), 1);
        assertEquals(task.minorFaults(), history.value(last, Series.MINOR), 1);
        assertTrue(task.majorFaults() > 0);
    }

    @Test
    void anotherBranchIsReadAnew() {
        Timeline timeline = stream(TIGHT, 10, 60);
        History history = new History(timeline);
        history.follow();
        timeline.seekCommand(30);
        timeline.apply(Play.command("tick n=1"));
        assertTrue(history.follow());
        assertEquals(timeline.events() / (history.event(1) - history.event(0)) + 1, history.size());
        int[] now = new int[Series.values().length];
        timeline.seekEvent(history.event(history.size() - 1));
        History.read(timeline.machine(), now);
        assertEquals(now[Series.FREE.ordinal()], history.value(history.size() - 1, Series.FREE));
    }

    @Test
    void kindsAndSignsArePlain() {
        Play play = Play.on(TIGHT);
        play.runAll("creat path=/a size=64K", "p = spawn comm=p", "read pid=p path=/a offset=0 len=4K");
        play.runAll("write pid=p path=/a offset=8K len=4K", "a = mmap pid=p len=8K prot=rw flags=private,anon");
        play.runAll("s = mmap pid=p len=8K prot=rw flags=shared,anon", "store pid=p addr=a", "store pid=p addr=s");
        PressureView view = new PressureView(play.machine().processes().reclaim());
        int[] kinds = new int[4];
        IntList coming = view.coming();
        for (int i = 0; i < coming.size(); i++) {
            kinds[view.kind(coming.get(i))]++;
        }
        assertEquals(1, kinds[PressureView.ANON], Arrays.toString(kinds));
        assertEquals(1, kinds[PressureView.SHMEM]);
        assertEquals(1, kinds[PressureView.DIRTY]);
        assertTrue(kinds[PressureView.CLEAN] > 0);
        FrameMaps frames = play.machine().processes().frames();
        assertEquals(frames.flags(coming.get(0)), view.flags(coming.get(0)));
        assertEquals(PageFrames.NIL, view.list(coming.get(0)));
        play.run("tick n=1");
        assertEquals(0, view.age());
    }
}
