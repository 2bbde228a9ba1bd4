package pagewalk.engine.fit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pagewalk.engine.Play;
import pagewalk.engine.event.EventKind;
import pagewalk.engine.rule.Rule;

/** What each policy, order and convention of contiguous allocation does. */
final class FitTest {
    /** A range with holes of 30, 10 and 20 bytes and a rest of 10, in this order. */
    private static Play holes(String manner) {
        Play play = Play.on("frames=1");
        play.runAll(
                "fit_init size=100 " + manner,
                "a = fit_alloc size=30",
                "b = fit_alloc size=10",
                "c = fit_alloc size=10",
                "d = fit_alloc size=10",
                "e = fit_alloc size=20",
                "f = fit_alloc size=10",
                "fit_free a",
                "fit_free c",
                "fit_free e");
        return play;
    }

    @ParameterizedTest
    @CsvSource({"first, 0, 1", "best, 40, 4", "worst, 0, 4", "next, 90, 1"})
    void policiesDiffer(String policy, int address, int searched) {
        String reply = holes("policy=" + policy).run("x = fit_alloc size=9");
        assertTrue(
                reply.startsWith("ok addr=" + address + " block=" + address + " size=9 searched=" + searched), reply);
    }

    @Test
    void nextFitGoesOnWhereItStopped() {
        Play play = holes("policy=next");
        assertTrue(play.run("fit_alloc size=10").startsWith("ok addr=90 "));
        assertTrue(play.run("fit_alloc size=15").startsWith("ok addr=0 "));
        assertTrue(play.run("fit_alloc size=15").startsWith("ok addr=15 block=15 size=15 searched=1 "));
        assertTrue(play.run("fit_alloc size=15").startsWith("ok addr=60 block=60 size=15 searched=2 "));
    }

    @ParameterizedTest
    @CsvSource({
        "addrsort, 0+30 40+10 60+20 90+10",
        "sizesort+, 90+10 40+10 60+20 0+30",
        "sizesort-, 0+30 60+20 90+10 40+10",
        "insert-front, 60+20 40+10 0+30 90+10",
        "insert-back, 90+10 0+30 40+10 60+20"
    })
    void listOrdersDiffer(String order, String list) {
        StringBuilder text = new StringBuilder();
        for (FitView.Chunk chunk : holes("order=" + order).machine().fit().freeList()) {
            text.append(text.isEmpty() ? "" : " ")
                    .append(chunk.start())
                    .append('+')
                    .append(chunk.size());
        }
        assertEquals(list, text.toString());
    }

    @Test
    void neighboursJoinWhereverTheyAreInTheListAndInTheExerciseOnlySideBySide() {
        assertEquals(
                "ok free=80 largest=50 chunks=3", holes("order=insert-back").run("fit_free b"));
        assertEquals(
                "ok free=80 largest=30 chunks=5",
                holes("order=insert-back convention=ostep").run("fit_free b"));
        assertEquals("ok free=80 largest=50 chunks=3", holes("convention=ostep").run("fit_free b"));
        assertEquals("ok free=80 largest=30 chunks=5", holes("coalesce=off").run("fit_free b"));
    }

    @Test
    void alignmentIsOfAddressesAndInTheExerciseOfSizes() {
        Play play = Play.on("frames=1");
        play.run("fit_init size=100 base=1000 header=4 align=8");
        assertEquals(
                "ok addr=1008 block=1004 size=16 searched=1 free=84 largest=80 chunks=2", play.run("fit_alloc size=9"));
        assertEquals(Rule.FIT_LEAD, play.event(EventKind.FIT_CARVED).rule());
        play.run("fit_init size=100 base=1000 header=4 align=8 convention=ostep");
        assertEquals(
                "ok addr=1004 block=1000 size=20 searched=1 free=80 largest=80 chunks=1", play.run("fit_alloc size=9"));
    }

    @Test
    void roomInPlentyIsNoHelpWithoutALargeChunk() {
        Play play = holes("policy=best");
        assertEquals(
                "refused ENOMEM: no free chunk holds 31 bytes: the largest has 30 bytes, of 70 free in all",
                play.run("x = fit_alloc size=31"));
        assertEquals(4, play.count(EventKind.FIT_LOOKED));
        assertEquals("refused EINVAL: the name x has no result", play.run("fit_free x"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "fit_free a | EINVAL: address 0 is free already, in the chunk at 0 of 30 bytes",
                "fit_free addr=95 | EINVAL: address 95 is free already, in the chunk at 90 of 10 bytes",
                "fit_free addr=35 | EINVAL: address 35 is inside the block at 30 of 10 bytes, and not what its "
                        + "owner was given",
                "fit_free addr=100 | EINVAL: address 100 is outside the range",
                "fit_free addr=0xffffffffffffffff | EINVAL: address 0xffffffffffffffff is outside the range",
                "fit_free nobody | EINVAL: the name nobody has no result",
                "fit_alloc size=0 | EINVAL: size is from 1 to 1073741824; this is 0",
                "fit_alloc size=2G | EINVAL: size is from 1 to 1073741824; this is 2147483648",
                "fit_alloc size=0xffffffffffffffff | EINVAL: size is from 1 to 1073741824; this is 0xffffffffffffffff",
                "fit_init size=0 | EINVAL: size is from 1 to 1073741824; this is 0",
                "fit_init size=1G base=1G | EINVAL: the range ends below 2147483648; base is 1073741824",
                "fit_init size=9 header=2M | EINVAL: header is from 0 to 1048576; this is 2097152",
                "fit_init size=9 align=0 | EINVAL: align is from 1 to 1048576; this is 0",
                "free_pages b | EINVAL: the name b has no result",
                "kfree b | EINVAL: the name b has no result",
            })
    void whatCannotBeDoneIsRefusedAndChangesNothing(String line, String sentence) {
        Play play = holes("");
        String before = play.machine().stateDigest();
        assertEquals("refused " + sentence, play.run(line));
        assertEquals(before, play.machine().stateDigest());
    }

    @Test
    void withoutARangeThereIsNothingToAllocateFrom() {
        Play play = Play.on("frames=1");
        assertEquals("refused EINVAL: there is no range yet; begin one with fit_init", play.run("fit_alloc size=1"));
        assertEquals("refused EINVAL: there is no range yet; begin one with fit_init", play.run("fit_free addr=1"));
        assertNull(play.machine().fit().setup());
        assertEquals(0, play.machine().fit().chunks().length);
    }

    @Test
    void aRangeHasAsManyChunksAsTheLimitAndNoMore() {
        Play play = Play.on("frames=1");
        play.run("fit_init size=9000");
        int served = 0;
        while (play.run("fit_alloc size=1").startsWith("ok")) {
            served++;
        }
        assertEquals(FitRange.MAX_CHUNKS - 2, served);
        assertEquals("refused ENOMEM: the range has 2047 chunks, and 2048 are the most", play.run("fit_alloc size=1"));
    }

    @Test
    void aSecondRangeTakesTheFirstOnesPlace() {
        Play play = holes("");
        assertEquals("ok free=7 largest=7 chunks=1", play.run("fit_init 7 base=2000"));
        assertEquals("refused EINVAL: address 30 is outside the range", play.run("fit_free b"));
        assertEquals("ok addr=2000 block=2000 size=7 searched=1 free=0 largest=0 chunks=0", play.run("fit_alloc 7"));
        assertEquals(7, play.machine().fit().chunks()[0].asked());
    }
}
