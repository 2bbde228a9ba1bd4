package pagewalk.web.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import pagewalk.engine.Machine;
import pagewalk.engine.MachineConfig;
import pagewalk.engine.event.Events;
import pagewalk.lab.model.PartRun;

final class CompletionTest {
    private final Machine machine = Machine.boot(MachineConfig.textbook(64));

    private List<String> of(String line) {
        return Completion.of(line, machine);
    }

    @Test
    void verbsCompleteAlsoBehindAName() {
        assertEquals(List.of("alloc_pages "), of("al"));
        assertEquals(List.of("a = alloc_pages "), of("a = al"));
        assertEquals(3, of("").size());
    }

    @Test
    void keysAndTheirValuesComplete() {
        assertEquals(List.of("a = alloc_pages order="), of("a = alloc_pages o"));
        assertEquals(List.of("alloc_pages order=10"), of("alloc_pages order=1"));
        assertTrue(of("alloc_pages order=1 gfp=MOV").contains("alloc_pages order=1 gfp=MOVABLE"));
        assertEquals(List.of("cat /proc/buddyinfo"), of("cat /"));
    }

    @Test
    void onlyNamesThatAreHeldCanBeFreed() {
        machine.apply(PartRun.command("first = alloc_pages order=0", 1), Events.NONE);
        machine.apply(PartRun.command("gone = alloc_pages order=0", 1), Events.NONE);
        machine.apply(PartRun.command("free_pages gone", 1), Events.NONE);
        assertEquals(List.of("free_pages first", "free_pages pfn="), of("free_pages "));
    }
}
