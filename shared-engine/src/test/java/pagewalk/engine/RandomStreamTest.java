package pagewalk.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pagewalk.engine.command.Command;
import pagewalk.engine.command.PageRef;
import pagewalk.engine.event.EventKind;
import pagewalk.engine.event.EventLog;
import pagewalk.engine.event.Events;
import pagewalk.engine.page.Gfp;
import pagewalk.engine.util.Xorshift;
import pagewalk.engine.view.MemoryView;
import pagewalk.engine.zone.Zone;

/** Seeded command streams: the engine against {@link NaiveMemory}, and its invariants at every event. */
final class RandomStreamTest {
    @ParameterizedTest(name = "seed {0}: {2} commands on {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "1 | frames=64 | 3000",
                "2 | frames=100 | 3000",
                "3 | frames=1023 start_pfn=1 | 3000",
                "4 | frames=2048 merge_likely=off | 3000",
                "5 | frames=1500 start_pfn=300 migratetypes=on | 3000",
                "6 | frames=4096 migratetypes=on | 4000",
                "7 | preset=linux frames=6000 | 4000",
                "8 | preset=linux frames=9000 start_pfn=1 | 4000",
                "9 | preset=linux frames=3000 merge_likely=off | 3000",
                "10 | preset=linux buddyinfo=0:DMA:3,1,4,1,5,9,2,1,1,1,1;0:DMA32:9,7,5,3,1,0,1,0,2,2,1 | 4000",
            })
    void engineAgreesWithTheNaiveModel(int seed, String config, int commands) {
        Machine machine = Machine.boot(Play.config(config));
        NaiveMemory model = new NaiveMemory(machine);
        CommandStream stream = new CommandStream(new Xorshift(0, seed), machine);
        int allocated = 0;
        for (int i = 0; i < commands; i++) {
            String line = stream.next();
            String where = "seed " + seed + ", command " + i + ": " + line;
            Command command = Play.command(line);
            int freed = command instanceof Command.FreePages free ? pfn(machine, free.page()) : -1;
            Reply reply = machine.apply(command, Events.NONE);
            if (command instanceof Command.AllocPages alloc) {
                int expected = alloc.order() > 10
                        ? -1
                        : model.alloc(alloc.order(), Gfp.migratetype(alloc.gfp()), limit(alloc.gfp()));
                assertEquals(expected, reply instanceof Reply.Allocated ok ? ok.pfn() : -1, where);
                allocated += expected >= 0 ? 1 : 0;
            } else if (command instanceof Command.FreePages) {
                assertEquals(model.isBusy(freed), reply.ok(), where);
                if (reply.ok()) {
                    model.free(freed);
                }
            }
            assertEquals(model.describe(), NaiveMemory.describe(machine.memory()), where);
            if (i % 16 == 0) {
                Invariants.betweenCommands(machine);
            }
        }
        assertTrue(allocated > commands / 10, "the stream allocates: " + allocated);
    }

    @ParameterizedTest(name = "seed {0}: {2} commands on {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "21 | frames=64 | 400",
                "22 | frames=100 start_pfn=7 | 400",
                "23 | frames=1025 | 150",
                "24 | frames=2560 preset=linux | 150",
                "25 | preset=linux buddyinfo=0:DMA:3,1,4,1,5,2,2,1,1,1,0;0:DMA32:2,2,2,3,1,0,1,0,1,1,0 | 150",
                "26 | preset=linux frames=4097 watermarks=on percpu=on | 200",
                "27 | frames=2560 migratetypes=on percpu=on | 200",
                "28 | frames=300 percpu=on watermarks=on | 300",
            })
    void everyViewIsValidAtEveryEvent(int seed, String config, int commands) {
        Machine machine = Machine.boot(Play.config(config));
        CommandStream stream = new CommandStream(new Xorshift(1, seed), machine);
        Invariants.betweenCommands(machine);
        for (int i = 0; i < commands; i++) {
            String line = stream.next();
            EventLog log = new EventLog();
            machine.apply(Play.command(line), (kind, rule, a, b, c, d) -> {
                log.emit(kind, rule, a, b, c, d);
                Invariants.atEvent(machine);
                if (log.event(log.size() - 1).pfn() >= 0) {
                    machine.memory().state(log.event(log.size() - 1).pfn());
                }
            });
            assertTrue(log.size() > 0, "a command tells at least one event");
            Invariants.betweenCommands(machine);
        }
    }

    @ParameterizedTest(name = "seed {0}: {2} commands on {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "31 | preset=linux frames=16384 watermarks=on percpu=on | 4000",
                "32 | preset=linux frames=60000 start_pfn=1 watermarks=on percpu=on min_free_kbytes=4096 | 4000",
                "33 | preset=linux buddyinfo=0:DMA32:9,9,9,9,9,9,9,9,9,9,20;0:Normal:9,9,9,9,9,9,9,9,9,9,30 percpu=on "
                        + "watermarks=on | 4000",
                "34 | preset=linux frames=8192 percpu=on | 4000",
                "35 | preset=linux frames=16384 percpu=on watermarks=on cpus=4 | 4000",
                "36 | frames=3000 migratetypes=on percpu=on cpus=8 | 4000",
                "38 | e820=0x0-0x9fbff:usable,0x100000-0x2fdcfff:usable,0x3000000-0x5123fff:usable booted=on percpu=on "
                        + "watermarks=on cpus=3 | 4000",
                "39 | e820=0x0-0x9fbff:usable,0x100000-0x2fdcfff:usable,0x3000000-0x5123fff:usable booted=on | 3000",
                "37 | preset=linux frames=120000 percpu=on watermarks=on cpus=2 | 4000",
            })
    void withAllLayersNoPageIsLost(int seed, String config, int commands) {
        Machine machine = Machine.boot(Play.config(config));
        int all = freeAndUsed(machine.memory());
        LayersStream stream = new LayersStream(new Xorshift(4, seed), machine);
        Set<Integer> unreserved = new HashSet<>();
        for (int i = 0; i < commands; i++) {
            machine.apply(Play.command(stream.next()), (kind, rule, a, b, c, d) -> {
                if (kind == EventKind.UNRESERVED.code() && b >= Zone.PAGEBLOCK_ORDER) {
                    unreserved.add(a);
                }
            });
            if (i % 16 == 0) {
                Invariants.betweenCommands(machine, unreserved);
            }
        }
        for (int pfn = machine.memory().startPfn(); pfn < machine.memory().endPfn(); pfn++) {
            boolean ours = machine.memory().state(pfn) == MemoryView.ALLOCATED
                    && machine.memory().blockHead(pfn) == pfn;
            if (ours) {
                assertTrue(machine.apply(new Command.FreePages(new PageRef.Pfn(pfn)), Events.NONE)
                        .ok());
            }
        }
        machine.apply(new Command.DrainPages(), Events.NONE);
        assertEquals(all, freeAndUsed(machine.memory()), "every page came back");
        Invariants.betweenCommands(machine, unreserved);
    }

    /** Free pages and those in use since before the first command, which the stream may free too. */
    private static int freeAndUsed(MemoryView memory) {
        int pages = memory.freePages();
        for (int pfn = memory.startPfn(); pfn < memory.endPfn(); pfn++) {
            pages += memory.state(pfn) == MemoryView.USED ? 1 : 0;
        }
        return pages;
    }

    private static int pfn(Machine machine, PageRef page) {
        return switch (page) {
            case PageRef.Named named -> machine.names().pfn(named.name());
            case PageRef.Pfn frame -> frame.pfn();
        };
    }

    private static String limit(int gfp) {
        return (gfp & Gfp.DMA) != 0 ? "DMA" : (gfp & Gfp.DMA32) != 0 ? "DMA32" : "";
    }
}
