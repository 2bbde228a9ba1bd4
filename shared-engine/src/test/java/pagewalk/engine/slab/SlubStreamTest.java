package pagewalk.engine.slab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pagewalk.engine.Invariants;
import pagewalk.engine.Machine;
import pagewalk.engine.Play;
import pagewalk.engine.Reply;
import pagewalk.engine.SlabInvariants;
import pagewalk.engine.SlabStream;
import pagewalk.engine.command.Command;
import pagewalk.engine.event.EventKind;
import pagewalk.engine.event.EventLog;
import pagewalk.engine.util.Xorshift;

/** Seeded streams: the engine against {@link NaiveSlub}, and its invariants after every command. */
final class SlubStreamTest {
    /** An object that the stream holds. */
    private record Held(String name, NaiveSlub.Place place) {}

    @ParameterizedTest(name = "seed {0}: {3}, {2} CPUs")
    @CsvSource(
            delimiter = '|',
            value = {
                "1 | 6000 | 1 | size=256",
                "2 | 6000 | 1 | size=1024",
                "3 | 6000 | 3 | size=512",
                "4 | 6000 | 8 | size=2048",
                "5 | 3000 | 2 | size=40 ctor=1",
                "6 | 6000 | 2 | size=4096",
                "7 | 6000 | 1 | size=700 flags=RED_ZONE,POISON",
                "8 | 6000 | 3 | size=1500 flags=STORE_USER",
                "9 | 6000 | 2 | size=20000",
                "10 | 6000 | 2 | size=30000 flags=RED_ZONE",
                "11 | 6000 | 4 | size=192 flags=HWCACHE_ALIGN,TYPESAFE_BY_RCU",
            })
    void engineAgreesWithTheNaiveModel(int seed, int commands, int cpus, String cache) {
        Machine machine = Machine.boot(Play.config("frames=65536 cpus=" + cpus));
        machine.apply(
                Play.command("kmem_cache_create name=c " + cache
                        + " flags=NO_MERGE".repeat(cache.contains("flags") ? 0 : 1)),
                log());
        int number = machine.slabs().named("c");
        NaiveSlub naive = new NaiveSlub(machine.slabs().geometry(number), cpus);
        Map<Integer, Integer> serials = new HashMap<>();
        Xorshift random = new Xorshift(0x51ab, seed);
        List<Held> held = new ArrayList<>();
        int grow = 60;
        for (int i = 0; i < commands; i++) {
            String where = "seed " + seed + ", command " + i;
            int cpu = random.below(cpus);
            grow = random.below(200) == 0 ? 30 + random.below(45) : grow;
            EventLog log = log();
            if (random.below(300) == 0) {
                machine.apply(Play.command("kmem_cache_shrink c"), log);
                naive.shrink();
            } else if (held.isEmpty() || random.below(100) < grow && held.size() < 600) {
                String line = "o" + i + " = kmem_cache_alloc c cpu=" + cpu;
                Reply.ObjectAt reply = (Reply.ObjectAt) machine.apply(Play.command(line), log);
                follow(log, serials);
                NaiveSlub.Place place = Objects.requireNonNull(naive.alloc(cpu));
                assertEquals(place, new NaiveSlub.Place(serials.get(reply.pfn()), reply.object()), where);
                held.add(new Held("o" + i, place));
            } else {
                Held freed = held.remove(random.below(held.size()));
                assertTrue(
                        machine.apply(Play.command("kfree " + freed.name() + " cpu=" + cpu), log)
                                .ok(),
                        where);
                naive.free(freed.place(), cpu);
            }
            assertEquals(naive.describe(), describe(machine.slabs(), number, serials), where);
        }
        assertTrue(serials.get(-1) > 5, "the stream makes slabs");
    }

    private static EventLog log() {
        return new EventLog();
    }

    private static void follow(EventLog log, Map<Integer, Integer> serials) {
        for (int e = 0; e < log.size(); e++) {
            if (log.kind(e) == EventKind.SLAB_CREATED.code()) {
                int serial = serials.getOrDefault(-1, 0);
                serials.put(log.arg(e, 0), serial);
                serials.put(-1, serial + 1);
            }
        }
    }

    private static String describe(SlabView view, int cache, Map<Integer, Integer> serials) {
        StringBuilder text = new StringBuilder("slabs " + view.slabs(cache));
        for (int cpu = 0; cpu < view.cpus(); cpu++) {
            int mine = view.cpuSlab(cache, cpu);
            text.append("; cpu ");
            text.append(
                    mine < 0
                            ? "-"
                            : serials.get(mine) + " " + Arrays.toString(view.cpuFreelist(cache, cpu))
                                    + Arrays.toString(view.freelist(mine)));
            for (int pfn : view.cpuPartial(cache, cpu)) {
                text.append(' ').append(serials.get(pfn)).append(Arrays.toString(view.freelist(pfn)));
            }
        }
        text.append("; node");
        for (int pfn : view.nodePartial(cache)) {
            text.append(' ').append(serials.get(pfn)).append(Arrays.toString(view.freelist(pfn)));
        }
        return text.toString();
    }

    @ParameterizedTest(name = "seed {0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "1 | frames=64",
                "2 | frames=300 cpus=2",
                "3 | preset=linux frames=3000 cpus=4",
                "4 | frames=700 freelist_random=5 cpus=3",
                "5 | preset=linux frames=5000 start_pfn=1 freelist_random=9",
                "6 | frames=1024 cpus=8",
            })
    void whateverIsAskedAllObjectsAreAccountedFor(int seed, String config) {
        Machine machine = Machine.boot(Play.config(config));
        SlabStream stream =
                new SlabStream(new Xorshift(0x51ac, seed), machine.slabs().cpus());
        int free = machine.memory().freePages();
        int refused = 0;
        for (int i = 0; i < 3000; i++) {
            String line = stream.next();
            Command command = Play.command(line);
            String before = i % 7 == 0 ? machine.stateDigest() : "";
            Machine copy = i % 97 == 0 ? machine.copy() : machine;
            EventLog log = log();
            Reply reply = machine.apply(command, log);
            assertNotNull(reply.line());
            for (int e = 0; e < log.size(); e++) {
                assertTrue(log.event(e).sentence().length() > 5, line);
            }
            if (!reply.ok()) {
                refused++;
                assertTrue(before.isEmpty() || before.equals(machine.stateDigest()), line + ": " + reply.line());
            }
            if (copy != machine) {
                assertEquals(before.isEmpty() ? copy.stateDigest() : before, copy.stateDigest());
                assertEquals(reply.line(), copy.apply(command, log()).line());
                assertEquals(machine.stateDigest(), copy.stateDigest());
                assertEquals(machine.digest(), copy.digest());
            }
            if (i % 20 == 0) {
                Invariants.betweenCommands(machine);
                SlabInvariants.hold(machine);
            }
        }
        assertTrue(refused > 20 && refused < 2500, "refused: " + refused);
        emptyEverything(machine);
        assertEquals(free, machine.memory().freePages(), "all pages came back");
    }

    /** Frees every object that is held and shrinks every cache. */
    private static void emptyEverything(Machine machine) {
        for (int pfn = machine.memory().startPfn(); pfn < machine.memory().endPfn(); pfn++) {
            String address = "0x" + Long.toHexString(0xffff888000000000L + ((long) pfn << 12));
            if (machine.slabs().isSlab(pfn)) {
                SlabView slabs = machine.slabs();
                CacheGeometry geometry = slabs.geometry(slabs.cacheOf(pfn));
                for (int object = 0; slabs.isSlab(pfn) && object < slabs.objectsOf(pfn); object++) {
                    if (slabs.isHeld(pfn, object)) {
                        long at = 0xffff888000000000L
                                + ((long) pfn << 12)
                                + object * geometry.size()
                                + geometry.leftPad();
                        assertTrue(machine.apply(Play.command("kfree addr=0x" + Long.toHexString(at)), log())
                                .ok());
                    }
                }
            } else {
                machine.apply(Play.command("kfree addr=" + address), log());
            }
        }
        for (int i = 0; i < machine.slabs().caches(); i++) {
            int cache = machine.slabs().cache(i);
            String name = machine.slabs().aliases(cache).get(0);
            machine.apply(Play.command("kmem_cache_shrink " + name), log());
            assertEquals(0, machine.slabs().slabs(cache), name);
        }
    }
}
