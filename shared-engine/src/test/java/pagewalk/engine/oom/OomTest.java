package pagewalk.engine.oom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pagewalk.engine.Invariants;
import pagewalk.engine.Machine;
import pagewalk.engine.OomStream;
import pagewalk.engine.Play;
import pagewalk.engine.ProcessInvariants;
import pagewalk.engine.Reply;
import pagewalk.engine.event.EventKind;
import pagewalk.engine.event.Events;
import pagewalk.engine.rule.Rule;
import pagewalk.engine.util.Xorshift;

/** Machines that run out of memory: who is killed, what is left, and when everything ends. */
final class OomTest {
    private static final String MACHINE = "frames=512 watermarks=on min_free_kbytes=64 oom=on";

    private final Play play = Play.on(MACHINE);

    private void process(String name, int kilobytes) {
        assertTrue(play.run(name + " = spawn comm=" + name).startsWith("ok "));
        assertTrue(play.run("m" + name + " = mmap pid=" + name + " len=" + kilobytes + "K prot=rw flags=private,anon")
                .startsWith("ok "));
    }

    private String store(String name, int kilobytes) {
        return play.run("store pid=" + name + " addr=m" + name + " len=" + kilobytes + "K");
    }

    private boolean isAlive(int pid) {
        return play.machine().processes().space(pid) != null;
    }

    @Test
    void theLargestProcessGoesAndTheCommandSucceeds() {
        process("big", 1200);
        process("small", 1200);
        store("big", 1200);
        assertEquals("ok minflt=200 majflt=0", store("small", 800));
        assertFalse(isAlive(1));
        assertTrue(isAlive(2));
        assertEquals(1, play.count(EventKind.OOM_KILLED));
        assertEquals(Rule.OOM_VICTIM, play.event(EventKind.OOM_KILLED).rule());
        ProcessInvariants.check(play.machine());
        Invariants.betweenCommands(play.machine());
    }

    @Test
    void whoAsksMayBeTheVictim() {
        process("big", 2000);
        process("small", 400);
        store("small", 400);
        assertEquals("signal SIGKILL message=\"Out of memory\"", store("big", 2000));
        assertFalse(isAlive(1));
        assertTrue(isAlive(2));
        assertEquals("refused ESRCH: process 1 has exited", store("big", 4));
        assertEquals("refused ESRCH: process 1 has exited", play.run("choom pid=big adj=5"));
        assertNull(play.machine().readFile("/proc/1/oom_score"));
        ProcessInvariants.check(play.machine());
    }

    @Test
    void aForkThatKillsItsOwnProcessLeavesNothing() {
        process("big", 1700);
        process("kept", 200);
        store("kept", 200);
        assertEquals("ok minflt=425 majflt=0", store("big", 1700));
        while (play.run("alloc_pages order=0 gfp=KERNEL,NORETRY").startsWith("ok ")) {
            assertTrue(isAlive(1));
        }
        assertEquals("signal SIGKILL message=\"Out of memory\"", play.run("fork pid=big"));
        assertFalse(isAlive(1));
        assertNull(play.machine().processes().task(3));
        ProcessInvariants.check(play.machine());
    }

    @Test
    void anExecThatKillsItsOwnProcessLeavesNothing() {
        play.run("creat path=/bin/p text=9000 data=5000");
        process("big", 1900);
        store("big", 1900);
        while (play.run("alloc_pages order=0 gfp=KERNEL,NORETRY").startsWith("ok ")) {
            assertTrue(isAlive(1));
        }
        assertEquals("signal SIGKILL message=\"Out of memory\"", play.run("execve pid=big path=/bin/p"));
        assertFalse(isAlive(1));
        ProcessInvariants.check(play.machine());
        assertEquals(0, play.machine().processes().state().accounts().committed());
    }

    @Test
    void aHeapWhoseProcessIsKilledInTheMiddleGoesWithIt() {
        process("p", 1800);
        store("p", 1800);
        String reply = "";
        for (int i = 0; i < 100 && !reply.startsWith("signal"); i++) {
            reply = play.run("malloc pid=p size=3000");
        }
        assertEquals("signal SIGKILL message=\"Out of memory\"", reply);
        assertNull(play.machine().heap(1));
        ProcessInvariants.check(play.machine());
    }

    @Test
    void theKernelKillsForItsOwnRequestsToo() {
        process("p", 1200);
        store("p", 1200);
        String reply = "";
        for (int i = 0; i < 300 && isAlive(1); i++) {
            reply = play.run("alloc_pages order=0");
            assertTrue(reply.startsWith("ok pfn="), reply);
        }
        assertFalse(isAlive(1));
        String log = play.run("run dmesg");
        assertTrue(
                log.startsWith("kernel invoked oom-killer: gfp_mask=0xcc0(GFP_KERNEL), order=0, oom_score_adj=0\n"),
                log);
        assertTrue(log.contains("Out of memory: Killed process 1 (p) total-vm:1332kB, anon-rss:1200kB,"), log);
    }

    @Test
    void whereNobodyMayBeKilledTheKernelPanics() {
        process("p", 2000);
        play.run("choom pid=p adj=-1000");
        String panicked =
                "refused EIO: the kernel panicked: System is deadlocked on memory; the machine stands still, and"
                        + " only its files can be read";
        assertEquals(panicked, store("p", 2000));
        assertEquals(panicked, play.run("spawn comm=q"));
        assertEquals(panicked, play.run("alloc_pages order=0"));
        assertTrue(play.run("cat /proc/meminfo").startsWith("MemTotal:           2048 kB\n"));
        assertEquals(play.machine().digest(), play.machine().copy().digest());
        assertEquals(panicked, Play.on(play.machine().copy()).run("run free"));
    }

    @ParameterizedTest
    @CsvSource({"1, system-wide", "2, compulsory"})
    void panicOnOomKillsNobody(int value, String which) {
        process("p", 2000);
        play.run("sysctl vm.panic_on_oom=" + value);
        assertTrue(store("p", 2000).contains("Out of memory: " + which + " panic_on_oom is enabled"));
        assertEquals(0, play.count(EventKind.OOM_KILLED));
    }

    @Test
    void whoAsksIsKilledIfAskedFor() {
        process("big", 1400);
        process("small", 1000);
        store("big", 1400);
        play.run("sysctl vm.oom_kill_allocating_task=1");
        assertEquals("signal SIGKILL message=\"Out of memory\"", store("small", 1000));
        assertTrue(isAlive(1));
        assertEquals(Rule.OOM_ALLOCATING, play.event(EventKind.OOM_KILLED).rule());
        assertTrue(
                play.run("run dmesg").contains("Out of memory (oom_kill_allocating_task): Killed process 2 (small)"));
    }

    @Test
    void costlyOrdersAndRequestsThatMayFailKillNobody() {
        process("p", 1600);
        store("p", 1600);
        assertTrue(play.run("alloc_pages order=8").startsWith("refused ENOMEM"));
        while (play.run("alloc_pages order=0 gfp=KERNEL,RETRY_MAYFAIL").startsWith("ok ")) {
            assertTrue(isAlive(1));
        }
        assertTrue(play.run("alloc_pages order=0 gfp=DIRECT_RECLAIM").startsWith("refused ENOMEM"));
        assertEquals(Rule.OOM_NO_FS, play.event(EventKind.OOM_PASSED).rule());
        assertTrue(isAlive(1));
    }

    @Test
    void withoutTheSettingACommandIsRefusedAsAWhole() {
        Play without = Play.on("frames=512 watermarks=on min_free_kbytes=64");
        without.runAll("p = spawn comm=p", "m = mmap pid=p len=2000K prot=rw flags=private,anon");
        assertTrue(without.run("store pid=p addr=m len=2000K").startsWith("refused ENOMEM: no frame is left for it"));
        assertEquals(0, without.machine().processes().space(1).rss());
    }

    @Test
    void aMachineThatNeverHadAProcessRefuses() {
        String reply = "ok ";
        for (int i = 0; i < 600 && reply.startsWith("ok "); i++) {
            reply = play.run("alloc_pages order=0");
        }
        assertTrue(reply.startsWith("refused ENOMEM: no free block of order 0"), reply);
        assertTrue(play.run("spawn comm=p").startsWith("refused ENOMEM"), "no panic either");
    }

    @Test
    void childrenInheritTheAdjustment() {
        Play larger = Play.on("frames=4096 oom=on");
        larger.run("p = spawn comm=p");
        assertEquals("ok pid=1 oom_score_adj=-170 oom_score=556", larger.run("choom pid=p adj=-170"));
        larger.run("c = fork pid=p");
        assertEquals("-170\n", larger.machine().readFile("/proc/2/oom_score_adj"));
        assertEquals("556\n", larger.machine().readFile("/proc/2/oom_score"));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1001, 1001, 40_000, -2147483647})
    void adjustmentsOutOfRangeAreRefused(int adj) {
        process("p", 4);
        assertEquals(
                "refused EINVAL: oom_score_adj is from -1000 to 1000; this is " + adj,
                play.run("choom pid=p adj=" + adj));
        assertEquals("0\n", play.machine().readFile("/proc/1/oom_score_adj"));
        assertEquals("refused ESRCH: there is no process 7", play.run("choom pid=7 adj=1"));
        assertEquals("refused EINVAL: the name q has no result", play.run("choom pid=q adj=1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"oom", "oom-linux", "oom-deadlock", "oom-panic-on-oom"})
    void theBooksBalanceUnderPressure(String kind) {
        int ends = 0;
        for (int seed = 1; seed <= 4; seed++) {
            Machine machine = Machine.boot(Play.config(
                    kind.equals("oom-linux")
                            ? "preset=linux frames=6000 watermarks=on percpu=on cpus=2 tlb=2x2 oom=on compaction=on"
                            : "frames=600 watermarks=on min_free_kbytes=128 oom=on"));
            OomStream stream = new OomStream(new Xorshift(0x00a1, seed), machine, kind);
            Reply last = Reply.DONE;
            for (int i = 0; i < 600 && !last.line().startsWith("refused EIO"); i++) {
                last = machine.apply(Play.command(stream.next()), Events.NONE);
                if (i % 20 == 0) {
                    ProcessInvariants.check(machine);
                    Invariants.betweenCommands(machine);
                }
            }
            ends += last.line().startsWith("refused EIO") ? 1 : 0;
            ends += kind.startsWith("oom-") && !kind.equals("oom-linux") ? 0 : kills(machine);
        }
        assertTrue(ends >= 4, "kills or panics: " + ends);
    }

    private static int kills(Machine machine) {
        String counters = machine.readFile("/proc/vmstat");
        return counters == null ? 0 : Integer.parseInt(counters.replaceAll("(?s).*oom_kill (\\d+)\n.*", "$1"));
    }
}
