package pagewalk.engine.slab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pagewalk.engine.Limits;
import pagewalk.engine.Machine;
import pagewalk.engine.Play;
import pagewalk.engine.SlabInvariants;
import pagewalk.engine.event.EventKind;
import pagewalk.engine.event.ObjectPart;

/**
 * Writes that hit the wrong bytes, and what Linux's checks make of them. An object of 64 bytes with every check lies in
 * 160: 8 of the left red zone, 64, 8 of the right one, 8 for the free pointer, 64 for tracks, 8 of padding.
 */
final class SlabCheckTest {
    private static final String ALL = "flags=RED_ZONE,POISON,STORE_USER,CONSISTENCY_CHECKS";

    private static Play checked() {
        Play play = Play.on("frames=64");
        assertTrue(play.run("kmem_cache_create d 64 " + ALL).startsWith("ok size=160 offset=72 inuse=72 "));
        play.runAll("a = kmem_cache_alloc d", "b = kmem_cache_alloc d", "c = kmem_cache_alloc d");
        return play;
    }

    private static List<String> bugs(Play play) {
        List<String> bugs = new ArrayList<>();
        for (int e = 0; e < play.last().size(); e++) {
            String sentence = play.last().event(e).sentence();
            if (sentence.startsWith("BUG: ") || sentence.startsWith("FIX: ")) {
                bugs.add(sentence);
            }
        }
        return bugs;
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "b c=0x41 count=65 | Right Redzone overwritten at byte 232, object 1 of",
                "b c=0x41 count=8 offset=-8 | Left Redzone overwritten at byte 160, object 1 of",
                "b c=0x41 count=1 offset=-1 | Left Redzone overwritten at byte 167, object 1 of",
                "b c=0x41 count=8 offset=144 | Object padding overwritten at byte 312, object 1 of",
                "b c=0x41 count=8 offset=72 | Freepointer corrupt at byte 240, object 1 of",
                "b c=0x41 count=96 offset=3832 | Padding overwritten at byte 4000 of",
            })
    void anObjectThatFailsItsCheckIsReportedRepairedAndNotFreed(String write, String report) {
        Play play = checked();
        assertTrue(play.run("memset " + write).startsWith("ok addr="));
        assertTrue(play.count(EventKind.WRITE_HIT) > 0);
        assertFalse(bugs(play).size() > 0, "nobody has looked yet");
        String reply = play.run("kfree b");
        List<String> bugs = bugs(play);
        assertEquals("BUG: " + report + " the slab at pfn 0", bugs.get(0));
        boolean ofSlab = report.startsWith("Padding");
        assertEquals(!ofSlab, reply.endsWith(" obj=1 freed=0"), reply);
        assertEquals(!ofSlab, bugs.contains("FIX: object 1 of the slab at pfn 0 is not freed"), bugs.toString());
        assertEquals(0, play.machine().slabs().stains(), "what was reported is repaired");
        SlabInvariants.hold(play.machine());
        if (!ofSlab) {
            assertEquals(3, play.machine().slabs().live(play.machine().slabs().named("d")));
            assertFalse(play.run("kfree b").contains("freed=0"), "it passes now");
        }
        assertEquals(List.of(), play.run("kfree c").contains("freed=0") ? bugs(play) : List.of());
    }

    @Test
    void theKernelsWordsAndValuesAreTold() {
        Play play = checked();
        play.run("memset a c=0x41 count=70");
        assertEquals(1, hits(play, ObjectPart.OWN));
        assertEquals(1, hits(play, ObjectPart.RIGHT_RED_ZONE));
        play.run("kfree a");
        assertEquals(
                "bytes 72 to 77 of the slab at pfn 0 are wrong: the first is 0x41 instead of 0xcc",
                play.event(EventKind.BYTES_OVERWRITTEN).sentence());
        assertEquals(
                "FIX: wrote 0xcc to bytes 72 to 77 of the slab at pfn 0",
                play.event(EventKind.BYTES_RESTORED).sentence());
    }

    private static int hits(Play play, ObjectPart part) {
        int count = 0;
        for (int e = 0; e < play.last().size(); e++) {
            boolean hit = play.last().kind(e) == EventKind.WRITE_HIT.code();
            count += hit && play.last().arg(e, 2) == part.ordinal() ? 1 : 0;
        }
        return count;
    }

    @Test
    void aWriteAfterTheFreeCostsTheSlab() {
        Play play = checked();
        play.runAll("kfree b", "memset b c=0 count=4");
        assertEquals(0, play.machine().slabs().writtenAt(0, 168));
        assertTrue(play.run("e = kmem_cache_alloc d").startsWith("ok addr=0xffff888000001008 cache=d pfn=1 obj=0"));
        assertEquals(
                List.of(
                        "BUG: Poison overwritten at byte 168, object 1 of the slab at pfn 0",
                        "FIX: wrote 0x6b to bytes 168 to 171 of the slab at pfn 0",
                        "FIX: marked all objects of the slab at pfn 0 as used; 23 free objects are lost"),
                bugs(play));
        SlabView slabs = play.machine().slabs();
        assertEquals(ObjectState.LOST, slabs.state(0, 1));
        assertEquals(SlabPlace.UNLISTED, slabs.place(0));
        SlabInvariants.hold(play.machine());
        play.runAll("kfree e", "kfree a", "kfree c");
        assertEquals(SlabPlace.NODE_PARTIAL, slabs.place(0));
        assertEquals(23, slabs.inUse(0));
        SlabInvariants.hold(play.machine());
        assertEquals("ok freed=1 slabs=1 refcount=1", play.run("kmem_cache_shrink d"));
        assertTrue(play.run("kmem_cache_destroy d").startsWith("refused EBUSY: d still has 23 objects in use, in 1"));
    }

    @Test
    void aCorruptedChainIsCutAndItsRestLost() {
        Play play = Play.on("frames=64");
        play.runAll("kmem_cache_create f 512 flags=CONSISTENCY_CHECKS", "a = kmem_cache_alloc f");
        play.runAll("b = kmem_cache_alloc f", "c = kmem_cache_alloc f", "kfree a", "kfree b");
        assertTrue(play.run("memset a c=0xff count=512").startsWith("ok"), "a is second on the list");
        assertEquals(1, hits(play, ObjectPart.FREE_POINTER));
        play.run("kfree c");
        assertEquals(
                List.of(
                        "BUG: Freechain corrupt at byte 256, object 0 of the slab at pfn 0",
                        "FIX: the freelist of the slab at pfn 0 ends at object 0 now; 5 free objects are lost"),
                bugs(play));
        assertEquals(
                "[2, 1, 0]", java.util.Arrays.toString(play.machine().slabs().freelist(0)));
        assertEquals(5, play.machine().slabs().inUse(0));
        SlabInvariants.hold(play.machine());
    }

    @Test
    void withoutConsistencyChecksOnlyAskingFinds() {
        Play play = Play.on("frames=64");
        play.runAll("kmem_cache_create r 64 flags=RED_ZONE", "a = kmem_cache_alloc r", "b = kmem_cache_alloc r");
        play.runAll("memset a c=7 count=65");
        assertEquals("ok slabs=1 bad=1", play.run("validate_slab_cache r"));
        assertEquals(1, play.count(EventKind.OBJECT_REPORTED));
        assertEquals("ok slabs=1 bad=0", play.run("validate_slab_cache r"));
        play.run("memset a c=7 count=65");
        assertFalse(play.run("kfree a").contains("freed=0"));
        assertEquals(0, play.count(EventKind.OBJECT_REPORTED));
        assertEquals(0, play.machine().slabs().stains(), "the free wrote the red zone anew");
        assertEquals("ok slabs=0 bad=0", play.run("validate_slab_cache kmalloc-8"));
    }

    @Test
    void withoutAnyCheckAnOverrunGoesUnseen() {
        Play play = Play.on("frames=64");
        play.runAll("kmem_cache_create n 64", "a = kmem_cache_alloc n", "b = kmem_cache_alloc n");
        play.run("memset a c=7 count=128");
        assertEquals(2, hits(play, ObjectPart.OWN));
        play.run("kfree b");
        play.run("memset b c=7 count=8");
        assertTrue(play.event(EventKind.WRITE_HIT).sentence().endsWith("; nobody will notice"));
        String before = play.machine().stateDigest();
        assertEquals(
                "refused EFAULT: it would destroy the free pointer of object 1 of the slab at pfn 0, and no check would"
                        + " find out",
                play.run("memset b c=7 count=64"));
        assertEquals(before, play.machine().stateDigest());
        assertEquals(0, play.machine().slabs().stains());
    }

    @Test
    void aSlabThatGoesBackIsLookedAtForTheLastTime() {
        Play play = checked();
        play.runAll("kfree a", "kfree b", "kfree c", "memset a c=9 count=1");
        assertEquals("ok freed=1 slabs=0 refcount=1", play.run("kmem_cache_shrink d"));
        assertEquals(
                "BUG: Poison overwritten at byte 8, object 0 of the slab at pfn 0",
                bugs(play).get(0));
        assertEquals(0, play.machine().slabs().stains());
        assertEquals(64, play.machine().memory().freePages());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "memset a c=1 count=0 | EINVAL: memset writes 1 to 4088 bytes from 0xffff888000000008 on",
                "memset a c=1 count=4089 | EINVAL: memset writes 1 to 4088 bytes from 0xffff888000000008 on",
                "memset a c=1 count=0xffffffffffffffff | EINVAL: memset writes 1 to 4088 bytes",
                "memset a c=1 count=8 offset=-9 | EINVAL: 0xffff887fffffffff belongs to no object",
                "memset nobody c=1 count=8 | EINVAL: the name nobody has no result",
                "memset addr=0 c=1 count=8 | EINVAL: 0x0 belongs to no object that was allocated",
                "memset page c=1 count=8 | EINVAL: 0xffff888000001000 belongs to no object that was allocated",
                "validate_slab_cache nobody | EINVAL: there is no cache nobody",
            })
    void aWriteThatCannotBeIsRefusedAndChangesNothing(String line, String refusal) {
        Play play = checked();
        play.run("page = alloc_pages order=0");
        String before = play.machine().stateDigest();
        String reply = play.run(line);
        assertTrue(reply.startsWith("refused " + refusal), reply);
        assertEquals(before, play.machine().stateDigest());
    }

    @Test
    void writesToALargeBlockAreItsOwners() {
        Play play = Play.on("frames=64");
        play.run("k = kmalloc 20000");
        assertEquals("ok addr=0xffff888000000064 count=4096", play.run("memset k c=1 count=4096 offset=100"));
        assertTrue(play.run("memset k c=1 count=2 offset=32767").startsWith("refused EINVAL"));
        assertEquals("ok addr=0xffff888000007fff count=1", play.run("memset k c=1 count=1 offset=32767"));
    }

    @Test
    void writesAreRememberedUpToALimit() {
        Play play = Play.on("frames=64");
        play.runAll("kmem_cache_create d 8 " + ALL, "a = kmem_cache_alloc d");
        int made = 0;
        while (play.run("memset a c=" + (made % 2 + 1) + " count=1 offset=" + (8 + made))
                .startsWith("ok")) {
            made++;
        }
        assertEquals(Limits.STAINS, made);
        assertEquals("ok slabs=1 bad=1", play.run("validate_slab_cache d"));
    }

    @Test
    void aCopyRemembersItsOwnWrites() {
        Play play = checked();
        play.run("memset a c=1 count=66");
        Machine copy = play.machine().copy();
        Play.on(copy).run("validate_slab_cache d");
        assertEquals(0, copy.slabs().stains());
        assertTrue(play.machine().slabs().stains() > 0);
        play.run("validate_slab_cache d");
        assertEquals(copy.stateDigest(), play.machine().stateDigest());
        assertEquals(copy.digest(), play.machine().digest());
    }
}
