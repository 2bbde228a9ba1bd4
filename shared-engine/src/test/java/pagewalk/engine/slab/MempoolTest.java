package pagewalk.engine.slab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pagewalk.engine.Limits;
import pagewalk.engine.Play;
import pagewalk.engine.SlabInvariants;
import pagewalk.engine.rule.Rule;

/** Memory pools, rule by rule. */
final class MempoolTest {
    private static List<Rule> rules(Play play) {
        List<Rule> rules = new ArrayList<>();
        for (int e = 0; e < play.last().size(); e++) {
            Rule rule = Rule.of(play.last().rule(e));
            if (rule.id().startsWith("mempool.")) {
                rules.add(rule);
            }
        }
        return rules;
    }

    /** Sixteen frames, a pool of three pages, and nothing left but the reserve. */
    private static Play exhausted() {
        Play play = Play.on("frames=16");
        assertEquals("ok min_nr=3 curr_nr=3", play.run("p = mempool_create name=bio min_nr=3 order=0"));
        int taken = 0;
        while (play.run("a" + taken + " = alloc_pages order=0").startsWith("ok")) {
            taken++;
        }
        assertEquals(13, taken);
        return play;
    }

    @Test
    void theAllocatorBelowIsAskedFirst() {
        Play play = Play.on("frames=64");
        play.runAll("kmem_cache_create c 256", "mempool_create pool min_nr=2 cache=c");
        PoolView pools = play.machine().pools();
        assertEquals(2, pools.reserved(0));
        assertEquals("ok addr=0xffff888000000200 cache=c pfn=0 obj=2 curr_nr=2", play.run("e = mempool_alloc pool"));
        assertEquals(List.of(Rule.POOL_FIRST_TRY, Rule.POOL_FROM_BELOW), rules(play));
        assertEquals("e", play.machine().holder(0, 2));
        assertEquals(ObjectState.RESERVED, play.machine().slabs().state(0, 1));
        assertEquals(0, play.machine().slabs().poolOf(0, 1));
        assertEquals(1, pools.reservedObject(0, 1), "the last in is the next out");
        assertEquals("ok addr=0xffff888000000200 cache=c pfn=0 obj=2 curr_nr=2", play.run("mempool_free e pool=pool"));
        assertEquals(List.of(Rule.POOL_TO_BELOW), rules(play));
        assertNull(play.machine().holder(0, 2));
    }

    @Test
    void theReserveServesWhenNothingElseDoesAndIsRefilledFirst() {
        Play play = exhausted();
        for (int left = 2; left >= 0; left--) {
            String reply = play.run("e" + left + " = mempool_alloc p gfp=ATOMIC");
            assertTrue(reply.endsWith(" pfn=" + left + " order=0 curr_nr=" + left), reply);
            assertTrue(rules(play).contains(Rule.POOL_RESERVE));
        }
        String before = play.machine().stateDigest();
        String refused = play.run("mempool_alloc p gfp=ATOMIC");
        assertTrue(refused.startsWith("refused ENOMEM: no free block of order 0"), refused);
        refused = play.run("mempool_alloc p");
        assertEquals(
                "refused EAGAIN: bio is empty and the allocator below has nothing: mempool_alloc waits until an element"
                        + " comes back, so free one and ask again",
                refused);
        assertEquals(
                List.of(Rule.POOL_FIRST_TRY, Rule.POOL_SECOND_TRY, Rule.POOL_WAITS),
                rules(play),
                "it tries without sleeping, then with all flags, and then it would sleep");
        assertEquals(before, play.machine().stateDigest());
        assertTrue(play.run("mempool_free a5 pool=p").endsWith(" curr_nr=1"), "any page of the order refills it");
        assertEquals(List.of(Rule.POOL_REFILL), rules(play));
        assertEquals(0, play.machine().memory().freePages());
        assertTrue(play.run("mempool_alloc p").endsWith(" curr_nr=0"));
    }

    @Test
    void whatLiesInTheReserveIsNobodys() {
        Play play = Play.on("frames=64");
        play.runAll(
                "kmem_cache_create c 256", "mempool_create s min_nr=1 cache=c", "mempool_create b min_nr=1 order=2");
        play.runAll("mempool_create k min_nr=2 size=20000", "mempool_create q min_nr=1 size=100", "x = kmalloc 100");
        play.runAll("o = kmem_cache_alloc c", "pg = alloc_pages order=2", "w = alloc_pages order=1");
        String before = play.machine().stateDigest();
        String[][] refusals = {
            {"kfree addr=0xffff888000000000", "EINVAL: this lies in the reserve of s, so nobody holds it"},
            {"mempool_free addr=0xffff888000000000 pool=s", "EINVAL: this lies in the reserve of s"},
            {"free_pages pfn=4", "EINVAL: this lies in the reserve of b, so nobody holds it"},
            {"mempool_free addr=0xffff888000004000 pool=b", "EINVAL: this lies in the reserve of b"},
            {"kfree addr=0xffff888000008000", "EINVAL: this lies in the reserve of k"},
            {"mempool_free x pool=s", "EINVAL: this is no element that s could have handed out"},
            {"mempool_free o pool=q", "EINVAL: this is no element that q could have handed out"},
            {"mempool_free o pool=b", "EINVAL: this is no element that b could have handed out"},
            {"mempool_free w pool=b", "EINVAL: this is no element that b could have handed out"},
            {"mempool_free pg pool=k", "EINVAL: this is no element that k could have handed out"},
            {"mempool_free pg pool=s", "EINVAL: this is no element that s could have handed out"},
            {"mempool_free addr=0xffff888000000010 pool=s", "EINVAL: this is no element that s could"},
            {"mempool_free addr=16 pool=s", "EINVAL: this is no element that s could have handed out"},
            {"mempool_free nobody pool=s", "EINVAL: the name nobody has no result"},
            {"mempool_free o pool=nobody", "EINVAL: there is no pool nobody"},
            {"mempool_free o pool=s cpu=3", "EINVAL: cpu 3 is not there; the machine has 1 CPU"},
            {"mempool_alloc nobody", "EINVAL: there is no pool nobody"},
            {"mempool_alloc s cpu=1", "EINVAL: cpu 1 is not there"},
            {"mempool_resize nobody 3", "EINVAL: there is no pool nobody"},
            {"mempool_resize s 0", "EINVAL: min_nr is from 1 to 4096"},
            {"mempool_destroy nobody", "EINVAL: there is no pool nobody"},
            {"mempool_create s min_nr=1 order=0", "EINVAL: s is a pool already"},
            {"mempool_create z min_nr=0 order=0", "EINVAL: min_nr is from 1 to 4096"},
            {"mempool_create z min_nr=4097 order=0", "EINVAL: min_nr is from 1 to 4096"},
            {"mempool_create z min_nr=1 order=11", "EINVAL: order 11 is above the highest order, 10"},
            {"mempool_create z min_nr=1 size=0", "EINVAL: size is at least 1; this is 0"},
            {"mempool_create z min_nr=1 size=5M", "ENOMEM: size is at most 4194304"},
            {"mempool_create z min_nr=1 cache=nobody", "EINVAL: there is no cache nobody"},
            {"kmem_cache_destroy c", "EBUSY: c still has 2 objects in use"},
        };
        for (String[] refusal : refusals) {
            String reply = play.run(refusal[0]);
            assertTrue(reply.startsWith("refused " + refusal[1]), refusal[0] + ": " + reply);
            assertEquals(before, play.machine().stateDigest(), refusal[0]);
        }
        SlabInvariants.hold(play.machine());
    }

    @Test
    void aCacheThatFeedsAPoolStays() {
        Play play = Play.on("frames=64");
        play.runAll("kmem_cache_create c 256", "mempool_create s min_nr=1 cache=c", "o = kmem_cache_alloc c");
        play.runAll("kmem_cache_create made 64 ctor=1", "kfree o");
        assertTrue(play.run("mempool_create m min_nr=1 cache=made").startsWith("refused EINVAL: made has a constr"));
        assertTrue(play.run("kmem_cache_destroy c").startsWith("refused EBUSY"));
        assertEquals("ok freed=1", play.run("mempool_destroy s"));
        assertTrue(play.run("kmem_cache_destroy c").startsWith("ok"));
        assertEquals(64, play.machine().memory().freePages());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"order=2", "size=100", "size=20000", "cache=c"})
    void whatAPoolTookGoesBackWithIt(String source) {
        Play play = Play.on("frames=256");
        play.runAll("kmem_cache_create c 300", "p = mempool_create pool min_nr=5 " + source);
        play.runAll("a = mempool_alloc p", "b = mempool_alloc $p gfp=ATOMIC");
        assertEquals("ok min_nr=9 curr_nr=9", play.run("mempool_resize p min_nr=9"));
        assertEquals("ok min_nr=2 curr_nr=2", play.run("mempool_resize p 2"));
        assertEquals(List.of(Rule.POOL_RESIZE), rules(play).stream().distinct().toList());
        play.runAll("mempool_free a p", "mempool_free b pool=p");
        assertEquals("ok freed=2", play.run("mempool_destroy p"));
        SlabInvariants.hold(play.machine());
        play.runAll("kmem_cache_shrink c", "kmem_cache_shrink kmalloc-128");
        assertEquals(256, play.machine().memory().freePages());
        assertTrue(play.run("mempool_alloc p").startsWith("refused EINVAL: there is no pool p"));
    }

    @Test
    void aPoolThatCannotBeFilledIsNotMade() {
        Play play = Play.on("frames=16");
        String reply = play.run("mempool_create pool min_nr=20 order=0");
        assertTrue(reply.startsWith("refused ENOMEM: no free block of order 0 or higher"), reply);
        assertEquals(16, play.machine().memory().freePages());
        assertEquals(0, play.machine().pools().count());
        assertEquals("ok min_nr=2 curr_nr=2", play.run("mempool_create pool min_nr=2 order=0"));
        assertEquals("ok min_nr=99 curr_nr=16", play.run("mempool_resize pool 99"), "as many as there are");
        assertEquals("ok min_nr=1 curr_nr=1", play.run("mempool_resize pool 1"));
    }

    @Test
    void aMachineHasABoundedNumberOfPools() {
        Play play = Play.on("frames=256");
        for (int i = 0; i < Limits.POOLS; i++) {
            assertTrue(play.run("mempool_create p" + i + " min_nr=1 size=8").startsWith("ok"));
        }
        assertTrue(play.run("mempool_create x min_nr=1 size=8").startsWith("refused EINVAL: there are 64 pools"));
        play.run("mempool_destroy p7");
        assertTrue(play.run("mempool_create x min_nr=1 size=8").startsWith("ok"));
        assertEquals(7, play.machine().pools().named("x"), "the number of the one that went");
    }
}
