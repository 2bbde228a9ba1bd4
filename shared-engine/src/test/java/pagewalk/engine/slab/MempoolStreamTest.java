package pagewalk.engine.slab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pagewalk.engine.Invariants;
import pagewalk.engine.Machine;
import pagewalk.engine.Play;
import pagewalk.engine.Reply;
import pagewalk.engine.SlabInvariants;
import pagewalk.engine.command.Command;
import pagewalk.engine.command.ObjectCommand;
import pagewalk.engine.command.ObjectRef;
import pagewalk.engine.command.PageRef;
import pagewalk.engine.command.PoolCommand;
import pagewalk.engine.event.EventKind;
import pagewalk.engine.event.Events;
import pagewalk.engine.page.Gfp;
import pagewalk.engine.util.Xorshift;

/**
 * Long seeded streams of caches and pools in a memory that is always short, against {@link NaivePools}; invariants
 * after
 * every command. The seed names the run.
 */
final class MempoolStreamTest {
    private static final int POOLS = 4;
    private static final long PAGE_OFFSET = 0xffff888000000000L;

    private Machine machine = Machine.boot(Play.config("frames=1"));
    private NaiveSlub[] caches = new NaiveSlub[0];
    private NaivePools naive = new NaivePools(new int[1], caches, 0);
    private Xorshift random = new Xorshift(0, 0);
    private final List<NaivePools.Element> held = new ArrayList<>();
    private int[] serialAt = new int[0];
    private int[] numbers = new int[0];
    private int[] made = new int[0];
    private int cpus = 1;
    private int waited;
    private String where = "";

    /** Numbers a cache's slabs as they come; everything else is dropped. */
    private final Events follow = (kind, rule, a, b, c, d) -> {
        if (kind == EventKind.SLAB_CREATED.code()) {
            serialAt[a] = made[c]++;
        }
    };

    @ParameterizedTest(name = "seed {0}: {1} frames, {2} CPUs, {4}")
    @CsvSource(
            delimiter = '|',
            value = {
                "1 | 64 | 1 | 30000 | 512;256;128 flags=RED_ZONE,POISON",
                "2 | 60 | 4 | 30000 | 256;64;192",
                "3 | 40 | 1 | 30000 | 512;1 flags=CONSISTENCY_CHECKS;96",
                "4 | 50 | 2 | 30000 | 256;336;56 flags=STORE_USER",
                "5 | 80 | 8 | 30000 | 192;128;64",
                "6 | 33 | 1 | 30000 | 500;250;120",
                "7 | 50 | 3 | 30000 | 192;40 ctor=1;64 flags=POISON,CONSISTENCY_CHECKS",
                "8 | 45 | 2 | 30000 | 336;8;128 flags=HWCACHE_ALIGN",
                "9 | 20 | 1 | 30000 | 512;512;512",
                "10 | 70 | 4 | 30000 | 256;200 flags=RED_ZONE;100",
                "11 | 64 | 1 | 30000 | 256;16;72 flags=TYPESAFE_BY_RCU",
            })
    void theEngineAgreesAfterEveryCommand(int seed, int frames, int processors, int commands, String sizes) {
        start(seed, frames, processors, sizes.split(";"));
        for (int i = 0; i < commands; i++) {
            where = "seed " + seed + ", command " + i;
            step(i);
            SlabInvariants.hold(machine);
            if (i % 16 == 0) {
                Invariants.betweenCommands(machine);
            }
            for (int cache = 0; cache < caches.length; cache++) {
                if (!caches[cache].agrees(machine.slabs(), numbers[cache], serialAt)) {
                    assertEquals(caches[cache].describe(), machine.slabs().slabs(numbers[cache]) + " slabs", where);
                }
            }
            for (int pool = 0; pool < POOLS; pool++) {
                int number = machine.pools().named("p" + pool);
                assertEquals(naive.lives(pool), number >= 0, where);
                assertTrue(number < 0 || naive.reserved(pool) == machine.pools().reserved(number), where);
            }
        }
        assertTrue(waited > commands / 600, "memory was short now and then: " + waited);
        finish(frames);
    }

    private void start(int seed, int frames, int processors, String[] sizes) {
        cpus = processors;
        machine = Machine.boot(Play.config("frames=" + frames + " cpus=" + processors));
        random = new Xorshift(0x900c, seed);
        serialAt = new int[frames];
        made = new int[256];
        numbers = new int[sizes.length];
        caches = new NaiveSlub[sizes.length];
        int[] pages = {frames};
        for (int i = 0; i < sizes.length; i++) {
            String flags = sizes[i].contains("flags=") ? ",NO_MERGE" : " flags=NO_MERGE";
            machine.apply(Play.command("kmem_cache_create name=c" + i + " size=" + sizes[i] + flags), follow);
            numbers[i] = machine.slabs().named("c" + i);
            CacheGeometry geometry = machine.slabs().geometry(numbers[i]);
            assertEquals(0, geometry.order(), "the naive model knows single pages only");
            caches[i] = new NaiveSlub(geometry, processors, pages);
        }
        naive = new NaivePools(pages, caches, POOLS);
    }

    private void step(int i) {
        boolean filling = i / 700 % 3 != 2;
        int roll = random.below(100);
        if (roll < 2) {
            shrink();
        } else if (roll < 6) {
            changePool(random.below(POOLS));
        } else if (roll < 8) {
            mistake();
        } else if (held.isEmpty() || roll < (filling ? 60 : 38)) {
            take();
        } else {
            give(held.remove(random.below(held.size())));
        }
    }

    private Reply apply(Command command) {
        return machine.apply(command, follow);
    }

    private void shrink() {
        int cache = random.below(caches.length);
        apply(new ObjectCommand.KmemCacheShrink("c" + cache));
        caches[cache].shrink();
    }

    private void changePool(int pool) {
        String name = "p" + pool;
        int minNr = 1 + random.below(12);
        if (!naive.lives(pool)) {
            int source = random.below(caches.length + 1) - 1;
            boolean constructed =
                    source >= 0 && (machine.slabs().geometry(numbers[source]).flags() & SlabFlags.CTOR) != 0;
            PoolCommand.Source below =
                    source < 0 ? new PoolCommand.Source.Order(0) : new PoolCommand.Source.Cache("c" + source);
            Reply reply = apply(new PoolCommand.MempoolCreate(null, name, minNr, below));
            assertEquals(!constructed && naive.create(pool, source, minNr), reply.ok(), where);
        } else if (random.below(3) == 0) {
            apply(new PoolCommand.MempoolDestroy(name));
            naive.destroy(pool);
        } else {
            apply(new PoolCommand.MempoolResize(name, minNr));
            naive.resize(pool, minNr);
        }
    }

    private void take() {
        int cpu = random.below(cpus);
        int pool = random.below(POOLS + caches.length);
        int gfp = random.below(3) == 0 ? Gfp.HIGH | Gfp.KSWAPD_RECLAIM : Gfp.KERNEL;
        Reply reply;
        NaivePools.Element element;
        if (pool >= POOLS) {
            int cache = pool - POOLS;
            reply = apply(new ObjectCommand.KmemCacheAlloc(null, "c" + cache, gfp, "", cpu));
            element = naive.take(cache, cpu);
        } else if (naive.lives(pool)) {
            reply = apply(new PoolCommand.MempoolAlloc(null, "p" + pool, gfp, "", cpu));
            element = naive.alloc(pool, cpu);
        } else {
            reply = apply(new Command.AllocPages(null, 0, gfp, ""));
            element = naive.take(NaivePools.PAGES, cpu);
        }
        assertEquals(element != null, reply.ok(), where + ": " + reply.line());
        if (element == null) {
            waited++;
            return;
        }
        long addr = address(reply);
        assertTrue(element.addr < 0 || element.addr == addr, where + ": the reserve gives what it got last");
        element.addr = addr;
        sameObject(element, reply);
        held.add(element);
    }

    private void sameObject(NaivePools.Element element, Reply reply) {
        Reply at = reply instanceof Reply.Element of ? of.at() : reply;
        NaiveSlub.Place place = element.place;
        if (place == null) {
            assertTrue(at instanceof Reply.Allocated || at instanceof Reply.Large, where);
        } else if (at instanceof Reply.ObjectAt object) {
            assertEquals(place.object(), object.object(), where);
            assertEquals(place.slab(), serialAt[object.pfn()], where);
        } else {
            assertEquals("an object", at.line(), where);
        }
    }

    private static long address(Reply reply) {
        return switch (reply) {
            case Reply.Element element -> address(element.at());
            case Reply.ObjectAt object -> object.addr();
            case Reply.Large large -> large.addr();
            case Reply.Allocated pages -> PAGE_OFFSET + ((long) pages.pfn() << 12);
            default -> throw new AssertionError(reply.line());
        };
    }

    private void give(NaivePools.Element element) {
        int cpu = random.below(cpus);
        int pool = poolFor(element);
        ObjectRef ref = new ObjectRef.Address(element.addr);
        Command command = pool >= 0
                ? new PoolCommand.MempoolFree("p" + pool, ref, cpu)
                : element.place == null
                        ? new Command.FreePages(new PageRef.Pfn((int) ((element.addr - PAGE_OFFSET) >> 12)))
                        : new ObjectCommand.Kfree(ref, cpu);
        Reply reply = apply(command);
        assertTrue(reply.ok(), where + ": " + reply.line());
        if (pool >= 0) {
            naive.free(pool, element, cpu);
        } else {
            naive.give(element, cpu);
        }
    }

    /** A pool over what the element is of, now and then; -1 for the allocator below. */
    private int poolFor(NaivePools.Element element) {
        int pool = random.below(POOLS);
        return naive.lives(pool) && naive.below(pool) == element.cache ? pool : -1;
    }

    /** What is given back twice is refused, and so is what lies in a reserve; nothing changes. */
    private void mistake() {
        String before = random.below(8) == 0 ? machine.stateDigest() : null;
        Command command;
        if (held.isEmpty() || random.below(2) == 0) {
            int pfn = random.below(serialAt.length);
            command = new ObjectCommand.Kfree(new ObjectRef.Address(PAGE_OFFSET + ((long) pfn << 12) + 4), 0);
        } else {
            command = new PoolCommand.MempoolAlloc(null, "nobody", Gfp.KERNEL, "", 0);
        }
        assertTrue(!apply(command).ok(), where);
        assertTrue(before == null || before.equals(machine.stateDigest()), where);
    }

    /** Everything goes back, and all pages are free again. */
    private void finish(int frames) {
        held.forEach(this::give);
        for (int pool = 0; pool < POOLS; pool++) {
            apply(new PoolCommand.MempoolDestroy("p" + pool));
        }
        for (int cache = 0; cache < caches.length; cache++) {
            Reply reply = apply(new ObjectCommand.KmemCacheDestroy("c" + cache));
            assertTrue(reply.ok(), reply.line());
        }
        assertEquals(frames, machine.memory().freePages(), "all pages are free again");
        SlabInvariants.hold(machine);
        Invariants.betweenCommands(machine);
    }
}
