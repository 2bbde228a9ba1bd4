package pagewalk.engine.hugetlb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pagewalk.engine.Play;
import pagewalk.engine.ProcessInvariants;
import pagewalk.engine.event.EventKind;
import pagewalk.engine.rule.Rule;

/** Huge pages: the pool, what is promised, one entry for 512 pages, copies, and what happens when the pool is empty. */
final class HugeTest {
    private static final String FOLDER = "cat /sys/kernel/mm/hugepages/hugepages-2048kB/";
    private static final String HUGE = " prot=rw flags=private,anon,hugetlb";

    private static Play play(int pages) {
        Play play = Play.on("frames=8192");
        assertEquals("ok vm.nr_hugepages=" + pages, play.run("sysctl vm.nr_hugepages=" + pages));
        play.run("p = spawn comm=p");
        return play;
    }

    private static void assertPool(Play play, int all, int free, int promised) {
        HugePool pool = play.machine().processes().state().huge();
        assertEquals(
                all + " " + free + " " + promised,
                pool.pages(HugePool.PMD_ORDER) + " " + pool.free(HugePool.PMD_ORDER) + " "
                        + pool.promised(HugePool.PMD_ORDER));
        ProcessInvariants.check(play.machine());
    }

    @Test
    void thePoolGetsWhatThereIsAndSaysSo() {
        Play play = Play.on("frames=2048");
        int free = play.machine().memory().freePages();
        assertEquals("ok vm.nr_hugepages=4", play.run("sysctl vm.nr_hugepages=9"));
        assertEquals(0, play.machine().memory().freePages());
        assertEquals("4\n", play.run(FOLDER + "nr_hugepages"));
        assertEquals("ok vm.nr_hugepages=0", play.run("sysctl vm.nr_hugepages=0"));
        assertEquals(free, play.machine().memory().freePages());
    }

    @Test
    void aTouchMapsTwoMegabytesByOneEntry() {
        Play play = play(3);
        assertEquals("ok addr=0x7ffff7a00000", play.run("m = mmap pid=p len=3M" + HUGE));
        assertPool(play, 3, 3, 2);
        assertEquals("ok minflt=1 majflt=0", play.run("store pid=p addr=m+0x1234 len=8 value=7"));
        assertPool(play, 3, 2, 1);
        assertEquals("ok minflt=0 majflt=0", play.run("load pid=p addr=m len=2M"));
        assertEquals(
                "PMD[445] in pfn 1539 is pfn 0 PWUAD-, PS",
                play.event(EventKind.WALKED).sentence());
        assertEquals("ok minflt=0 majflt=0 value=0x7", play.run("load pid=p addr=m+0x1234 len=8"));
        String smaps = play.run("cat /proc/1/smaps");
        assertTrue(
                smaps.contains("KernelPageSize:     2048 kB\nMMUPageSize:        2048 kB\nRss:                   0"));
        assertTrue(smaps.contains("Private_Hugetlb:    2048 kB"), smaps);
        assertTrue(smaps.contains("VmFlags: rd wr mr mw me de ht sd"), smaps);
        assertTrue(play.run("cat /proc/1/maps").contains(" rw-p 00000000 00:0f "), "a device of its own");
        assertTrue(play.run("cat /proc/1/status").contains("HugetlbPages:\t    2048 kB"));
        assertTrue(play.run("cat /proc/1/statm").startsWith("1057 0 0 "));
        assertEquals(1, play.run("cat /proc/1/pagemap").lines().count());
        assertEquals("ok pid=1 status=0", play.run("exit pid=p"));
        assertPool(play, 3, 3, 0);
    }

    @Test
    void aReadTakesAPageTooBecauseThereIsNoHugePageOfZeros() {
        Play play = play(1);
        play.runAll("m = mmap pid=p len=2M" + HUGE, "load pid=p addr=m");
        assertPool(play, 1, 0, 0);
        assertEquals(Rule.HUGE_FAULT, play.event(EventKind.FAULT_SERVED).rule());
        play.run("store pid=p addr=m");
        assertEquals(Rule.HUGE_REUSE, play.event(EventKind.FAULT_SERVED).rule());
    }

    @Test
    void aChildCopiesAPageOfThePoolAndNeedsOneThatNobodyWasPromised() {
        Play play = play(2);
        play.runAll("m = mmap pid=p len=2M" + HUGE, "store pid=p addr=m+9 len=1 value=5", "c = fork pid=p");
        assertEquals("ok minflt=1 majflt=0", play.run("store pid=c addr=m+4096 len=1 value=6"));
        assertEquals(Rule.HUGE_COPY, play.event(EventKind.PAGE_COPIED).rule());
        assertEquals("ok minflt=0 majflt=0 value=0x5", play.run("load pid=c addr=m+9 len=1"));
        assertEquals("ok minflt=0 majflt=0", play.run("load pid=p addr=m+4096 len=1"));
        assertPool(play, 2, 0, 0);
        play.run("exit pid=c");
        assertPool(play, 2, 1, 0);
    }

    @Test
    void aChildWithoutAPromiseGetsSigbusAndItsParentTakesThePageBack() {
        Play play = play(1);
        play.runAll("m = mmap pid=p len=2M" + HUGE, "store pid=p addr=m+9 len=1 value=5", "c = fork pid=p");
        assertEquals("signal SIGBUS code=ADRERR addr=0x7ffff7c00000", play.run("store pid=c addr=m"));
        assertEquals(Rule.HUGE_NONE, play.event(EventKind.SIGNALLED).rule());
        assertEquals("ok minflt=0 majflt=0 value=0x5", play.run("load pid=c addr=m+9 len=1"));
        assertEquals("ok minflt=1 majflt=0", play.run("store pid=p addr=m"));
        assertEquals(1, play.count(EventKind.HUGE_STOLEN));
        assertEquals("signal SIGBUS code=ADRERR addr=0x7ffff7c00009", play.run("load pid=c addr=m+9 len=1"));
        assertEquals(Rule.HUGE_LOST, play.event(EventKind.SIGNALLED).rule());
        assertEquals("ok minflt=0 majflt=0 value=0x5", play.run("load pid=p addr=m+9 len=1"));
        assertPool(play, 1, 0, 0);
        play.runAll("exit pid=p", "exit pid=c");
        assertPool(play, 1, 1, 0);
    }

    @Test
    void sharedPagesStayWithTheirFileUntilTheLastMappingGoes() {
        Play play = play(2);
        play.runAll("m = mmap pid=p len=4M prot=rw flags=shared,anon,hugetlb", "c = fork pid=p");
        assertPool(play, 2, 2, 2);
        play.runAll("store pid=c addr=m len=1 value=3", "exit pid=c");
        assertPool(play, 2, 1, 1);
        assertEquals("ok minflt=1 majflt=0 value=0x3", play.run("load pid=p addr=m len=1"));
        play.runAll("d = fork pid=p", "load pid=d addr=m");
        assertTrue(play.run("cat /proc/1/smaps").contains("Shared_Hugetlb:     2048 kB"));
        play.runAll("exit pid=d", "exit pid=p");
        assertPool(play, 2, 2, 0);
    }

    @Test
    void pagesInUseBecomeSurplusAndLeaveWhenTheyComeBack() {
        Play play = play(3);
        play.runAll("m = mmap pid=p len=2M" + HUGE, "store pid=p addr=m");
        int free = play.machine().memory().freePages();
        assertEquals("ok vm.nr_hugepages=0", play.run("sysctl vm.nr_hugepages=0"));
        assertEquals("1\n", play.run(FOLDER + "surplus_hugepages"));
        assertEquals(free + 1024, play.machine().memory().freePages());
        play.run("munmap pid=p addr=m len=2M");
        assertPool(play, 0, 0, 0);
        assertEquals("0\n", play.run(FOLDER + "surplus_hugepages"));
    }

    @Test
    void dontneedGivesThePageAndThePromiseBack() {
        Play play = play(1);
        play.runAll(
                "m = mmap pid=p len=2M" + HUGE, "store pid=p addr=m", "madvise pid=p addr=m len=2M advice=dontneed");
        assertPool(play, 1, 1, 1);
        assertEquals("ok minflt=1 majflt=0", play.run("load pid=p addr=m"));
        play.run("mprotect pid=p addr=m len=2M prot=none");
        assertEquals("signal SIGSEGV code=ACCERR addr=0x7ffff7c00000", play.run("load pid=p addr=m"));
        play.run("mprotect pid=p addr=m len=2M prot=rw");
        assertEquals("ok minflt=1 majflt=0", play.run("store pid=p addr=m"));
        assertEquals(
                "ok addr=0x40000000",
                play.run("mremap pid=p old_addr=m old_len=2M new_len=2M flags=maymove,fixed new_addr=0x40000000"));
        assertEquals("ok minflt=0 majflt=0", play.run("store pid=p addr=0x40000000"));
        assertPool(play, 1, 0, 0);
        play.run("munmap pid=p addr=0x40000000 len=2M");
        assertPool(play, 1, 1, 0);
    }

    @Test
    void aGigabyteIsTakenAtBootAndMappedByOneEntryOfThePud() {
        Play play = Play.on("preset=linux frames=800000 hugepages=2 hugepages_1g=3 tlb=on");
        assertEquals("2\n", play.run("cat /sys/kernel/mm/hugepages/hugepages-1048576kB/nr_hugepages"));
        assertEquals("2\n", play.run(FOLDER + "nr_hugepages"));
        play.run("p = spawn comm=p");
        assertEquals("ok addr=0x7fff80000000", play.run("g = mmap pid=p len=1 flags=private,anon,hugetlb,huge_1gb"));
        assertEquals("ok minflt=1 majflt=0", play.run("store pid=p addr=g+0x12345678 len=4 value=1"));
        assertEquals(
                "pfn 524288 is mapped by 1 entry", play.event(EventKind.MAPPED).sentence());
        assertTrue(play.event(EventKind.TLB_FILLED).sentence().endsWith(", which stands for 1 GiB"));
        assertEquals("ok minflt=0 majflt=0", play.run("load pid=p addr=g+0x3ffff000"));
        assertEquals(1, play.count(EventKind.TLB_HIT));
        assertTrue(play.run("free_pages pfn=525312").startsWith("refused EINVAL: pfn 525312 belongs to the pool"));
        play.run("exit pid=p");
        assertEquals("2\n", play.run("cat /sys/kernel/mm/hugepages/hugepages-1048576kB/free_hugepages"));
        ProcessInvariants.check(play.machine());
        assertTrue(play.machine().config().text().endsWith(" hugepages=2 hugepages_1g=3"));
    }

    @Test
    void theTranslationBufferKeepsOneEntryForTwoMegabytesAndForgetsIt() {
        Play play = Play.on("frames=8192 tlb=on hugepages=2");
        play.runAll("p = spawn comm=p", "m = mmap pid=p len=4M" + HUGE, "store pid=p addr=m+0x5000");
        assertTrue(play.event(EventKind.TLB_FILLED).sentence().endsWith(", which stands for 2 MiB"));
        play.run("load pid=p addr=m len=2M");
        assertEquals(512, play.count(EventKind.TLB_HIT));
        play.run("store pid=p addr=m+2M");
        play.run("munmap pid=p addr=m len=4M");
        assertEquals(2, play.count(EventKind.TLB_DROPPED));
        assertEquals(Rule.TLB_RANGE, play.event(EventKind.TLB_ASKED).rule());
        assertEquals("signal SIGSEGV code=MAPERR addr=0x7ffff7a00000", play.run("load pid=p addr=m"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "mmap pid=p len=6M flags=private,anon,hugetlb | ENOMEM: it needs 3 huge pages; the pool has 3 free, and"
                        + " promised 2",
                "mmap pid=p len=1G flags=private,anon,hugetlb,huge_1gb | ENOMEM: it needs 1 huge page; the pool has 0",
                "mmap pid=p addr=0x40001000 len=2M flags=private,anon,fixed,hugetlb | EINVAL: 0x40001000 is inside",
                "mmap pid=p len=2M flags=private,hugetlb file=/f | EINVAL: hugetlb is for memory without a file",
                "mmap pid=p len=2M flags=private,anon,hugetlb,growsdown | EINVAL: growsdown",
                "mmap pid=p addr=m+4096 len=4K flags=private,anon,fixed | EINVAL: ",
                "munmap pid=p addr=m len=4K | EINVAL: 0x7ffff7a01000 is inside a page of 2 MiB",
                "munmap pid=p addr=m+0x1000 len=2M | EINVAL: 0x7ffff7a01000 is inside",
                "mprotect pid=p addr=m len=4K prot=r | EINVAL: 0x7ffff7a01000 is inside",
                "madvise pid=p addr=m+4096 len=2M advice=dontneed | EINVAL: 0x7ffff7a01000 is inside",
                "madvise pid=p addr=m len=4K advice=dontfork | EINVAL: 0x7ffff7a01000 is inside",
                "mremap pid=p old_addr=m+4096 old_len=2M new_len=2M flags=maymove | EINVAL: 0x7ffff7a01000 is inside",
                "mremap pid=p old_addr=m old_len=2M new_len=4M flags=maymove | EINVAL: a mapping of huge pages",
                "free_pages pfn=0 | EINVAL: pfn 0 belongs to the pool of huge pages"
            })
    void aRefusalChangesNothing(String line, String answer) {
        Play play = play(3);
        play.runAll("creat path=/f size=4M", "m = mmap pid=p len=4M" + HUGE, "store pid=p addr=m");
        play.runAll("madvise pid=p addr=m len=2M advice=dontneed");
        String before = play.machine().stateDigest();
        String reply = play.run(line);
        assertTrue(reply.startsWith("refused " + answer), reply);
        assertEquals(before, play.machine().stateDigest());
    }
}
