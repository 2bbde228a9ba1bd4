package pagewalk.web.pressure;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pagewalk.engine.lru.LruLists;
import pagewalk.engine.timeline.Timeline;
import pagewalk.engine.util.IntList;
import pagewalk.lab.model.PartRun;
import pagewalk.web.session.PartSession;

/** What the pictures of memory pressure say and where they put it, without the page. */
final class PressurePicturesTest {
    private static final String MACHINE = "frames=256 watermarks=on min_free_kbytes=64 reclaim=on";

    private static Timeline run(String machine, List<String> commands) {
        Timeline timeline = new Timeline(PartSession.configOf(machine));
        for (String command : commands) {
            assertTrue(timeline.apply(PartRun.command(command, 1)).ok(), command);
        }
        return timeline;
    }

    private static Now now(Timeline timeline) {
        Now now = Now.of(timeline);
        assertNotNull(now);
        return now;
    }

    @ParameterizedTest(name = "{0} pages in {1} pixels")
    @CsvSource({"0, 700", "5, 700", "256, 700", "3000, 700", "40000, 700", "1000000, 700", "900, 200", "4000, 1100"})
    void everyDrawnPageHasAPlaceOfItsOwnAndIsFoundThere(int pages, int width) {
        int[] counts = {3, pages, 0, pages / 3, 7, 1};
        LruLayout layout = new LruLayout(counts, width, 300);
        assertTrue(layout.height() <= 300 || !layout.isCut(1), "the lanes keep to their height");
        int drawn = 0;
        for (int lane = 0; lane < counts.length; lane++) {
            assertEquals(layout.isCut(lane), layout.shown(lane) < counts[lane]);
            for (int i = 0; i < layout.shown(lane); i++) {
                int x = layout.x(i) + layout.cell() / 2;
                int y = layout.y(lane, i) + layout.cell() / 2;
                assertTrue(x < width, "within the picture");
                assertEquals(lane, layout.laneAt(y));
                assertEquals(i, layout.at(lane, x, y), "page " + i + " of lane " + lane);
                drawn++;
            }
        }
        assertTrue(drawn <= 4096, drawn + " pages are drawn");
        assertEquals(-1, layout.at(1, 3, layout.top(1) + 3), "a name is no page");
        assertEquals(-1, layout.laneAt(-1));
    }

    @Test
    void aCutLaneShowsItsTwoEnds() {
        List<String> commands = new ArrayList<>(List.of("creat path=/f size=24M", "p = spawn comm=p"));
        commands.add("read pid=p path=/f offset=0 len=20M");
        Timeline timeline = run("frames=8192 reclaim=on", commands);
        Now now = now(timeline);
        LruLanes lanes = new LruLanes();
        IntList coming = now.view().coming();
        lanes.count(now.view(), coming, now.moment());
        LruLayout layout = new LruLayout(lanes.counts(), 500, 200);
        lanes.take(now.view(), coming, now.moment(), layout);
        int lane = LruLanes.laneOf(LruLists.INACTIVE_FILE);
        assertTrue(layout.isCut(lane));
        int[] drawn = lanes.pages(lane);
        assertEquals(layout.shown(lane), drawn.length);
        assertTrue(drawn.length < lanes.counts()[lane]);
        assertEquals(now.reclaim().vec().lists.head(LruLists.INACTIVE_FILE), drawn[0]);
        assertEquals(now.reclaim().vec().lists.tail(LruLists.INACTIVE_FILE), drawn[drawn.length - 1]);
        assertEquals(lane, lanes.laneWith(drawn[drawn.length - 1]));
        assertEquals(-1, lanes.laneWith(1 << 20));
    }

    @Test
    void wordsOfAPageNameItsKindPlaceAndFlags() {
        Timeline timeline = run(
                MACHINE,
                List.of(
                        "creat path=/f size=16K",
                        "p = spawn comm=p",
                        "a = mmap pid=p len=4K",
                        "store pid=p addr=a",
                        "write pid=p path=/f offset=4K len=4K"));
        Now now = now(timeline);
        IntList coming = now.view().coming();
        assertEquals(2, coming.size());
        assertEquals("anonymous", PageWords.what(now, coming.get(0)));
        assertEquals("page 1 of /f", PageWords.what(now, coming.get(1)));
        assertTrue(PageWords.flags(now.view(), coming.get(1)).contains("dirty"));
        assertEquals(
                "with the processor, on its way to a list", PageWords.place(now.view(), now.moment(), coming.get(0)));
        int anonymous = coming.get(0);
        timeline.apply(PartRun.command("b = mmap pid=p len=400K", 1));
        timeline.apply(PartRun.command("store pid=p addr=b len=400K", 1));
        String place = PageWords.place(now(timeline).view(), now(timeline).moment(), anonymous);
        assertTrue(place.startsWith("inactive anon, at the tail of "), place);
        assertFalse(PageWords.isPage(now(timeline).view(), -1));
    }

    @Test
    void aMachineThatDoesNotReclaimHasNoPictures() {
        assertNull(Now.of(run("frames=64", List.of())));
    }

    @ParameterizedTest
    @CsvSource({"0", "1", "2", "3"})
    void everyCommandOfAScenarioIsCarriedOut(int number) {
        Scenario scenario = Scenario.ALL.get(number);
        Timeline timeline = run(MACHINE, scenario.commands());
        var stat = now(timeline).reclaim().vec().stat;
        assertTrue(stat.get(pagewalk.engine.lru.VmStat.Count.PGSTEAL_DIRECT) > 0, scenario.title());
    }

    @Test
    void scenariosCanFollowOneAnotherOnOneMachine() {
        List<String> all = new ArrayList<>();
        Scenario.ALL.forEach(scenario -> all.addAll(scenario.commands()));
        Timeline timeline = run(MACHINE, all);
        int[] refaults = new int[all.size()];
        for (int i = 0; i < all.size(); i++) {
            timeline.seekCommand(i + 1);
            refaults[i] =
                    now(timeline).reclaim().vec().stat.get(pagewalk.engine.lru.VmStat.Count.WORKINGSET_REFAULT_FILE);
        }
        int[] sorted = refaults.clone();
        java.util.Arrays.sort(sorted);
        assertArrayEquals(sorted, refaults, "refaults only grow");
        assertTrue(refaults[refaults.length - 1] > 0);
    }
}
