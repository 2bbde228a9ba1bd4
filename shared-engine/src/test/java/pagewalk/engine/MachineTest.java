package pagewalk.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pagewalk.engine.event.EventKind;
import pagewalk.engine.event.EventLog;
import pagewalk.engine.event.Events;
import pagewalk.engine.rule.Rule;
import pagewalk.engine.util.Xorshift;
import pagewalk.engine.view.MemoryView;

/** What the one door answers: replies, refusals, copies, digests, and machines of awkward sizes. */
final class MachineTest {
    @Test
    void aBlockIsHandedOutAndComesBack() {
        Play play = Play.on("frames=64");
        assertEquals("ok pfn=0", play.run("a = alloc_pages order=3"));
        assertEquals("ok pfn=8", play.run("b = alloc_pages order=3"));
        assertEquals("ok pfn=0 order=3", play.run("free_pages a"));
        assertEquals("ok pfn=0 order=6", play.run("free_pages b"));
        assertEquals(4, play.machine().commandsApplied());
        assertEquals(64, play.machine().memory().freePages());
    }

    @Test
    void refusalsSayWhyInOneSentence() {
        Play play = Play.on("frames=64");
        play.runAll("a = alloc_pages order=2", "b = alloc_pages order=0");
        assertEquals("refused EINVAL: order 11 is above the highest order, 10", play.run("alloc_pages order=11"));
        assertEquals(
                "refused ENOMEM: no free block of order 6 or higher, though 59 pages are free",
                play.run("alloc_pages order=6"));
        assertEquals("refused EINVAL: the name c has no result", play.run("free_pages c"));
        assertEquals("refused EINVAL: pfn 64 is outside the machine's frames 0 to 63", play.run("free_pages pfn=64"));
        assertEquals(
                "refused EINVAL: pfn 1 is inside the block at pfn 0 of order 2; free its first page",
                play.run("free_pages pfn=1"));
        assertEquals(
                "refused EINVAL: pfn 40 is free already, in the free block at pfn 32 of order 5",
                play.run("free_pages pfn=40"));
        play.run("free_pages a");
        assertEquals(
                "refused EINVAL: pfn 0 is free already, in the free block at pfn 0 of order 2",
                play.run("free_pages a"));
        assertEquals("refused ENOENT: no file /proc/pagetypeinfo", play.run("cat /proc/pagetypeinfo"));
        assertEquals("refused ENOENT: no file /etc/passwd", play.run("cat /etc/passwd"));
    }

    @Test
    void refusalsCountThePagesTheRequestCouldUse() {
        Play full = Play.on("frames=1");
        assertEquals("ok pfn=0", full.run("alloc_pages order=0"));
        assertEquals(
                "refused ENOMEM: no free block of order 0 or higher: no page is free", full.run("alloc_pages order=0"));
        Play zones = Play.on("preset=linux frames=5000");
        zones.runAll("alloc_pages order=10 gfp=DMA", "alloc_pages order=10 gfp=DMA", "alloc_pages order=10 gfp=DMA");
        zones.runAll("alloc_pages order=9 gfp=DMA", "alloc_pages order=8 gfp=DMA");
        assertEquals(
                "refused ENOMEM: no free block of order 9 or higher in the zones that gfp allows, though 256 "
                        + "pages are free",
                zones.run("alloc_pages order=9 gfp=DMA"));
        assertEquals("ok pfn=4096", zones.run("alloc_pages order=9"));
    }

    @Test
    void aHoleBetweenZonesIsNamedAsOne() {
        Play play = Play.on("preset=linux buddyinfo=0:DMA:1,0,0,0,0,0,0,0,0,0,0;0:DMA32:1,0,0,0,0,0,0,0,0,0,0");
        assertEquals("refused EINVAL: pfn 5 is in a hole, where no memory is", play.run("free_pages pfn=5"));
        assertEquals(MemoryView.ABSENT, play.machine().memory().state(5));
        assertEquals(-1, play.machine().memory().migratetype(5));
        assertEquals(-1, play.machine().memory().zoneOf(5));
    }

    @Test
    void aRefusalChangesNothingButTheChain() {
        Machine machine = Machine.boot(MachineConfig.textbook(64));
        String state = machine.stateDigest();
        String chain = machine.digest();
        for (String line : List.of("free_pages x", "alloc_pages order=7", "cat /x", "free_pages pfn=3")) {
            assertFalse(machine.apply(Play.command(line), Events.NONE).ok());
            assertEquals(state, machine.stateDigest(), line);
            assertNotEquals(chain, machine.digest(), line);
        }
    }

    @Test
    void everyCommandBeginsWithACommandEvent() {
        Play play = Play.on("frames=64");
        for (String line : List.of("alloc_pages order=0", "free_pages x", "cat /proc/buddyinfo", "alloc_pages 12")) {
            int before = play.machine().eventsEmitted();
            int index = play.machine().commandsApplied();
            play.run(line);
            assertEquals(EventKind.COMMAND.code(), play.last().kind(0));
            assertEquals(index, play.last().arg(0, 0));
            assertEquals(play.last().size(), play.machine().eventsEmitted() - before);
        }
    }

    @Test
    void theDigestIsTheSameWithAndWithoutALog() {
        Machine quiet = Machine.boot(MachineConfig.linux(4000));
        Machine loud = Machine.boot(MachineConfig.linux(4000));
        CommandStream stream = new CommandStream(new Xorshift(3, 3), quiet);
        for (int i = 0; i < 500; i++) {
            String line = stream.next();
            quiet.apply(Play.command(line), Events.NONE);
            loud.apply(Play.command(line), new EventLog());
            assertEquals(quiet.digest(), loud.digest());
        }
        assertEquals(quiet.stateDigest(), loud.stateDigest());
        assertEquals(quiet.eventsEmitted(), loud.eventsEmitted());
    }

    @Test
    void anyEditedLineChangesTheDigest() {
        List<String> lines = List.of(
                "a = alloc_pages order=2", "b = alloc_pages order=0", "free_pages a", "cat /x", "free_pages nobody");
        String chain = chain(lines);
        List<List<String>> edits = List.of(
                List.of(
                        "c = alloc_pages order=2",
                        "b = alloc_pages order=0",
                        "free_pages c",
                        "cat /x",
                        "free_pages nobody"),
                List.of(
                        "a = alloc_pages order=2",
                        "b = alloc_pages order=0",
                        "free_pages a",
                        "cat /y",
                        "free_pages nobody"),
                List.of(
                        "a = alloc_pages order=2",
                        "b = alloc_pages order=0",
                        "free_pages a",
                        "cat /x",
                        "free_pages noone"),
                List.of(
                        "a = alloc_pages order=2",
                        "alloc_pages order=0",
                        "free_pages a",
                        "cat /x",
                        "free_pages nobody"),
                List.of(
                        "b = alloc_pages order=0",
                        "a = alloc_pages order=2",
                        "free_pages a",
                        "cat /x",
                        "free_pages nobody"),
                List.of(
                        "a = alloc_pages order=2 gfp=USER,HIGHMEM",
                        "b = alloc_pages order=0",
                        "free_pages a",
                        "cat /x",
                        "free_pages nobody"),
                List.of("a = alloc_pages order=2", "b = alloc_pages order=0", "free_pages a", "cat /x"));
        for (List<String> edit : edits) {
            assertNotEquals(chain, chain(edit), edit.toString());
        }
        assertEquals(chain, chain(lines));
        assertNotEquals(
                Machine.boot(MachineConfig.textbook(64)).digest(),
                Machine.boot(MachineConfig.textbook(65)).digest());
    }

    private static String chain(List<String> lines) {
        Play play = Play.on("frames=64");
        lines.forEach(play::run);
        return play.machine().digest();
    }

    @Test
    void aCopyGoesItsOwnWay() {
        Machine machine = Machine.boot(MachineConfig.linux(4000));
        CommandStream stream = new CommandStream(new Xorshift(4, 4), machine);
        for (int i = 0; i < 300; i++) {
            machine.apply(Play.command(stream.next()), Events.NONE);
        }
        Machine copy = machine.copy();
        String state = machine.stateDigest();
        String chain = machine.digest();
        assertEquals(state, copy.stateDigest());
        assertEquals(chain, copy.digest());
        assertEquals(machine.commandsApplied(), copy.commandsApplied());
        assertEquals(machine.eventsEmitted(), copy.eventsEmitted());
        CommandStream other = new CommandStream(new Xorshift(5, 5), copy);
        for (int i = 0; i < 300; i++) {
            copy.apply(Play.command(other.next()), Events.NONE);
        }
        assertEquals(state, machine.stateDigest());
        assertEquals(chain, machine.digest());
        Invariants.betweenCommands(copy);
    }

    @Test
    void aMachineStoppedInsideACommandCanOnlyBeLookedAt() {
        Machine machine = Machine.boot(MachineConfig.textbook(64));
        RuntimeException stop = new RuntimeException("stop");
        assertThrows(RuntimeException.class, () -> machine.apply(Play.command("alloc_pages order=0"), stopAt(4, stop)));
        Invariants.atEvent(machine);
        IllegalStateException again = assertThrows(
                IllegalStateException.class, () -> machine.apply(Play.command("alloc_pages order=0"), Events.NONE));
        assertTrue(again.getMessage().startsWith("PW-CHECK "));
        assertThrows(IllegalStateException.class, machine::copy);
    }

    private static Events stopAt(int events, RuntimeException stop) {
        int[] left = {events};
        return (kind, rule, a, b, c, d) -> {
            if (--left[0] == 0) {
                throw stop;
            }
        };
    }

    @ParameterizedTest
    @CsvSource({
        "frames=1, 1 0 0 0 0 0 0 0 0 0 0",
        "frames=100, 0 0 1 0 0 1 1 0 0 0 0",
        "frames=1023, 1 1 1 1 1 1 1 1 1 1 0",
        "frames=1024, 0 0 0 0 0 0 0 0 0 0 1",
        "frames=1025, 1 0 0 0 0 0 0 0 0 0 1",
        "frames=4095 start_pfn=1, 1 1 1 1 1 1 1 1 1 1 3",
        "frames=1 start_pfn=16777216, 1 0 0 0 0 0 0 0 0 0 0",
        "frames=4194304, 0 0 0 0 0 0 0 0 0 0 4096",
    })
    void memoryIsHandedOverInTheLargestAlignedBlocks(String config, String counts) {
        MemoryView view = Machine.boot(Play.config(config)).memory();
        StringBuilder text = new StringBuilder();
        for (int order = 0; order <= 10; order++) {
            text.append(order == 0 ? "" : " ").append(view.freeCount(0, order));
        }
        assertEquals(counts, text.toString());
        assertEquals(view.frames(), view.freePages());
        assertEquals(view.startPfn(), view.blockHead(view.startPfn()));
    }

    @Test
    void linuxZonesEndAt16MibAnd4Gib() {
        MemoryView view = Machine.boot(MachineConfig.linux(1 << 21)).memory();
        assertEquals(3, view.zones());
        assertEquals("DMA", view.zoneName(0));
        assertEquals(4096, view.zoneEnd(0));
        assertEquals("DMA32", view.zoneName(1));
        assertEquals(1 << 20, view.zoneEnd(1));
        assertEquals("Normal", view.zoneName(2));
        assertEquals(1 << 21, view.zoneEnd(2));
        assertEquals(1, Machine.boot(MachineConfig.linux(4096)).memory().zones());
        assertEquals(2, Machine.boot(MachineConfig.linux(4097)).memory().zones());
        assertEquals("Normal", Machine.boot(MachineConfig.textbook(64)).memory().zoneName(0));
    }

    @Test
    void mobilityNeedsFivePageblocks() {
        assertFalse(Machine.boot(MachineConfig.linux(2559)).memory().grouped());
        MemoryView view = Machine.boot(MachineConfig.linux(2560)).memory();
        assertTrue(view.grouped());
        assertEquals(3, view.migratetypes());
        assertEquals(1, view.migratetype(0));
        assertFalse(Machine.boot(MachineConfig.textbook(1 << 20)).memory().grouped());
    }

    @Test
    void blocksInUseBeforeTheSessionCanBeFreed() {
        Play play = Play.on("buddyinfo=0:Normal:2,0,0,0,0,0,0,0,0,0,0");
        assertEquals(MemoryView.USED, play.machine().memory().state(1));
        assertEquals("ok pfn=0 order=1", play.run("free_pages pfn=1"));
        assertEquals("0", play.list(1));
        assertEquals("2", play.list(0));
    }

    @Test
    void namesKeepTheirPfnAfterTheFree() {
        Play play = Play.on("frames=64");
        play.run("a = alloc_pages order=0");
        Names names = play.machine().names();
        assertTrue(names.held("a"));
        assertEquals("a", names.nameOf(0));
        play.run("free_pages pfn=0");
        assertFalse(names.held("a"));
        assertEquals(0, names.pfn("a"));
        assertNull(names.nameOf(0));
        play.run("b = alloc_pages order=0");
        assertEquals("b", names.nameOf(0));
        assertFalse(names.held("a"));
        play.run("free_pages a");
        assertFalse(names.held("b"), "a stale name frees the page it points at, whoever owns it now");
    }

    @Test
    void aReboundNameLeavesItsOldBlockWithoutOne() {
        Play play = Play.on("frames=64");
        play.runAll("a = alloc_pages order=0", "a = alloc_pages order=0");
        Names names = play.machine().names();
        assertEquals(1, names.pfn("a"));
        assertNull(names.nameOf(0));
        assertEquals("a", names.nameOf(1));
        play.run("free_pages pfn=0");
        assertTrue(names.held("a"));
        play.run("a = alloc_pages order=10");
        assertTrue(names.held("a"), "a refused command binds nothing");
        assertEquals(1, names.size());
    }

    @Test
    void manyNamesAreFoundAgain() {
        Play play = Play.on("frames=4096");
        Xorshift random = new Xorshift(6, 6);
        for (int i = 0; i < 2000; i++) {
            play.run("n" + random.below(1 << 20) + "_" + i + " = alloc_pages order=0");
        }
        Names names = play.machine().names();
        assertEquals(2000, names.size());
        for (int i = 0; i < 2000; i++) {
            assertEquals(names.name(i), names.nameOf(names.pfn(names.name(i))));
        }
        assertEquals(Names.NIL, names.pfn("absent"));
        assertFalse(names.held("absent"));
        assertNull(names.nameOf(-1));
        assertNull(names.nameOf(4095));
    }

    @Test
    void zonesAreTriedFromTheHighestThatGfpAllows() {
        Play play = Play.on("preset=linux frames=1050000");
        assertEquals("ok pfn=1048576", play.run("alloc_pages order=0"));
        assertEquals("ok pfn=4096", play.run("alloc_pages order=0 gfp=DMA32"));
        assertEquals("ok pfn=0", play.run("alloc_pages order=0 gfp=DMA"));
        assertEquals(Rule.GFP_MIGRATETYPE.code(), play.last().rule(1));
    }

    @Test
    void aDryZoneFallsDownwardsAndSaysSo() {
        Play play = Play.on("preset=linux frames=4100");
        assertEquals("ok pfn=4096", play.run("alloc_pages order=2"));
        assertEquals("ok pfn=0", play.run("alloc_pages order=2"));
        assertEquals(1, play.count(EventKind.ZONE_DRY));
        assertEquals(Rule.ZONELIST_DOWNWARD, play.event(EventKind.ZONE_DRY).rule());
    }

    @Test
    void anotherNodeComesLastAndMovableZonesTakeMovablePagesOnly() {
        String one = "0,0,0,0,0,0,0,0,0,0,1";
        Play play = Play.on(
                "preset=linux buddyinfo=0:DMA:" + one + ";0:Normal:" + one + ";1:Normal:" + one + ";1:Movable:" + one);
        assertEquals("ok pfn=1024", play.run("alloc_pages order=10"));
        assertEquals("ok pfn=0", play.run("alloc_pages order=10"));
        assertEquals("ok pfn=2048", play.run("alloc_pages order=10"));
        assertFalse(play.run("alloc_pages order=0 gfp=MOVABLE").startsWith("ok"));
        assertEquals("ok pfn=3072", play.run("alloc_pages order=10 gfp=HIGHUSER_MOVABLE"));
    }

    @Test
    void theStateDigestNamesTheSubsystemThatDiffers() {
        Play play = Play.on("frames=64");
        String[] boot = play.machine().stateDigest().split(" ");
        assertTrue(boot[0].matches("page=[0-9a-f]{16}"), boot[0]);
        assertTrue(boot[1].matches("zone=[0-9a-f]{16}"), boot[1]);
        assertTrue(boot[2].matches("names=[0-9a-f]{16}"), boot[2]);
        play.run("alloc_pages order=0");
        String[] unnamed = play.machine().stateDigest().split(" ");
        assertNotEquals(boot[0], unnamed[0]);
        assertNotEquals(boot[1], unnamed[1]);
        assertEquals(boot[2], unnamed[2]);
        Play other = Play.on("frames=64");
        other.run("a = alloc_pages order=0");
        String[] named = other.machine().stateDigest().split(" ");
        assertEquals(unnamed[0], named[0]);
        assertEquals(unnamed[1], named[1]);
        assertNotEquals(unnamed[2], named[2]);
        other.run("free_pages a");
        String[] freed = other.machine().stateDigest().split(" ");
        assertEquals(boot[0], freed[0]);
        assertNotEquals(named[2], freed[2], "a name remembers, but holds no more");
    }

    @Test
    void aBlockOnItsWayIsShownAsMoving() {
        Machine machine = Machine.boot(MachineConfig.textbook(64));
        machine.apply(Play.command("a = alloc_pages order=2"), Events.NONE);
        int[] moving = {0};
        machine.apply(Play.command("free_pages a"), (kind, rule, a, b, c, d) -> {
            boolean freeing = kind == EventKind.FREEING.code();
            moving[0] += freeing && machine.memory().state(0) == MemoryView.MOVING ? 1 : 0;
        });
        assertEquals(1, moving[0]);
    }

    @Test
    void filesAreThoseThatCatKnows() {
        for (Machine machine :
                List.of(Machine.boot(MachineConfig.linux(3000)), Machine.boot(MachineConfig.textbook(9)))) {
            for (String path : machine.files()) {
                assertEquals(machine.readFile(path), Play.on(machine).run("cat " + path));
            }
            assertNull(machine.readFile("/proc/none"));
        }
        assertEquals(5, Machine.boot(MachineConfig.linux(3000)).files().size());
    }
}
