package pagewalk.engine.slab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pagewalk.engine.Limits;
import pagewalk.engine.Machine;
import pagewalk.engine.Play;
import pagewalk.engine.rule.Rule;

/** The object allocator's rules, one by one. */
final class SlubTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "size=100 | size=104 offset=48 inuse=104 align=8 order=0 objects=39 min_partial=5 cpu_partial=120",
                "size=3 | size=8 offset=0 inuse=8 align=8 order=0 objects=512 min_partial=5 cpu_partial=120",
                "size=40 flags=TYPESAFE_BY_RCU | size=48 offset=40 inuse=40 align=8 order=0 objects=85",
                "size=40 ctor=1 | size=48 offset=40 inuse=40 align=8",
                "size=64 flags=POISON | size=72 offset=64 inuse=64 align=8 order=0 objects=56 min_partial=5 "
                        + "cpu_partial=0 cpu_partial_slabs=0",
                "size=64 flags=RED_ZONE | size=88 offset=32 inuse=72 align=8",
                "size=60 flags=RED_ZONE | size=80 offset=24 inuse=64 align=8",
                "size=64 align=64 flags=RED_ZONE,POISON,STORE_USER | size=256 offset=72 inuse=72 align=64",
                "size=20 flags=HWCACHE_ALIGN | size=32 offset=8 inuse=24 align=32",
                "size=33 flags=SLAB_HWCACHE_ALIGN | size=64 offset=16 inuse=40 align=64",
                "size=51472 align=16 | size=51472 offset=25736 inuse=51472 align=16 order=4 objects=1 min_partial=7 "
                        + "cpu_partial=6 cpu_partial_slabs=12",
                "size=4M | size=4194304 offset=2097152 inuse=4194304 align=8 order=10 objects=1 min_partial=10",
            })
    void aCacheIsLaidOutAsLinuxWould(String cache, String geometry) {
        String reply = Play.on("frames=64").run("kmem_cache_create name=c " + cache);
        assertTrue(reply.startsWith("ok " + geometry), reply);
    }

    private static final String[][] REFUSALS = {
        {"kfree b", "EINVAL: object 1 of the slab at pfn 0 is free already"},
        {"kmem_cache_free b cpu=1", "EINVAL: object 1 of the slab at pfn 0 is free already"},
        {"kfree nobody", "EINVAL: the name nobody has no result"},
        {"kfree page", "EINVAL: 0xffff888000002000 belongs to no object that was allocated"},
        {"kfree addr=0", "EINVAL: 0x0 belongs to no object that was allocated"},
        {"kfree addr=0xffffffffffffffff", "EINVAL: 0xffffffffffffffff belongs to no object that was allocated"},
        {
            "kfree addr=0xffff888000000008",
            "EINVAL: 0xffff888000000008 is no first byte of an object of the slab at pfn 0"
        },
        {
            "kfree addr=0xffff888000001000",
            "EINVAL: 0xffff888000001000 is no first byte of an object of the slab at pfn 1"
        },
        {
            "kfree addr=0xffff888000000ff8",
            "EINVAL: 0xffff888000000ff8 is no first byte of an object of the slab at pfn 0"
        },
        {"free_pages pfn=0", "EINVAL: pfn 0 is in the block at pfn 0 of order 0, which holds objects; free those"},
        {"free_pages a", "EINVAL: pfn 0 is in the block at pfn 0 of order 0, which holds objects; free those"},
        {"kmem_cache_destroy c", "EBUSY: c still has 1 object in use, in 1 slab; free them first"},
        {"kmem_cache_destroy kmalloc-8", "EBUSY: kmalloc-8 belongs to kmalloc() and stays"},
        {"kmem_cache_destroy none", "EINVAL: there is no cache none"},
        {"kmem_cache_shrink none", "EINVAL: there is no cache none"},
        {"kmem_cache_alloc none", "EINVAL: there is no cache none"},
        {"kmem_cache_alloc c cpu=2", "EINVAL: cpu 2 is not there; the machine has 2 CPUs"},
        {"kmalloc 8 cpu=9", "EINVAL: cpu 9 is not there; the machine has 2 CPUs"},
        {"kfree a cpu=2", "EINVAL: cpu 2 is not there; the machine has 2 CPUs"},
        {"kmem_cache_create c 100", "EEXIST: c is a cache already"},
        {"kmem_cache_create kmalloc-8 8", "EEXIST: kmalloc-8 is a cache already"},
        {"kmem_cache_create z 0", "EINVAL: size is from 1 to what fits a block of order 10; this is 0"},
        {"kmem_cache_create z 4194305", "EINVAL: size is from 1 to what fits a block of order 10; this is 4194305"},
        {"kmem_cache_create z 4M ctor=1", "EINVAL: size is from 1 to what fits a block of order 10; this is 4194304"},
        {"kmem_cache_create z 8 align=12", "EINVAL: align is 0 or a power of two up to 4194304; this is 12"},
        {"kmem_cache_create z 8 align=8M", "EINVAL: align is 0 or a power of two up to 4194304; this is 8388608"},
        {
            "kmem_cache_create z 0xffffffffffffffff",
            "EINVAL: size is from 1 to what fits a block of order 10; this is 0xffffffffffffffff"
        },
        {"kmalloc 0", "EINVAL: size is at least 1; this is 0"},
        {"kmalloc 4194305", "ENOMEM: size is at most 4194304; this is 4194305"},
        {"kmalloc 0x8000000000000000", "ENOMEM: size is at most 4194304; this is 0x8000000000000000"},
        {"kmalloc 4M", "ENOMEM: no free block of order 10 or higher, though"},
    };

    @Test
    void moreCpusMakeLargerSlabs() {
        assertTrue(Play.on("frames=64").run("kmem_cache_create c 1024").contains("order=1 objects=8"));
        assertTrue(Play.on("frames=64 cpus=2").run("kmem_cache_create c 1024").contains("order=2 objects=16"));
        assertTrue(Play.on("frames=64 cpus=8").run("kmem_cache_create c 1024").contains("order=3 objects=32"));
    }

    @Test
    void cachesOfAlikeSizeAreOneWithTwoNames() {
        Play play = Play.on("frames=64");
        assertFalse(play.run("kmem_cache_create a 256").contains("alias"));
        assertTrue(play.run("kmem_cache_create b 250").endsWith(" alias=:0000256"));
        assertEquals(play.machine().slabs().named("a"), play.machine().slabs().named("b"));
        for (String other : List.of(
                "c 248",
                "d 256 flags=NO_MERGE",
                "e 256 flags=ACCOUNT",
                "f 256 ctor=1",
                "g 256 flags=RED_ZONE",
                "h 264")) {
            assertFalse(play.run("kmem_cache_create " + other).contains("alias"), other);
        }
        assertTrue(play.run("kmem_cache_create i 200 align=64").contains("alias"), "aligned to 256");
        assertTrue(play.run("kmem_cache_create j 250 flags=ACCOUNT").endsWith("alias=:A-0000256"));
        play.run("o = kmem_cache_alloc b");
        assertEquals("ok freed=0 slabs=1 refcount=2", play.run("kmem_cache_destroy a"));
        assertEquals("ok freed=0 slabs=1 refcount=1", play.run("kmem_cache_destroy b"));
        assertTrue(
                play.run("kmem_cache_destroy i").startsWith("refused EBUSY: i still has 1 object in use, in 1 slab"));
        play.run("kfree o");
        assertEquals("ok freed=1 slabs=0 refcount=0", play.run("kmem_cache_destroy i"));
        assertEquals(64, play.machine().memory().freePages());
    }

    @Test
    void theNameOfAResultStandsForTheCacheToo() {
        Play play = Play.on("frames=64");
        play.run("k = kmem_cache_create name=dentry size=192");
        assertTrue(play.run("o = kmem_cache_alloc cache=k").contains(" cache=dentry "));
        assertTrue(play.run("p = kmem_cache_alloc $k").contains(" obj=1"));
        play.runAll("kmem_cache_free o", "kmem_cache_free $p", "kmem_cache_shrink k");
        assertEquals("ok freed=0 slabs=0 refcount=0", play.run("kmem_cache_destroy k"));
        assertTrue(play.run("kmem_cache_alloc k").startsWith("refused EINVAL: there is no cache k"));
    }

    @ParameterizedTest(name = "{0} bytes, {1}")
    @CsvSource({
        "1, KERNEL, kmalloc-8",
        "8, KERNEL, kmalloc-8",
        "9, KERNEL, kmalloc-16",
        "65, KERNEL, kmalloc-96",
        "96, KERNEL, kmalloc-96",
        "97, KERNEL, kmalloc-128",
        "129, KERNEL, kmalloc-192",
        "193, KERNEL, kmalloc-256",
        "4097, KERNEL, kmalloc-8k",
        "8192, KERNEL, kmalloc-8k",
        "100, DMA, dma-kmalloc-128",
        "100, RECLAIMABLE, kmalloc-rcl-128",
        "100, KERNEL_ACCOUNT, kmalloc-cg-128",
        "100, 'ACCOUNT,RECLAIMABLE,DMA', dma-kmalloc-128",
        "100, 'ACCOUNT,RECLAIMABLE', kmalloc-rcl-128"
    })
    void kmallocRoundsUpToAClass(int size, String gfp, String cache) {
        String reply = Play.on("frames=64").run("kmalloc size=" + size + " gfp=" + gfp);
        assertTrue(reply.contains(" cache=" + cache + " "), reply);
    }

    @Test
    void aLargeRequestTakesWholePagesAndGivesThemBack() {
        Play play = Play.on("frames=64");
        assertEquals("ok addr=0xffff888000000000 pfn=0 order=2", play.run("a = kmalloc 8193"));
        assertEquals(60, play.machine().memory().freePages());
        assertTrue(play.run("free_pages pfn=0").startsWith("refused EINVAL: pfn 0 is in the block at pfn 0"));
        assertTrue(play.run("kmem_cache_free a").startsWith("refused EINVAL: 0xffff888000000000 belongs to no object"));
        assertTrue(play.run("kfree addr=0xffff888000001000").startsWith("refused EINVAL: 0xffff888000001000 is no"));
        assertEquals("ok addr=0xffff888000000000 pfn=0 order=2", play.run("kfree a"));
        assertTrue(play.run("kfree a").startsWith("refused EINVAL: 0xffff888000000000 belongs to no object"));
        assertEquals(64, play.machine().memory().freePages());
    }

    @Test
    void whenPagesAreScatteredASlabIsSmaller() {
        Play play = Play.on("buddyinfo=0:Normal:5,0,0,0,0,0,0,0,0,0,0");
        play.run("kmem_cache_create c 1024");
        assertTrue(play.run("a = kmem_cache_alloc c").startsWith("ok addr="));
        int pfn = play.machine().slabs().cpuSlab(play.machine().slabs().named("c"), 0);
        assertEquals(0, play.machine().slabs().order(pfn));
        assertEquals(4, play.machine().slabs().objectsOf(pfn));
        play.run("kmem_cache_create two 6000");
        String before = play.machine().stateDigest();
        assertTrue(play.run("kmem_cache_alloc two").startsWith("refused ENOMEM: no free block of order 1 or higher"));
        assertTrue(play.run("kmalloc 20000").startsWith("refused ENOMEM"));
        assertEquals(before, play.machine().stateDigest());
    }

    @Test
    void theKernelsOwnLineOfSlabinfoIsPrinted() {
        Play play = Play.on("frames=4096 cpus=2");
        for (int i = 0; i < 300; i++) {
            play.run("o" + i + " = kmalloc 500");
        }
        String text = play.run("cat /proc/slabinfo");
        assertTrue(text.startsWith("slabinfo - version: 2.1\n# name            <active_objs> <num_objs> <objsize> "
                + "<objperslab> <pagesperslab> : tunables <limit> <batchcount> <sharedfactor> : slabdata "
                + "<active_slabs> <num_slabs> <sharedavail>\nkmalloc-cg-8k"));
        assertTrue(
                text.contains("\nkmalloc-512          304    304    512   16    2 : tunables    0    0    0"
                        + " : slabdata     19     19      0\n"),
                text);
        assertTrue(
                text.endsWith("\nkmalloc-96             0      0     96   42    1 : tunables    0    0    0"
                        + " : slabdata      0      0      0\n"),
                text);
        for (int i = 0; i < 288; i++) {
            play.run("kfree o" + i);
        }
        SlabView slabs = play.machine().slabs();
        int cache = slabs.named("kmalloc-512");
        assertTrue(slabs.nodeFree(cache) > 0);
        String active = Integer.toString(slabs.objects(cache) - slabs.nodeFree(cache));
        String line = "\nkmalloc-512       " + " ".repeat(6 - active.length()) + active + " ";
        assertTrue(play.run("cat /proc/slabinfo").contains(line), line);
        assertTrue(play.machine().files().contains("/proc/slabinfo"));
    }

    @Test
    void everyRefusalLeavesTheStateAsItWas() {
        Play play = Play.on("frames=256 cpus=2");
        play.runAll(
                "kmem_cache_create c 100",
                "kmem_cache_create red 100 flags=RED_ZONE",
                "a = kmem_cache_alloc c",
                "b = kmem_cache_alloc c",
                "r = kmem_cache_alloc red",
                "page = alloc_pages order=0",
                "k = kmalloc 64",
                "kfree b");
        String before = play.machine().stateDigest();
        for (String[] refusal : REFUSALS) {
            String reply = play.run(refusal[0]);
            assertTrue(reply.startsWith("refused " + refusal[1]), refusal[0] + ": " + reply);
            assertEquals(before, play.machine().stateDigest(), refusal[0]);
        }
        assertTrue(play.run("kfree addr=0xffff888000001008").startsWith("ok addr="), "behind the left red zone");
    }

    @Test
    void aMachineHasABoundedNumberOfCaches() {
        Play play = Play.on("frames=64");
        int made = 0;
        while (play.run("kmem_cache_create name=c" + made + " size=8 flags=NO_MERGE")
                .startsWith("ok")) {
            made++;
        }
        assertEquals(Limits.CACHES, play.machine().slabs().caches());
        assertTrue(
                play.run("kmem_cache_create name=x size=8 flags=NO_MERGE").startsWith("refused ENOMEM: there are 256"));
        play.run("kmem_cache_destroy c7");
        assertTrue(play.run("kmem_cache_create name=x size=8 flags=NO_MERGE").startsWith("ok"));
    }

    @Test
    void everyStepNamesItsRule() {
        Play play = Play.on("frames=64");
        play.runAll("kmem_cache_create c 2048", "a = kmem_cache_alloc c");
        assertTrue(rules(play).contains(Rule.SLAB_NEW_TO_CPU));
        play.run("b = kmem_cache_alloc c");
        assertEquals(List.of(Rule.COMMAND_IN_ORDER, Rule.SLAB_CPU_FREELIST), rules(play));
        play.run("kfree a");
        assertEquals(List.of(Rule.COMMAND_IN_ORDER, Rule.SLAB_FREE_TO_CPU), rules(play));
    }

    private static List<Rule> rules(Play play) {
        List<Rule> rules = new ArrayList<>();
        for (int e = 0; e < play.last().size(); e++) {
            rules.add(Rule.of(play.last().rule(e)));
        }
        return rules;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 77})
    void aRandomFreelistNamesEachObjectOnceAndIsTheSameAgain(int seed) {
        Play play = Play.on("frames=256 freelist_random=" + seed);
        play.run("kmem_cache_create c 256");
        play.run("a = kmem_cache_alloc c");
        Machine twin = play.machine().copy();
        for (int i = 0; i < 40; i++) {
            play.run("o" + i + " = kmem_cache_alloc c");
            Play.on(twin).run("o" + i + " = kmem_cache_alloc c");
        }
        assertEquals(play.machine().stateDigest(), twin.stateDigest());
        assertEquals(play.machine().digest(), twin.digest());
        assertEquals(41, play.machine().slabs().live(play.machine().slabs().named("c")));
    }
}
