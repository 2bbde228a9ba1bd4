package pagewalk.engine.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands about processes: text that is read is printed the same, and what is none is told. */
final class ProcessTextTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "p = spawn comm=sh",
                "spawn comm=a segv=kill",
                "c = fork pid=p",
                "fork pid=7",
                "exit pid=c status=3",
                "wait pid=1",
                "execve pid=p path=/bin/x",
                "switch_to pid=p cpu=1",
                "prlimit pid=p resource=AS limit=unlimited",
                "prlimit pid=p resource=MEMLOCK limit=0x10000",
                "m = mmap pid=p addr=0x10000000 len=0x4000 prot=rw flags=private,fixed,anon",
                "mmap pid=1 addr=m+0x1000 len=0x1 prot=none flags=shared,populate,growsdown,locked,noreserve,anon",
                "mmap pid=1 addr=0x0 len=0xffffffffffffffff prot=rwx flags=private file=/f offset=0x2000",
                "mmap pid=p addr=0x0 len=0x1 prot=rw flags=private,anon,hugetlb,huge_2mb",
                "mmap pid=p addr=0x0 len=0x1 prot=rw flags=shared,anon,hugetlb,huge_1gb",
                "s = shmget key=private size=0x1000",
                "shmget key=0xffffffff size=0xffffffffffffffff flags=creat,excl,hugetlb,huge_2mb,huge_1gb,noreserve",
                "a = shmat pid=p id=s",
                "shmat pid=1 id=32768 addr=m+0x8 flags=rdonly,rnd,remap,exec",
                "shmdt pid=p addr=a",
                "shmctl_rmid id=s",
                "munmap pid=p addr=m len=0x1000",
                "mlock pid=p addr=m len=0x0",
                "munlock pid=p addr=0xffffffffffffffff len=0x1",
                "mprotect pid=p addr=m len=0x1000 prot=rx",
                "madvise pid=p addr=m len=0x1000 advice=dontneed",
                "r = mremap pid=p old_addr=m old_len=0x1000 new_len=0x3000 flags=maymove",
                "mremap pid=p old_addr=m old_len=0x1000 new_len=0x3000 flags=maymove,fixed new_addr=0x20000000",
                "mremap pid=p old_addr=m old_len=0x1000 new_len=0x3000",
                "brk pid=p addr=0x0",
                "b = sbrk pid=p increment=-0x1000",
                "load pid=p addr=m len=0x1",
                "store pid=p addr=m+0x8 len=0x8 value=0xffffffffffffffff",
                "fetch pid=p addr=0x555555555000 len=0x1000",
                "creat path=/f size=0x10000",
                "creat path=/x text=0x1000 rodata=0x0 data=0x64 bss=0x2000"
            })
    void whatIsReadIsPrintedTheSame(String line) {
        Parsed.Ok first = assertInstanceOf(Parsed.Ok.class, CommandText.parse(line), line);
        assertEquals(line, first.command().text());
        Parsed.Ok second = assertInstanceOf(
                Parsed.Ok.class, CommandText.parse(first.command().text()));
        assertEquals(first.command(), second.command());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mmap pid=p",
                "mmap len=4K",
                "mmap pid=p len=4K flags=private,purple",
                "mmap pid=p len=4K prot=rq",
                "mmap pid=p len=4K flags=anon file=/f",
                "mmap pid=p len=4K offset=4K",
                "mmap pid=-1 len=4K",
                "mmap pid=p len=4K addr=m+x",
                "munmap pid=p addr=zz! len=1",
                "madvise pid=p addr=0 len=1 advice=sleep",
                "mremap pid=p old_addr=0 old_len=1 new_len=1 flags=fixed",
                "sbrk pid=p increment=--4",
                "load pid=p addr=0 value=3",
                "store pid=p addr=0 len=9 value=3",
                "creat path=/f",
                "creat path=f size=1",
                "creat path=/f size=1 text=1",
                "prlimit pid=p resource=CPU limit=1",
                "exit pid=p status=256",
                "shmget key=0x100000000 size=1",
                "shmget key=seven size=1",
                "shmget key=1",
                "shmget key=1 size=1 flags=rdonly",
                "shmat pid=p id=s flags=creat",
                "shmat pid=p id=-1",
                "shmat pid=p",
                "x = shmdt pid=p addr=0",
                "shmctl_rmid id=s!",
                "x = munmap pid=p addr=0 len=1"
            })
    void whatIsNoCommandIsTold(String line) {
        assertInstanceOf(Parsed.Malformed.class, CommandText.parse(line), line);
    }
}
