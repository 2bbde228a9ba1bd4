package pagewalk.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** System calls that Linux refuses: its errno, a sentence, and a state that is as it was. */
final class ProcessRefusalsTest {
    private static final String[] MACHINES = {
        "frames=512", "frames=512 preset=linux migratetypes=on percpu=on cpus=2 tlb=on"
    };

    private static Play play(String config) {
        Play play = Play.on(config);
        play.runAll(
                "creat path=/a size=20K",
                "creat path=/bin/x text=4K",
                "p = spawn comm=p",
                "q = fork pid=p",
                "mmap pid=p addr=0x10000000 len=64K prot=rw flags=private,anon,fixed",
                "mmap pid=p addr=0x10020000 len=16K prot=r flags=shared,fixed file=/a",
                "store pid=p addr=0x10000000 len=16K",
                "gone = fork pid=q",
                "exit gone",
                "wait q",
                "load pid=p addr=0x10000000");
        return play;
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "mmap pid=p len=0 | EINVAL",
                "mmap pid=p len=0xffffffffffffffff | ENOMEM",
                "mmap pid=p len=0xfffffffffffff000 | ENOMEM",
                "mmap pid=p len=0x800000000000 | ENOMEM",
                "mmap pid=p addr=0x123 len=4K flags=private,anon,fixed | EINVAL",
                "mmap pid=p addr=0x7fffffffe000 len=8K flags=private,anon,fixed | ENOMEM",
                "mmap pid=p addr=0x800000000000 len=4K flags=private,anon,fixed | ENOMEM",
                "mmap pid=p addr=0xffff888000000000 len=4K flags=private,anon,fixed | ENOMEM",
                "mmap pid=p addr=0x1000 len=4K flags=private,anon,fixed | EPERM",
                "mmap pid=p addr=0x10004000 len=4K flags=private,anon,fixed_noreplace | EEXIST",
                "mmap pid=p addr=0x1000f000 len=1M flags=private,anon,fixed_noreplace | EEXIST",
                "mmap pid=p len=4K flags=none,anon | EINVAL",
                "mmap pid=p len=4K flags=shared file=/none | ENOENT",
                "mmap pid=p len=4K flags=shared file=/a offset=123 | EINVAL",
                "mmap pid=gone len=4K | ESRCH",
                "mmap pid=77 len=4K | ESRCH",
                "mmap pid=nobody len=4K | EINVAL",
                "munmap pid=p addr=0x10000001 len=4K | EINVAL",
                "munmap pid=p addr=0x10000000 len=0 | EINVAL",
                "munmap pid=p addr=0xfffffffffffff000 len=8K | EINVAL",
                "munmap pid=p addr=0x10000000 len=0xffffffffffffffff | EINVAL",
                "mprotect pid=p addr=0x10000010 len=4K prot=r | EINVAL",
                "mprotect pid=p addr=0x20000000 len=4K prot=r | ENOMEM",
                "mprotect pid=p addr=0x10000000 len=0xffffffffffffffff prot=r | ENOMEM",
                "mlock pid=p addr=0x20000000 len=4K | ENOMEM",
                "madvise pid=p addr=0x10000001 len=4K advice=dontneed | EINVAL",
                "madvise pid=p addr=0x20000000 len=4K advice=dontneed | ENOMEM",
                "mremap pid=p old_addr=0x20000000 old_len=4K new_len=8K | EFAULT",
                "mremap pid=p old_addr=0x10000001 old_len=4K new_len=8K | EINVAL",
                "mremap pid=p old_addr=0x10000000 old_len=4K new_len=0 | EINVAL",
                "mremap pid=p old_addr=0x1000f000 old_len=4K new_len=0x7ffffffff000 flags=maymove | ENOMEM",
                "mremap pid=p old_addr=0x10000000 old_len=8K new_len=8K flags=maymove,fixed new_addr=0x10001000 | EINVAL",
                "mremap pid=p old_addr=0x10000000 old_len=8K new_len=8K flags=fixed new_addr=0x30000000 | EINVAL",
                "load pid=gone addr=0x10000000 | ESRCH",
                "load pid=p addr=0x10000000 len=1G | EINVAL",
                "switch_to pid=p cpu=9 | EINVAL",
                "switch_to pid=gone cpu=0 | ESRCH",
                "fork pid=gone | ESRCH",
                "fork pid=4000 | ESRCH",
                "wait pid=p | E",
                "exit gone | ESRCH",
                "execve pid=p path=/none | ENOENT",
                "execve pid=p path=/a | ENOEXEC",
                "execve pid=gone path=/bin/x | ESRCH",
                "creat path=/a size=1 | EEXIST",
                "cat /proc/77/maps | ENOENT",
                "free_pages pfn=1 | EINVAL"
            })
    void aRefusalChangesNothing(String line, String errno) {
        for (String config : MACHINES) {
            Play play = play(config);
            if (line.startsWith("free_pages")) {
                line = "free_pages pfn=" + frameOfTheProcess(play);
            }
            String before = play.machine().stateDigest();
            int free = play.machine().memory().freePages();
            String reply = play.run(line);
            assertTrue(reply.startsWith("refused " + errno), config + ": " + line + " -> " + reply);
            assertTrue(reply.length() > 30 && !reply.contains("null"), reply);
            assertEquals(before, play.machine().stateDigest(), config + ": " + line + " -> " + reply);
            assertEquals(free, play.machine().memory().freePages());
            ProcessInvariants.check(play.machine());
        }
    }

    private static int frameOfTheProcess(Play play) {
        var frames = play.machine().processes().frames();
        int pfn = play.machine().memory().startPfn();
        while (!frames.isHeld(pfn)) {
            pfn++;
        }
        return pfn;
    }

    /** Addresses that are none, of the kernel, or of nobody: signals, not refusals. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "load pid=p addr=0x800000000000 | signal SIGSEGV code=SI_KERNEL addr=0x0",
                "store pid=p addr=0xffff7fffffffffff | signal SIGSEGV code=SI_KERNEL addr=0x0",
                "load pid=p addr=0xffff888000000000 | signal SIGSEGV code=MAPERR addr=0xffff888000000000",
                "fetch pid=p addr=0xffffffffffffffff len=1 | signal SIGSEGV code=MAPERR addr=0xffffffffffffffff",
                "load pid=p addr=0x0 | signal SIGSEGV code=MAPERR addr=0x0",
                "load pid=p addr=0x7ffffffff000 | signal SIGSEGV code=MAPERR addr=0x7ffffffff000",
                "store pid=p addr=0x10020000 | signal SIGSEGV code=ACCERR addr=0x10020000",
                "fetch pid=p addr=0x10000000 | signal SIGSEGV code=ACCERR addr=0x10000000",
                "store pid=p addr=0x1000ffff len=8 value=1 | signal SIGSEGV code=MAPERR addr=0x10010000"
            })
    void aWrongAddressIsASignal(String line, String signal) {
        for (String config : MACHINES) {
            Play play = play(config);
            int free = play.machine().memory().freePages();
            assertEquals(signal, play.run(line), config);
            // The last page of the range before the hole may have got its frame and table; nothing else has.
            assertTrue(free - play.machine().memory().freePages() <= 2, config);
            ProcessInvariants.check(play.machine());
        }
    }

    @Test
    void forkEndsAtTheProcessLimit() {
        Play play = Play.on("frames=8192");
        play.run("p = spawn comm=p");
        for (int i = 1; i < Limits.PROCESSES; i++) {
            assertTrue(play.run("fork pid=p").startsWith("ok"));
        }
        String before = play.machine().stateDigest();
        String reply = play.run("fork pid=p");
        assertTrue(reply.startsWith("refused EAGAIN") && reply.contains("" + Limits.PROCESSES), reply);
        assertEquals(before, play.machine().stateDigest());
        assertTrue(play.run("exit pid=2").startsWith("ok"));
        assertTrue(play.run("wait pid=p").startsWith("ok"));
        assertTrue(play.run("fork pid=p").startsWith("ok"));
    }

    /** A fork that finds no frame for one of its tables, at every possible one of them. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5})
    void aForkWithoutFramesLeavesNothing(int left) {
        Play play = Play.on("frames=96");
        play.run("p = spawn comm=p");
        // Three regions under tables of their own: a child needs a PGD, two or three PUDs and PMDs, and three tables.
        for (String at : new String[] {"0x10000000", "0x10200000", "0x7f0000000000"}) {
            play.run("mmap pid=p addr=" + at + " len=16K prot=rw flags=private,anon,fixed");
            play.run("store pid=p addr=" + at + " len=16K");
        }
        while (play.machine().memory().freePages() > left) {
            assertTrue(play.run("alloc_pages order=0").startsWith("ok"));
        }
        String before = play.machine().stateDigest();
        String reply = play.run("fork pid=p");
        assertTrue(reply.startsWith("refused ENOMEM"), reply);
        assertEquals(before, play.machine().stateDigest());
        assertEquals(left, play.machine().memory().freePages());
        ProcessInvariants.check(play.machine());
        assertTrue(play.run("store pid=p addr=0x10000000 len=8 value=7").startsWith("ok"), "the parent lives on");
    }

    /** A store over many pages with too few frames is refused whole. */
    @Test
    void anAccessWithoutFramesLeavesNothing() {
        Play play = Play.on("frames=64");
        play.runAll("p = spawn comm=p", "mmap pid=p addr=0x10000000 len=1M prot=rw flags=private,anon,fixed,noreserve");
        String before = play.machine().stateDigest();
        String reply = play.run("store pid=p addr=0x10000000 len=1M");
        assertTrue(reply.startsWith("refused ENOMEM"), reply);
        assertEquals(before, play.machine().stateDigest());
        assertTrue(play.run("store pid=p addr=0x10000000 len=64K").startsWith("ok"));
        ProcessInvariants.check(play.machine());
    }
}
