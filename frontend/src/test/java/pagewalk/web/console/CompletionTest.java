package pagewalk.web.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import pagewalk.engine.Machine;
import pagewalk.engine.MachineConfig;
import pagewalk.engine.command.Command;
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
        for (Command.Verb verb : Command.Verb.values()) {
            assertTrue(of(verb.word().substring(0, 2)).contains(verb.word() + " "), verb.word());
        }
        assertEquals(List.of(), of("x"));
    }

    @Test
    void keysAndTheirValuesComplete() {
        assertEquals(List.of("a = alloc_pages order="), of("a = alloc_pages o"));
        assertEquals(List.of("alloc_pages order=10"), of("alloc_pages order=1"));
        assertTrue(of("alloc_pages order=1 gfp=MOV").contains("alloc_pages order=1 gfp=MOVABLE"));
        assertEquals(List.of("cat /proc/buddyinfo"), of("cat /proc/b"));
    }

    @Test
    void everyVerbThatHasKeysOffersThem() {
        assertEquals(List.of("memblock_add base=", "memblock_add size="), of("memblock_add "));
        assertEquals(List.of("memblock_add base=0 size="), of("memblock_add base=0 "));
        assertEquals(
                List.of("memblock_set_bottom_up enable=0", "memblock_set_bottom_up enable=1"),
                of("memblock_set_bottom_up enable="));
        assertTrue(of("kmem_cache_create name=x size=8 flags=RED")
                .contains("kmem_cache_create name=x size=8 flags=RED_ZONE"));
        assertEquals(List.of("kmalloc size=8 cpu=0"), of("kmalloc size=8 cpu="));
    }

    @Test
    void cachesAndObjectsCompleteByName() {
        machine.apply(PartRun.command("c = kmem_cache_create name=fish size=40", 1), Events.NONE);
        machine.apply(PartRun.command("o = kmem_cache_alloc fish", 1), Events.NONE);
        machine.apply(PartRun.command("page = alloc_pages order=0", 1), Events.NONE);
        assertEquals(List.of("kmem_cache_alloc fish"), of("kmem_cache_alloc fi"));
        assertEquals(List.of("kmem_cache_alloc cache=fish"), of("kmem_cache_alloc cache=fi"));
        assertEquals(
                List.of("kmem_cache_free o"),
                of("kmem_cache_free o".substring(0, 16)).stream()
                        .filter(line -> line.endsWith(" o") || line.endsWith("page"))
                        .toList());
    }

    @Test
    void onlyNamesThatAreHeldCanBeFreed() {
        machine.apply(PartRun.command("first = alloc_pages order=0", 1), Events.NONE);
        machine.apply(PartRun.command("gone = alloc_pages order=0", 1), Events.NONE);
        machine.apply(PartRun.command("free_pages gone", 1), Events.NONE);
        assertEquals(
                List.of("free_pages first", "free_pages pfn=", "free_pages order=", "free_pages cpu="),
                of("free_pages "));
    }
}
