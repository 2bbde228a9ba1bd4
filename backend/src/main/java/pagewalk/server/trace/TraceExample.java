package pagewalk.server.trace;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A trace that the page offers, and what is asked of it.
 *
 * @param source where it comes from
 * @param text the trace itself; null for one that is fetched as a file
 * @param file its name among the recordings that are shipped with the labs; null for one that is a text
 */
public record TraceExample(
        String title,
        String source,
        @Nullable String text,
        @Nullable String file,
        Asked asked) {
    /** What is asked of a trace, as the fields of the page have it. */
    public record Asked(String policies, String frames, String sizes, String compare) {}

    static final List<TraceExample> ALL = List.of(
            new TraceExample(
                    "Belady's anomaly",
                    "12 references; L. Belady, R. Nelson and G. Shedler, Communications of the ACM, 1969",
                    "1 2 3 4 1 2 5 1 2 3 4 5",
                    null,
                    new Asked("FIFO,LRU,OPT", "3-5", "4K", "FIFO,LRU")),
            new TraceExample(
                    "The string of the textbooks",
                    "20 references; A. Silberschatz and others, Operating System Concepts",
                    "7 0 1 2 0 3 0 4 2 3 0 3 2 1 2 0 1 7 0 1",
                    null,
                    new Asked("FIFO,LRU,OPT,CLOCK", "2-5", "4K", "LRU,OPT")),
            new TraceExample(
                    "Drawn by OSTEP's exercise",
                    "200 references to 16 pages, from the seed 10 of paging-policy.py",
                    "-s 10 -n 200 -m 16",
                    null,
                    new Asked("FIFO,LRU,OPT,SIEVE", "2-14", "4K", "LRU,SIEVE")),
            new TraceExample(
                    "A small loop, as valgrind saw it",
                    "1,344 accesses with addresses; lackey on a program of a few lines, recorded for this project",
                    null,
                    "lackey/loop2.lackey",
                    new Asked("FIFO,LRU,CLOCK,LINUX", "1-8", "4K,64K", "LRU,CLOCK")),
            new TraceExample(
                    "ls -lR of a directory tree",
                    "its first million references; lackey on Debian 12, recorded for this project",
                    null,
                    "traces/ls_1m.u16.gz",
                    new Asked("FIFO,LRU,OPT,CLOCK,ARC,LINUX", "8,16,32,64,128,256", "4K", "LRU,OPT")),
            new TraceExample(
                    "Calls to malloc",
                    "a trace in the form of CS:APP's malloc lab, written for this page",
                    "200000\n8\n18\n1\n"
                            + "a 0 512\na 1 9000\na 2 128\nf 1\na 3 4000\na 4 20000\nr 2 6000\nf 0\na 5 140000\n"
                            + "r 4 40000\na 6 64\nf 3\na 7 8000\nf 5\na 1 3000\nr 6 5000\nf 7\nf 2\nf 4\na 0 60000\n",
                    null,
                    new Asked("FIFO,LRU,OPT,CLOCK", "4,8,16,32", "4K", "FIFO,OPT")));

    /** The name of the file; "text" for one that is none. */
    public String name() {
        String path = file;
        return path == null ? title : path.substring(path.lastIndexOf('/') + 1);
    }
}
