package pagewalk.engine.tlb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pagewalk.engine.HeapStream;
import pagewalk.engine.Machine;
import pagewalk.engine.Play;
import pagewalk.engine.TlbStream;
import pagewalk.engine.event.Event;
import pagewalk.engine.event.EventKind;
import pagewalk.engine.event.EventLog;
import pagewalk.engine.mm.AddressSpace;
import pagewalk.engine.pagetable.PageTables;
import pagewalk.engine.pagetable.Pte;
import pagewalk.engine.rule.Rule;
import pagewalk.engine.task.Task;
import pagewalk.engine.util.Xorshift;
import pagewalk.engine.view.ProcessView;

/** Translation buffers between processes and their page tables. */
final class TlbMachineTest {
    private static final String TWO = "frames=2048 cpus=2 tlb=on";

    /** A machine with buffers and one without answer every command alike, and no entry is ever wrong. */
    @ParameterizedTest(name = "{0}, {1} CPUs, seed {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "on | 1 | 1",
                "on | 2 | 2",
                "on | 4 | 3",
                "16x4,8x4,plru,pti | 2 | 4",
                "16x4,8x4,fifo,nopcid | 3 | 5",
                "64x8,random:9,ceiling:3 | 3 | 6",
                "1x1 | 2 | 7",
                "on | 8 | 8"
            })
    void buffersChangeNothingButTheWork(String config, int cpus, int seed) {
        String rest = "frames=3000 cpus=" + cpus;
        Machine with = Machine.boot(Play.config(rest + " tlb=" + config));
        Machine without = Machine.boot(Play.config(rest));
        TlbStream stream = new TlbStream(new Xorshift(0x71b2, seed), cpus);
        EventLog log = new EventLog();
        int hits = 0;
        int faults = 0;
        for (int i = 0; i < 1500; i++) {
            String line = stream.next();
            String where = config + ", seed " + seed + ", command " + i + ": " + line;
            log.clear();
            String reply = with.apply(Play.command(line), log).line();
            if (line.startsWith("tlb_stat") || line.startsWith("switch_to pid=0")) {
                continue;
            }
            assertEquals(without.apply(Play.command(line), new EventLog()).line(), reply, where);
            for (int e = 0; e < log.size(); e++) {
                hits += log.kind(e) == EventKind.TLB_HIT.code() ? 1 : 0;
                faults += log.kind(e) == EventKind.FAULT.code() ? 1 : 0;
                Event event = log.event(e);
                assertFalse(event.sentence().endsWith("."), event.sentence());
            }
            assertEntriesAgree(with.processes(), where);
        }
        assertTrue(hits > 60 && faults > 60, "hits " + hits + ", faults " + faults);
        assertCopyStandsAlone(with, stream);
        exitAll(with);
        assertEquals(0, with.processes().tables().tables(), "every table has gone");
    }

    /** The C library's own writes are translated too, and what it gives back is forgotten. */
    @Test
    void heapsGoThroughTheBuffersToo() {
        Machine with = Machine.boot(Play.config("frames=9000 cpus=2 tlb=on"));
        Machine without = Machine.boot(Play.config("frames=9000 cpus=2"));
        HeapStream stream = new HeapStream(new Xorshift(0x71b3, 1), with, true);
        for (int i = 0; i < 1500; i++) {
            String line = stream.next();
            String reply = with.apply(Play.command(line), new EventLog()).line();
            assertEquals(without.apply(Play.command(line), new EventLog()).line(), reply, line);
            assertEntriesAgree(with.processes(), i + ": " + line);
        }
    }

    private static void assertCopyStandsAlone(Machine machine, TlbStream stream) {
        Machine copy = machine.copy();
        for (int i = 0; i < 200; i++) {
            String line = stream.next();
            String reply = machine.apply(Play.command(line), new EventLog()).line();
            assertEquals(reply, copy.apply(Play.command(line), new EventLog()).line());
        }
        assertEquals(machine.stateDigest(), copy.stateDigest());
        assertEquals(machine.digest(), copy.digest());
    }

    private static void exitAll(Machine machine) {
        for (int pid = 1; pid < machine.processes().nextPid(); pid++) {
            Task task = machine.processes().task(pid);
            if (task != null && !task.isZombie()) {
                machine.apply(Play.command("exit pid=" + pid), new EventLog());
            }
        }
        TlbView view = machine.processes().tlb();
        assertNotNull(view);
        for (int cpu = 0; cpu < view.cpus(); cpu++) {
            assertEquals(Tlbs.INIT_MM, view.loaded(cpu));
        }
    }

    private static void assertEntriesAgree(ProcessView processes, String where) {
        TlbView view = processes.tlb();
        assertNotNull(view);
        for (int pid = 1; pid < processes.nextPid(); pid++) {
            AddressSpace space = processes.space(pid);
            for (int cpu = 0; space != null && cpu < view.cpus(); cpu++) {
                int slot = slotOf(view, cpu, space.id());
                boolean behind = slot >= 0 && view.slotGeneration(cpu, slot) != view.generation(space.id());
                boolean running = view.loaded(cpu) == space.id() && !view.isLazy(cpu);
                assertFalse(behind && running, where + ": a CPU that runs a program is never behind");
                if (slot >= 0 && !behind && !view.isUserMarked(cpu, slot)) {
                    assertSlotAgrees(processes, space, cpu, view.userPcid(slot), where);
                }
            }
        }
    }

    private static int slotOf(TlbView view, int cpu, int mm) {
        for (int slot = 0; slot < 6; slot++) {
            boolean pcid = view.config().pcid() || view.loaded(cpu) == mm && slot == view.asid(cpu);
            if (pcid && view.slotContext(cpu, slot) == view.context(mm)) {
                return slot;
            }
        }
        return -1;
    }

    private static void assertSlotAgrees(ProcessView processes, AddressSpace space, int cpu, int pcid, String where) {
        TlbView view = processes.tlb();
        for (int place = 0; view != null && place < view.places(); place++) {
            if (view.holds(cpu, place) && view.entry(cpu, place).pcid() == pcid) {
                TlbView.Entry entry = view.entry(cpu, place);
                PageTables tables = processes.tables();
                int table = tables.lowest(space.root(), entry.hi(), entry.lo());
                assertTrue(table != PageTables.NIL, where + ": " + entry);
                int index = PageTables.index(PageTables.PTE, entry.hi(), entry.lo());
                int lo = tables.lo(table, index);
                int hi = tables.hi(table, index);
                assertTrue((lo & Pte.PRESENT) != 0, where + ": " + entry);
                assertEquals(Pte.pfn(lo, hi), entry.pfn(), where + ": " + entry);
                int more = entry.rights() & ~lo & (Rights.WRITE | Rights.USER | Rights.DIRTY);
                assertEquals(0, more, where + ": " + entry);
                assertEquals(0, hi & ~entry.rights() & Rights.NO_EXEC, where + ": " + entry);
            }
        }
    }

    @Test
    void aSecondLoadNeedsNoWalk() {
        Play play = Play.on(TWO);
        play.runAll("p = spawn init", "a = mmap pid=p len=64K prot=rw flags=private,anon", "store pid=p addr=a len=1");
        assertEquals("ok minflt=0 majflt=0", play.run("load pid=p addr=a len=1"));
        assertEquals(1, play.count(EventKind.TLB_HIT));
        assertEquals(0, play.count(EventKind.WALKED));
        assertEquals(
                "ok cpu=0 hits=1 misses=2 walk_steps=5 evictions=0 flush_one=0 flush_all=1 noflush=0 interrupts=0 "
                        + "cycles=251",
                play.run("tlb_stat"));
    }

    @Test
    void munmapOf34PagesFlushesEverythingAndOf33PageByPage() {
        Play play = Play.on(TWO);
        play.runAll(
                "p = spawn init",
                "a = mmap pid=p len=512K prot=rw flags=private,anon,populate",
                "munmap pid=p addr=a len=132K");
        assertEquals(Rule.TLB_PARTIAL, play.event(EventKind.TLB_FLUSHED).rule());
        play.run("munmap pid=p addr=a+132K len=136K");
        assertEquals(1, play.count(EventKind.TLB_ASKED));
        assertEquals(Rule.TLB_FULL, play.event(EventKind.TLB_FLUSHED).rule());
    }

    @Test
    void forkFlushesTheParentBecauseItLosesTheRightToWrite() {
        Play play = Play.on(TWO);
        play.runAll("p = spawn init", "a = mmap pid=p len=4K prot=rw flags=private,anon", "store pid=p addr=a len=1");
        play.run("c = fork pid=p");
        assertEquals(Rule.TLB_FULL, play.event(EventKind.TLB_FLUSHED).rule());
        play.run("store pid=p addr=a len=1");
        assertEquals(1, play.count(EventKind.PAGE_COPIED));
        assertEquals(Rule.TLB_RANGE, play.event(EventKind.TLB_ASKED).rule());
    }

    @Test
    void aProcessOnTwoProcessorsIsShotDownOnTheOther() {
        Play play = Play.on(TWO);
        play.runAll(
                "p = spawn init",
                "a = mmap pid=p len=8K prot=rw flags=private,anon",
                "store pid=p addr=a len=1",
                "switch_to p cpu=1",
                "store pid=p addr=a len=1",
                "munmap pid=p addr=a len=4K");
        assertEquals(Rule.TLB_IPI, play.event(EventKind.TLB_INTERRUPT).rule());
        assertEquals(2, play.count(EventKind.TLB_DROPPED));
        assertEquals("ok pid=0", play.run("switch_to pid=0 cpu=0"));
        play.runAll("store pid=p addr=a+4K len=1", "mprotect pid=p addr=a+4K len=4K prot=r");
        assertEquals(Rule.TLB_IPI_LAZY, play.event(EventKind.TLB_INTERRUPT).rule());
        play.run("exit pid=p");
        assertEquals(Rule.TLB_LAZY_LEAVE, play.event(EventKind.TLB_LAZY).rule());
    }

    @Test
    void execveLoadsTheNewAddressSpaceWhereTheProcessRuns() {
        Play play = Play.on(TWO);
        play.runAll("p = spawn init", "creat /bin/x text=8K rodata=4K data=4K bss=4K", "switch_to p cpu=1");
        String reply = play.run("execve pid=p path=/bin/x");
        assertTrue(reply.startsWith("ok pid=1"), reply);
        ProcessView view = play.machine().processes();
        TlbView tlb = view.tlb();
        AddressSpace space = view.space(1);
        assertNotNull(tlb);
        assertNotNull(space);
        assertEquals(space.id(), tlb.loaded(1));
    }

    @Test
    void withoutBuffersThereIsNothingToCount() {
        Play play = Play.on("frames=64");
        String before = play.machine().stateDigest();
        assertEquals(
                "refused EINVAL: the machine has no translation buffers; tlb=on gives it some", play.run("tlb_stat"));
        assertEquals(
                "refused EINVAL: cpu 3 is not there; the machine has 2 CPUs",
                Play.on(TWO).run("tlb_stat 3"));
        assertEquals(before, play.machine().stateDigest());
        assertNull(play.machine().processes().tlb());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tlb=on                       | tlb=16x4,8x4,lru",
                "tlb=4x2                      | tlb=4x2,lru",
                "tlb=4x2,random:5,pti,ceiling:9 | tlb=4x2,random:5,pti,ceiling:9",
            })
    void aMachinesTextSaysWhatItsBuffersAre(String given, String printed) {
        String text = Play.config("frames=64 " + given).text();
        assertTrue(text.endsWith(" " + printed), text);
        assertEquals(Play.config(text), Play.config("frames=64 " + given));
        assertFalse(Play.config("frames=64 tlb=off").text().contains("tlb"));
    }
}
