package pagewalk.engine.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pagewalk.engine.Machine;
import pagewalk.engine.Play;
import pagewalk.engine.ProcessInvariants;
import pagewalk.engine.ProcessStream;
import pagewalk.engine.Reply;
import pagewalk.engine.event.Errno;
import pagewalk.engine.event.Events;
import pagewalk.engine.event.Refusal.Reason;
import pagewalk.engine.util.Xorshift;

/** Random system calls of several processes: what always holds, holds after each of them. */
final class ProcessStreamTest {
    @ParameterizedTest
    @CsvSource({"64,1,2,1500", "130,2,3,1500", "700,3,6,1500", "3000,4,12,1200", "3000,5,3,1200", "700,6,1,1200"})
    void whatAlwaysHoldsHoldsAfterEveryCommand(int frames, int seed, int processes, int commands) {
        Machine machine = Machine.boot(Play.config("frames=" + frames + " cpus=2"));
        ProcessStream stream = new ProcessStream(new Xorshift(0x9a9e, seed), machine, processes);
        int refused = 0;
        for (int i = 0; i < commands; i++) {
            String line = stream.next();
            String before = machine.stateDigest();
            int free = machine.memory().freePages();
            Reply reply = machine.apply(Play.command(line), Events.NONE);
            try {
                ProcessInvariants.check(machine);
                boolean partly = line.startsWith("madvise") || line.contains("mremap");
                if (reply instanceof Reply.Refused no
                        && !partly
                        && changesNothing(no.refusal().reason())) {
                    refused++;
                    assertEquals(before, machine.stateDigest(), "a refusal changes nothing");
                    assertEquals(free, machine.memory().freePages());
                }
            } catch (AssertionError e) {
                throw new AssertionError("seed " + seed + ", command " + i + ": " + line + " -> " + reply.line(), e);
            }
        }
        assertTrue(refused > 20, "refusals: " + refused);
    }

    /** Calls over ranges keep what they did before they failed, as in Linux. */
    private static boolean changesNothing(Reason reason) {
        return switch (reason) {
            case HOLE, MAPS_FULL, ADVICE_LOCKED, POPULATE_FORBIDDEN, POPULATE_DENIED, ACCESS_DENIED, OVERCOMMIT ->
                false;
            case RLIMIT_AS, RLIMIT_DATA, NO_GAP, NOT_MAPPED, LOCK_LIMIT_AGAIN, ADDR_TOO_LOW -> false;
            default -> reason.errno() != Errno.EBUSY;
        };
    }

    @ParameterizedTest
    @ValueSource(ints = {11, 12, 13, 14})
    void exitOfAllReturnsEveryFrame(int seed) {
        Machine machine = Machine.boot(Play.config("frames=2000 cpus=2"));
        int all = machine.memory().freePages();
        ProcessStream stream = new ProcessStream(new Xorshift(0x9a9e, seed), machine, 8);
        for (int i = 0; i < 1500; i++) {
            machine.apply(Play.command(stream.next()), Events.NONE);
        }
        for (int pid = machine.processes().nextPid() - 1; pid > 0; pid--) {
            if (machine.processes().space(pid) != null) {
                machine.apply(Play.command("exit pid=" + pid), Events.NONE);
            }
        }
        ProcessInvariants.check(machine);
        int cached = machine.processes().state().files().cachedOnDisk();
        int kernel = machine.processes().frames().held() - cached;
        assertEquals(0, machine.processes().tables().tables(), "no table is left");
        assertEquals(0, machine.processes().vmas().count(), "no VMA is left");
        assertEquals(0, machine.processes().state().anons().count(), "no anon_vma is left");
        assertEquals(0, machine.processes().state().accounts().committed(), "nothing is promised");
        assertTrue(kernel >= 1 && kernel <= 7, "the page of zeros, and what of vdso and vvar was looked at: " + kernel);
        assertEquals(all - cached - kernel, machine.memory().freePages(), "every other frame is free");
    }

    @ParameterizedTest
    @ValueSource(ints = {21, 22})
    void aCopyGoesTheSameWay(int seed) {
        Machine machine = Machine.boot(Play.config("frames=900 cpus=2"));
        ProcessStream stream = new ProcessStream(new Xorshift(0x9a9e, seed), machine, 5);
        for (int i = 0; i < 400; i++) {
            machine.apply(Play.command(stream.next()), Events.NONE);
        }
        Machine copy = machine.copy();
        String then = machine.stateDigest();
        for (int i = 0; i < 400; i++) {
            machine.apply(Play.command(stream.next()), Events.NONE);
        }
        assertEquals(then, copy.stateDigest(), "a copy shares nothing that changes");
        ProcessInvariants.check(copy);
        ProcessInvariants.check(machine);
    }
}
