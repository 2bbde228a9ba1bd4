package pagewalk.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pagewalk.engine.NaiveProcesses.Page;
import pagewalk.engine.NaiveProcesses.Store;
import pagewalk.engine.mm.AddressSpace;
import pagewalk.engine.rmap.FrameMaps;
import pagewalk.engine.util.Xorshift;
import pagewalk.engine.view.MemoryView;

/**
 * Seeded system calls and accesses of several processes, against {@link NaiveProcesses}: every value that is read,
 * every signal, every error, RssAnon, and the number of frames that private pages take.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class NaiveProcessesTest {
    private static final long WINDOW = 0x10000;
    private static final int PAGES = 40;
    private static final int COMMANDS = 2500;
    private static final String[] RIGHTS = {"rw", "rw", "rw", "r", "none", "rx", "rwx", "w"};
    private static final int FIRST = 12;

    private NaiveProcesses naive = new NaiveProcesses();
    private Play play = Play.on("frames=64");
    private Xorshift random = new Xorshift(0, 0);
    private final List<Store> files = new ArrayList<>();
    private int signals;
    private int values;
    private int refused;

    @ParameterizedTest(name = "{0}, seed {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "frames=4096 cpus=2 | 1",
                "frames=4096 cpus=2 | 2",
                "frames=4096 cpus=2 tlb=on | 3",
                "frames=4096 cpus=4 tlb=16x4,8x4,lru,pti | 4",
                "frames=4096 cpus=2 tlb=4x2,nopcid | 5",
                "frames=4096 preset=linux migratetypes=on percpu=on cpus=2 tlb=on | 6"
            })
    void everyAnswerIsTheNaiveOne(String config, int seed) {
        naive = new NaiveProcesses();
        play = Play.on(config);
        random = new Xorshift(0x4a1e, seed);
        files.clear();
        signals = 0;
        values = 0;
        refused = 0;
        for (int pages : new int[] {3, 17}) {
            assertTrue(play.run("creat path=/f" + files.size() + " size=" + pages * 4096)
                    .startsWith("ok"));
            files.add(new Store(pages));
        }
        for (int i = 0; i < COMMANDS; i++) {
            String line = "command " + i;
            try {
                step();
                compare();
            } catch (AssertionError e) {
                throw new AssertionError(config + ", seed " + seed + ", " + line, e);
            }
        }
        assertTrue(signals > COMMANDS / 50, "signals: " + signals);
        assertTrue(values > COMMANDS / 100, "values that are not zero: " + values);
        assertTrue(refused > COMMANDS / 100, "errors: " + refused);
    }

    private void step() {
        List<Integer> pids = naive.pids();
        if (pids.isEmpty()) {
            naive.spawn(number(play.run("spawn comm=a"), "pid"));
            return;
        }
        int pid = pids.get(random.below(pids.size()));
        int what = random.below(100);
        if (what < 60) {
            access(pid);
        } else if (what < 78) {
            map(pid);
        } else if (what < 94) {
            change(pid);
        } else if (what < 95) {
            ok("switch_to pid=" + pid + " cpu=" + random.below(2));
        } else if (what < 98 && pids.size() < 5) {
            naive.fork(pid, number(play.run("fork pid=" + pid), "pid"));
        } else if (pids.size() > 1 || random.below(20) == 0) {
            ok("exit pid=" + pid);
            naive.exit(pid);
            play.run("wait pid=" + pids.get(0));
        }
    }

    private void map(int pid) {
        long first = WINDOW + random.below(PAGES);
        int count = 1 + random.below(9);
        String rights = RIGHTS[random.below(RIGHTS.length)];
        boolean shared = random.below(3) == 0;
        boolean populate = random.below(6) == 0 && rights.startsWith("r");
        int file = random.below(3);
        int offset = random.below(5);
        Store store = file < 2 ? files.get(file) : shared ? new Store(count) : null;
        Page like = new Page(shared, store, file < 2 ? offset : store == null ? FIRST : 0, rights);
        String flags = (shared ? "shared" : "private") + (file < 2 ? "" : ",anon") + (populate ? ",populate" : "");
        ok("mmap" + range(pid, first, count) + " prot=" + rights + " flags=fixed," + flags
                + (file < 2 ? " file=/f" + file + " offset=" + offset * NaiveProcesses.PAGE : ""));
        naive.map(pid, first, count, like, populate);
    }

    private void change(int pid) {
        long first = WINDOW + random.below(PAGES);
        int count = 1 + random.below(7);
        String range = range(pid, first, count);
        boolean holes = naive.pages(pid).subMap(first, first + count).size() < count;
        switch (random.below(6)) {
            case 0 -> {
                ok("munmap" + range);
                naive.unmap(pid, first, count);
            }
            case 1, 2 -> {
                String rights = RIGHTS[random.below(RIGHTS.length)];
                String line = "mprotect" + range + " prot=" + rights;
                if (naive.protect(pid, first, count, rights)) {
                    ok(line);
                } else {
                    no("ENOMEM", line);
                }
            }
            case 3 -> {
                answer(holes, "madvise" + range + " advice=dontneed");
                naive.drop(pid, first, count);
            }
            case 4 -> {
                boolean stays = random.below(3) == 0;
                answer(holes, "madvise" + range + " advice=" + (stays ? "dontfork" : "dofork"));
                naive.staysBehind(pid, first, count, stays);
            }
            default -> move(pid, first, count);
        }
    }

    private void move(int pid, long from, int count) {
        String line = "mremap pid=" + pid + " old_addr=" + hex(from * NaiveProcesses.PAGE) + " old_len=4K new_len="
                + count * NaiveProcesses.PAGE + " flags=maymove";
        boolean fixed = random.below(2) == 0;
        long to = WINDOW + random.below(PAGES);
        line += fixed ? ",fixed new_addr=" + hex(to * NaiveProcesses.PAGE) : "";
        if (!naive.pages(pid).containsKey(from)) {
            no("EFAULT", line);
        } else if (fixed && from >= to && from < to + count) {
            no("EINVAL", line);
        } else {
            long at = Long.decode(word(ok(line), "addr")) / NaiveProcesses.PAGE;
            if (fixed) {
                assertEquals(to, at, line);
            } else {
                for (long page = at; page < at + count; page++) {
                    boolean taken = page != from && naive.pages(pid).containsKey(page);
                    assertFalse(taken, line + ": moved onto page " + hex(page));
                }
            }
            naive.move(pid, from, at, count);
        }
    }

    private void access(int pid) {
        String verb = random.below(8) == 0 ? "fetch" : random.below(2) == 0 ? "load" : "store";
        List<Long> mapped = new ArrayList<>(naive.pages(pid).keySet());
        boolean somewhere = mapped.isEmpty() || random.below(4) == 0;
        long page = somewhere ? WINDOW + random.below(PAGES) : mapped.get(random.below(mapped.size()));
        if (verb.equals("fetch") || random.below(3) == 0) {
            pages(pid, verb, page, 1 + random.below(4));
            return;
        }
        int count = 1 + random.below(8);
        long address = page * NaiveProcesses.PAGE + random.below(random.below(8) == 0 ? 4081 : 4);
        String line = verb + " pid=" + pid + " addr=" + hex(address) + " len=" + count;
        String signal = naive.access(pid, page, verb);
        if (signal != null) {
            signals++;
            assertEquals("signal " + signal + " addr=" + hex(address), play.run(line), line);
        } else if (verb.equals("store")) {
            long value = random.below(1 << 30) | 1;
            ok(line + " value=" + value);
            naive.write(pid, address, value, count);
        } else {
            long value = naive.read(pid, address, count);
            values += value != 0 ? 1 : 0;
            String reply = ok(line);
            assertEquals(
                    value,
                    reply.contains("value=")
                            ? Long.parseUnsignedLong(word(reply, "value").substring(2), 16)
                            : 0,
                    line);
        }
    }

    /** An access to whole pages, up to the first that forbids it. */
    private void pages(int pid, String verb, long first, int count) {
        String line = verb + range(pid, first, count);
        for (long at = first; at < first + count; at++) {
            String signal = naive.access(pid, at, verb);
            if (signal != null) {
                signals++;
                String where = hex(at * NaiveProcesses.PAGE);
                assertEquals("signal " + signal + " addr=" + where, play.run(line), line);
                return;
            }
        }
        ok(line);
    }

    private void compare() {
        Machine machine = play.machine();
        for (int pid : naive.pids()) {
            AddressSpace mm = machine.processes().space(pid);
            assertTrue(mm != null, "process " + pid);
            assertEquals(naive.own(pid), mm.rssAnon(), "RssAnon of " + pid);
        }
        MemoryView memory = machine.memory();
        FrameMaps frames = machine.processes().frames();
        int anonymous = 0;
        for (int pfn = memory.startPfn(); pfn < memory.endPfn(); pfn++) {
            anonymous += frames.isHeld(pfn) && frames.is(pfn, FrameMaps.ANON) ? 1 : 0;
        }
        assertEquals(naive.frames(), anonymous, "frames of private pages");
        ProcessInvariants.check(machine);
    }

    private void answer(boolean holes, String line) {
        if (holes) {
            no("ENOMEM", line);
        } else {
            ok(line);
        }
    }

    private String ok(String line) {
        String reply = play.run(line);
        assertTrue(reply.startsWith("ok"), line + " -> " + reply);
        return reply;
    }

    private void no(String errno, String line) {
        refused++;
        String reply = play.run(line);
        assertTrue(reply.startsWith("refused " + errno), line + " -> " + reply + ", not " + errno);
    }

    private static String range(int pid, long first, int count) {
        return " pid=" + pid + " addr=" + hex(first * NaiveProcesses.PAGE) + " len=" + count * NaiveProcesses.PAGE;
    }

    private static String hex(long value) {
        return "0x" + Long.toHexString(value);
    }

    private static int number(String reply, String key) {
        return Integer.parseInt(word(reply, key));
    }

    private static String word(String reply, String key) {
        int at = reply.indexOf(" " + key + "=");
        assertTrue(at >= 0, reply);
        return reply.substring(at + key.length() + 2).split(" ")[0];
    }
}
