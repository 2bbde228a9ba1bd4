package pagewalk.engine.heap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pagewalk.engine.Play;
import pagewalk.engine.event.EventKind;
import pagewalk.engine.rule.Rule;

/** Facts about glibc's heap that one can look up, and what it does with calls that are wrong. */
final class HeapTest {
    private static Play process() {
        Play play = Play.on("frames=4096");
        play.run("p = spawn comm=a.out");
        return play;
    }

    @Test
    void theFirstCallMakesTheCacheOfTheThread() {
        Play play = process();
        assertEquals("ok addr=0x5555555592a0 usable=24", play.run("a = malloc pid=p size=0"));
        assertEquals(1, play.count(EventKind.HEAP_GREW));
        assertEquals(
                "ok arena=135168 ordblks=1 smblks=0 hblks=0 hblkhd=0 usmblks=0 fsmblks=0 uordblks=688 fordblks=134480 "
                        + "keepcost=134480 brk=0x55555557a000",
                play.run("mallinfo pid=p"));
    }

    @Test
    void theCacheGivesBackWhatCameLast() {
        Play play = process();
        play.runAll("a = malloc p 24", "b = malloc p 24", "free p a", "free p b");
        long b = play.machine().names().address("b");
        play.run("c = malloc p 20");
        assertEquals(b, play.machine().names().address("c"));
    }

    /** The messages are glibc's own; the process is gone after each. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "a = malloc p 24; free p a; free p a | free(): double free detected in tcache 2",
                "a = malloc p 2000; b = malloc p 9; free p a; free p a | double free or corruption (!prev)",
                "a = malloc p 2000; free p a; free p a | double free or corruption (top)",
                "a = malloc p 99; free p a+8 | free(): invalid pointer",
                "a = malloc p 99; free p a+0x10 | free(): invalid pointer",
                "a = malloc p 200000; free p a+0x800 | free(): invalid pointer",
                "a = malloc p 99; realloc p a+0x10 5 | realloc(): invalid pointer",
            })
    void aWrongCallEndsTheProcessInTheLibrarysOwnWords(String lines, String message) {
        Play play = process();
        String last = play.runAll(lines.split("; "));
        assertEquals("signal SIGABRT message=\"" + message + "\"", last);
        assertTrue(play.run("malloc p 1").startsWith("refused ESRCH"), lines);
    }

    @Test
    void aChunkThatWasFreedTwiceIsHandedOutTwice() {
        Play play = process();
        for (int i = 0; i < 9; i++) {
            play.run("a" + i + " = malloc p 40");
        }
        for (int i = 0; i < 9; i++) {
            play.run("free p a" + i);
        }
        assertTrue(play.run("free p a7").startsWith("ok"), "the fast bin looks at its first chunk only");
        assertEquals(1, play.count(EventKind.HEAP_UNNOTICED));
        assertEquals("signal SIGKILL", play.run("mallinfo p"));
    }

    @Test
    void whatIsUnmappedCannotBeFreedAgain() {
        Play play = process();
        play.runAll("a = malloc p 200000", "free p a");
        assertEquals("signal SIGSEGV", play.run("free p a"));
        assertTrue(play.run("free p a").startsWith("refused ESRCH"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "malloc p 0x8000000000000000 | refused ENOMEM",
                "calloc p 0x100000000 0x100000000 | refused ENOMEM",
                "calloc p -1 2 | malformed",
                "realloc p 0 0xffffffffffffffff | refused ENOMEM",
                "malloc p 0x7fffffffffffffff | ok addr=0x0 errno=ENOMEM",
                "malloc p 0x400000000000 | ok addr=0x0 errno=ENOMEM",
                "realloc p a 0x9000000000000000 | ok addr=0x0 errno=ENOMEM",
                "free p nobody | refused EINVAL",
                "realloc p nobody 3 | refused EINVAL",
                "free p 0 | ok arena=",
                "realloc p a 0 | ok addr=0x0",
                "malloc 77 3 | refused ESRCH",
                "malloc nobody 3 | refused EINVAL",
                "malloc_trim p | ok released=1",
                "malloc_trim p 0xffffffffffffffff | ok released=0",
            })
    void badInput(String line, String reply) {
        Play play = process();
        play.run("a = malloc p 100");
        String before = play.machine().stateDigest();
        if (reply.equals("malformed")) {
            assertTrue(
                    pagewalk.engine.command.CommandText.parse(line)
                            instanceof pagewalk.engine.command.Parsed.Malformed);
            return;
        }
        String came = play.run(line);
        assertTrue(came.startsWith(reply), came);
        if (came.startsWith("refused")) {
            assertEquals(before, play.machine().stateDigest());
        }
    }

    @Test
    void leaksAreListedAndToldAtTheEnd() {
        Play play = process();
        play.runAll("a = malloc p 100", "malloc p 5", "b = malloc p 300000", "c = malloc p 7", "free p c");
        assertEquals(
                "Memory not freed:\n-----------------\n           Address     Size     Caller\n"
                        + "0x00005555555592a0     0x64  at command 2 (a)\n"
                        + "0x0000555555559310      0x5  at command 3\n"
                        + "0x00007ffff7fb3010  0x493e0  at command 4 (b)\n",
                play.run("mtrace p").replaceAll("0x00007fff[0-9a-f]*010", "0x00007ffff7fb3010"));
        play.run("exit p");
        assertEquals(2, play.count(EventKind.HEAP_LEAKED));
        assertEquals(1, play.count(EventKind.HEAP_LEAKED_MAPPED));
        assertEquals(
                "3 pointers were never freed, 300105 bytes in all",
                play.event(EventKind.HEAP_LOST).sentence());
    }

    @Test
    void aHeapIsPartOfItsProcess() {
        Play play = process();
        String before = play.run("mallinfo p");
        assertTrue(before.contains("arena=0") && before.endsWith("brk=0x555555559000"), before);
        play.run("a = malloc p 100000");
        assertTrue(play.machine().readFile("/proc/1/maps").contains("555555559000-55555557a000 rw-p"));
        assertTrue(play.machine().readFile("/proc/1/maps").contains("[heap]"));
        play.run("b = malloc p 1000000");
        assertEquals("ok minflt=1 majflt=0", play.run("store p a+50000 len=1"));
        assertEquals("ok minflt=0 majflt=0", play.run("store p a len=1"));
    }

    @Test
    void noFramesNoChange() {
        Play play = Play.on("frames=40");
        play.run("p = spawn comm=a");
        String reply = "";
        for (int i = 0; i < 40 && !reply.startsWith("refused"); i++) {
            String before = play.machine().stateDigest();
            reply = play.run("malloc p 5000");
            if (reply.startsWith("refused")) {
                assertEquals(before, play.machine().stateDigest());
            }
        }
        assertTrue(reply.startsWith("refused ENOMEM"), reply);
    }

    /** Nothing is noticed at the access; what the C library does later is what it does with such links. */
    @Test
    void aStoreIntoFreedMemoryIsToldAndCorruptsTheLinkOfTheCache() {
        Play play = process();
        play.runAll("a = malloc p 24", "b = malloc p 24", "store pid=p addr=a+8 len=8 value=5");
        assertEquals(0, play.count(EventKind.HEAP_TOUCHED));
        play.runAll("free p a", "free p b");
        assertEquals("ok minflt=0 majflt=0 value=0x5", play.run("load pid=p addr=a+8 len=8"));
        assertEquals(
                "the load at heap+0x2a8 touches the chunk at heap+0x290, which is in the thread's cache: freed memory",
                play.event(EventKind.HEAP_TOUCHED).sentence());
        play.run("store pid=p addr=b len=8 value=0x4141414141414141");
        assertEquals(Rule.HEAP_WRITE_LINK, play.event(EventKind.HEAP_TOUCHED).rule());
        play.run("c = malloc p 24");
        assertEquals(
                "signal SIGABRT message=\"malloc(): unaligned tcache chunk detected\"", play.run("d = malloc p 24"));
    }

    @Test
    void aLinkThatWasWrittenOnPurposeIsFollowed() {
        Play play = process();
        play.runAll("v = malloc p 24", "a = malloc p 24", "b = malloc p 24", "free p a", "free p b");
        // What safe-linking stores: the address of v, mixed with the page number of where it stands.
        long mixed =
                play.machine().names().address("v") ^ play.machine().names().address("b") >>> 12;
        play.run("store pid=p addr=b len=8 value=0x" + Long.toHexString(mixed));
        play.run("c = malloc p 24");
        assertEquals("ok addr=0x5555555592a0 usable=24", play.run("d = malloc p 24"));
        assertEquals(Rule.HEAP_STALE, play.event(EventKind.HEAP_UNNOTICED).rule());
    }

    @Test
    void aKeyThatIsOverwrittenLetsASecondFreePass() {
        Play play = process();
        play.runAll("a = malloc p 24", "free p a", "store pid=p addr=a+8 len=8 value=0", "free p a");
        assertEquals("ok addr=0x5555555592a0 usable=24", play.run("b = malloc p 24"));
        assertEquals("ok addr=0x5555555592a0 usable=24", play.run("c = malloc p 24"));
    }

    @Test
    void aBinWhoseLinksAreOverwrittenIsNoticedWhenItIsUsed() {
        Play play = process();
        play.runAll("a = malloc p 2000", "b = malloc p 24", "free p a", "store pid=p addr=a len=4 value=7");
        assertEquals(
                "the store overwrote a link of the chunk at heap+0x290, which is in a bin",
                play.event(EventKind.HEAP_TOUCHED).sentence());
        assertTrue(play.run("c = malloc p 3000").startsWith("signal SIG"));
        play.runAll("q = spawn comm=q", "a = malloc q 9", "store pid=q addr=a+0x1000");
        assertTrue(play.event(EventKind.HEAP_TOUCHED).sentence().endsWith(", which is in the top"));
        play.run("store pid=q addr=a len=9");
        assertEquals(0, play.count(EventKind.HEAP_TOUCHED));
    }
}
