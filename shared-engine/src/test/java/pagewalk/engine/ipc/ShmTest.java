package pagewalk.engine.ipc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pagewalk.engine.Play;
import pagewalk.engine.ProcessInvariants;

/** Segments of shared memory: keys and numbers, attaching, inheriting, removing. */
final class ShmTest {
    private static Play play() {
        Play play = Play.on("frames=4096");
        play.runAll("p = spawn comm=p", "q = spawn comm=q");
        return play;
    }

    @Test
    void twoProcessesSeeTheSameBytesAtTheirOwnAddresses() {
        Play play = play();
        assertEquals("ok shmid=0", play.run("s = shmget key=0x1234 size=5000 flags=creat"));
        assertEquals("ok shmid=0", play.run("t = shmget key=0x1234 size=1"));
        assertEquals("ok addr=0x7ffff7ffd000", play.run("a = shmat pid=p id=s"));
        assertEquals("ok addr=0x40000000", play.run("b = shmat pid=q id=t addr=0x40000123 flags=rnd,rdonly"));
        play.run("store pid=p addr=a+8 len=4 value=77");
        assertEquals("ok minflt=1 majflt=0 value=0x4d", play.run("load pid=q addr=b+8 len=4"));
        assertEquals("signal SIGSEGV code=ACCERR addr=0x40000000", play.run("store pid=q addr=b"));
        assertTrue(play.run("mprotect pid=q addr=b len=4K prot=rw").startsWith("refused EACCES"));
        String maps = play.run("cat /proc/1/maps");
        assertTrue(maps.startsWith("7ffff7ffd000-7ffff7fff000 rw-s 00000000 00:01 0 "), maps);
        assertTrue(maps.contains(" /SYSV00001234 (deleted)\n"), maps);
        assertTrue(play.run("cat /proc/2/maps").startsWith("40000000-40002000 r--s 00000000 00:01 0 "));
        assertEquals("35 1 1 0 0 33 0\n", play.run("cat /proc/1/statm"));
        ProcessInvariants.check(play.machine());
    }

    @Test
    void aSegmentStaysWithoutProcessesAndGoesWhenItIsRemovedAndLeft() {
        Play play = play();
        int free = play.machine().memory().freePages();
        play.runAll("s = shmget key=7 size=8K flags=creat", "a = shmat pid=p id=s", "store pid=p addr=a len=8 value=5");
        play.runAll("c = fork pid=p", "exit pid=p", "exit pid=c");
        assertTrue(play.run("cat /proc/sysvipc/shm")
                .contains("         7          0     0                  8192     0     0      0     0     0"));
        play.run("a = shmat pid=q id=s");
        assertEquals("ok minflt=1 majflt=0 value=0x5", play.run("load pid=q addr=a len=8"));
        assertEquals("ok", play.run("shmctl_rmid id=s"));
        assertTrue(play.run("shmget key=7 size=1").startsWith("refused ENOENT: no segment has the key 0x7"));
        assertEquals("ok addr=0x7ffff7ffb000", play.run("b = shmat pid=q id=s"));
        assertEquals("ok", play.run("shmdt pid=q addr=a"));
        assertEquals("ok minflt=1 majflt=0 value=0x5", play.run("load pid=q addr=b len=8"));
        assertEquals("ok", play.run("shmdt pid=q addr=b"));
        assertFalse(play.run("cat /proc/sysvipc/shm").contains("8192"));
        assertEquals("refused EINVAL: there is no segment 0", play.run("shmat pid=q id=s"));
        play.run("exit pid=q");
        ProcessInvariants.check(play.machine());
        assertEquals(0, play.machine().processes().state().accounts().committed());
        assertTrue(play.machine().memory().freePages() >= free);
    }

    @Test
    void everyPartOfAnAttachmentCountsAndLeavesTogether() {
        Play play = play();
        play.runAll(
                "s = shmget key=private size=16K", "a = shmat pid=p id=s", "mprotect pid=p addr=a+4K len=4K prot=r");
        assertTrue(play.run("cat /proc/sysvipc/shm").contains("      3     0     0     0     0"));
        play.run("mprotect pid=p addr=a+4K len=4K prot=rw");
        assertTrue(play.run("cat /proc/sysvipc/shm").contains("      3     0     0     0     0"));
        assertEquals("ok", play.run("shmdt pid=p addr=a"));
        assertTrue(play.run("cat /proc/sysvipc/shm").contains("      0     0     0     0     0"));
        assertEquals("ok addr=0x7ffff7c00000", play.run("m = mmap pid=p addr=0x7ffff7c00000 len=4K"));
        assertEquals("ok addr=0x7ffff7c00000", play.run("b = shmat pid=p id=s addr=m flags=remap"));
    }

    @Test
    void numbersCountUpAndBeginAgainWithAnotherSequence() {
        Play play = play();
        for (int i = 0; i < 64; i++) {
            assertEquals("ok shmid=" + i, play.run("shmget key=private size=1"));
            assertEquals("ok", play.run("shmctl_rmid id=" + i));
        }
        assertEquals("ok shmid=32768", play.run("shmget key=private size=1"));
        assertTrue(play.run("shmat pid=p id=0").startsWith("refused EIDRM: segment 0 was removed"));
    }

    @Test
    void aSegmentInHugePagesIsPromisedThemWhenItIsMade() {
        Play play = play();
        play.run("sysctl vm.nr_hugepages=2");
        assertTrue(play.run("shmget key=1 size=5M flags=creat,hugetlb").startsWith("refused ENOMEM: it needs 3 huge"));
        play.run("s = shmget key=1 size=3M flags=creat,hugetlb");
        assertTrue(play.run("mmap pid=p len=2M flags=private,anon,hugetlb").startsWith("refused ENOMEM"));
        assertEquals("ok addr=0x7ffff7a00000", play.run("a = shmat pid=p id=s"));
        play.runAll("store pid=p addr=a+2M len=1 value=9", "b = shmat pid=q id=s");
        assertEquals("ok minflt=1 majflt=0 value=0x9", play.run("load pid=q addr=b+2M len=1"));
        assertTrue(play.run("cat /proc/1/maps").contains(" 00:0f 0                          /SYSV00000001 (deleted)"));
        play.runAll("shmctl_rmid id=s", "exit pid=p", "exit pid=q");
        assertEquals("2\n", play.run("cat /sys/kernel/mm/hugepages/hugepages-2048kB/free_hugepages"));
        assertEquals("0\n", play.run("cat /sys/kernel/mm/hugepages/hugepages-2048kB/resv_hugepages"));
        ProcessInvariants.check(play.machine());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "shmget key=9 size=1 | ENOENT: no segment has the key 0x9",
                "shmget key=5 size=1 flags=creat,excl | EEXIST: a segment has the key 0x5 already",
                "shmget key=5 size=8193 | EINVAL: the segment has only 8192 bytes",
                "shmget key=6 size=0 flags=creat | EINVAL: size is from 1 to 9000 (kernel.shmmax)",
                "shmget key=6 size=9001 flags=creat | EINVAL: size is from 1 to 9000",
                "shmget key=6 size=1 flags=creat | ENOSPC: there are 2 segments already (kernel.shmmni)",
                "shmat pid=p id=5 | EINVAL: there is no segment 5",
                "shmat pid=p id=nobody | EINVAL: the name nobody has no result",
                "shmat pid=p id=s addr=0x40000001 | EINVAL: 0x40000001 is not at the beginning",
                "shmat pid=p id=s addr=a | EINVAL: something is mapped at 0x7ffff7ffd000",
                "shmat pid=p id=s flags=remap | EINVAL: remap needs an address",
                "shmat pid=9 id=s | ESRCH: there is no process 9",
                "shmdt pid=p addr=0x40000000 | EINVAL: no segment is attached at 0x40000000",
                "shmdt pid=p addr=a+4096 | EINVAL: no segment is attached at 0x7ffff7ffe000",
                "shmdt pid=p addr=a+1 | EINVAL: 0x7ffff7ffd001 is not at the beginning",
                "shmctl_rmid id=77 | EINVAL: there is no segment 77"
            })
    void aRefusalChangesNothing(String line, String answer) {
        Play play = play();
        play.runAll("s = shmget key=5 size=8K flags=creat", "shmget key=private size=1", "a = shmat pid=p id=s");
        play.runAll("sysctl kernel.shmmni=2", "sysctl kernel.shmmax=9000");
        String before = play.machine().stateDigest();
        String reply = play.run(line);
        assertTrue(reply.startsWith("refused " + answer), reply);
        assertEquals(before, play.machine().stateDigest());
    }

    @Test
    void moreThanShmallAndANumberOfAnotherRoundAreRefused() {
        Play play = play();
        play.runAll("sysctl kernel.shmall=3", "shmget key=private size=8K", "sysctl vm.nr_hugepages=1");
        String before = play.machine().stateDigest();
        assertTrue(play.run("shmget key=private size=8K").startsWith("refused ENOSPC: all segments together"));
        assertTrue(play.run("shmat pid=p id=32768").startsWith("refused EIDRM: segment 32768 was removed"));
        assertTrue(play.run("shmctl_rmid id=32768").startsWith("refused EIDRM"));
        assertEquals(before, play.machine().stateDigest());
        play.run("sysctl kernel.shmall=9000");
        before = play.machine().stateDigest();
        assertTrue(play.run("shmget key=1 size=4M flags=creat,hugetlb").startsWith("refused ENOMEM: it needs 2 huge"));
        assertTrue(play.run("shmget key=1 size=32M flags=creat").startsWith("refused ENOMEM: 8192 pages more"));
        assertEquals(before, play.machine().stateDigest());
    }
}
