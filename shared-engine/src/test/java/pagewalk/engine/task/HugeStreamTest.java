package pagewalk.engine.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pagewalk.engine.HugeStream;
import pagewalk.engine.Machine;
import pagewalk.engine.Play;
import pagewalk.engine.ProcessInvariants;
import pagewalk.engine.Reply;
import pagewalk.engine.event.EventLog;
import pagewalk.engine.event.Refusal.Reason;
import pagewalk.engine.hugetlb.HugePool;
import pagewalk.engine.ipc.Segment;
import pagewalk.engine.util.Xorshift;

/** Random calls about huge pages and segments: nothing is lost, and what is refused changed nothing. */
final class HugeStreamTest {
    @ParameterizedTest
    @CsvSource({"frames=8192,1", "frames=8192 cpus=2,2", "frames=6000,3", "frames=20000 cpus=2 tlb=4x4,4"})
    void whatAlwaysHoldsHoldsAfterEveryCommandAndExitOfAllReturnsEverything(String config, int seed) {
        Machine machine = Machine.boot(Play.config(config));
        int all = machine.memory().freePages();
        HugeStream stream = new HugeStream(new Xorshift(0x40e, seed), machine);
        EventLog log = new EventLog();
        int refused = 0;
        for (int i = 0; i < 900; i++) {
            String line = stream.next();
            String before = machine.stateDigest();
            log.clear();
            Reply reply = machine.apply(Play.command(line), log);
            try {
                ProcessInvariants.check(machine);
                for (int e = 0; e < log.size(); e++) {
                    assertTrue(!log.event(e).sentence().isEmpty());
                }
                if (reply instanceof Reply.Refused no
                        && ofThese(machine, line, no.refusal().reason())) {
                    refused++;
                    assertEquals(before, machine.stateDigest(), "a refusal changes nothing");
                }
            } catch (AssertionError e) {
                throw new AssertionError("seed " + seed + ", command " + i + ": " + line + " -> " + reply.line(), e);
            }
        }
        assertTrue(refused > 20 || machine.config().tlb().isOn(), "refusals: " + refused);
        finish(machine);
        ProcessInvariants.check(machine);
        assertEquals(0, machine.processes().vmas().count(), "no VMA is left");
        assertEquals(0, machine.processes().state().anons().count(), "no anon_vma is left");
        assertEquals(0, machine.processes().state().accounts().committed(), "nothing is promised");
        assertEquals(0, machine.processes().state().huge().pages(HugePool.PMD_ORDER), "the pool is empty");
        assertEquals(all - 1, machine.memory().freePages(), "all but the page of zeros");
    }

    private static boolean ofThese(Machine machine, String line, Reason reason) {
        if (machine.config().tlb().isOn()) {
            // The process that is meant runs from then on, whatever becomes of the call.
            return false;
        }
        boolean whole = !line.startsWith("madvise") && !line.contains("fixed") && !line.startsWith("m");
        return switch (reason) {
            case SHM_THERE, SHM_MISSING, SHM_UNKNOWN, SHM_REMOVED, SHM_SIZE, SHM_FULL, SHM_NOT_ATTACHED -> true;
            case HUGE_UNALIGNED, HUGE_NO_PAGES -> whole || line.startsWith("munmap");
            default -> false;
        };
    }

    private static void finish(Machine machine) {
        for (int pid = machine.processes().nextPid() - 1; pid > 0; pid--) {
            if (machine.processes().space(pid) != null) {
                machine.apply(Play.command("exit pid=" + pid), new EventLog());
            }
        }
        for (int place = 0; place < machine.processes().state().segments().places(); place++) {
            Segment segment = machine.processes().state().segments().at(place);
            if (segment != null) {
                machine.apply(Play.command("shmctl_rmid id=" + segment.id()), new EventLog());
            }
        }
        machine.apply(Play.command("sysctl vm.nr_hugepages=0"), new EventLog());
    }
}
