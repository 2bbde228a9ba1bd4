package pagewalk.lab.paste;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A machine in the proportions of /proc/meminfo: as much of it free, anonymous, shared, cached, dirty, locked and
 * swapped out as the file says, divided by a power of two so that it stays small enough to look at.
 */
final class MeminfoStart {
    /** Frames of the machine at most: 64 MiB. */
    private static final int MOST_FRAMES = 16_384;

    private static final int LEAST_FRAMES = 512;
    private static final int ORDERS = 11;
    private static final long MOST_KB = 1L << 50;

    private final Map<String, Long> kilobytes = new HashMap<>();
    private final Map<String, Integer> places = new HashMap<>();
    private final List<String> notes = new ArrayList<>();
    private long scale = 1;

    private MeminfoStart() {}

    static Pasted.Start of(List<String> lines) {
        MeminfoStart start = new MeminfoStart();
        for (int i = 0; i < lines.size(); i++) {
            start.take(lines.get(i), i + 1);
        }
        return start.write();
    }

    private void take(String text, int line) {
        String[] words = text.strip().split("\\s+");
        if (text.isBlank()) {
            return;
        }
        boolean good = words[0].endsWith(":") && (words.length == 2 || words.length == 3 && words[2].equals("kB"));
        if (!good) {
            throw new PasteFault(line, "a line reads: MemFree: 1234 kB; this is " + text.strip());
        }
        String key = words[0].substring(0, words[0].length() - 1);
        kilobytes.put(key, PasteFault.number(line, key, words[1], MOST_KB));
        places.put(key, line);
    }

    /** Pages of the machine for a line of the file; 0 without one. */
    private int pages(String key) {
        return (int) (kilobytes.getOrDefault(key, 0L) / 4 / scale);
    }

    private long need(String key) {
        Long value = kilobytes.get(key);
        if (value == null) {
            throw new PasteFault(1, "there is no line " + key);
        }
        return value;
    }

    private Pasted.Start write() {
        long total = need("MemTotal") / 4;
        long free = need("MemFree") / 4;
        if (total < LEAST_FRAMES || free > total) {
            throw new PasteFault(
                    1,
                    "MemTotal is at least " + LEAST_FRAMES * 4 + " kB and MemFree; they are " + total * 4 + " and "
                            + free * 4);
        }
        while (total / scale > MOST_FRAMES) {
            scale *= 2;
        }
        if (scale > 1) {
            notes.add("A page here stands for " + scale + " pages there, that machine would be too large to look at.");
        }
        int frames = (int) (total / scale);
        Beginning begin =
                Beginning.of("preset=linux frames=" + frames + " watermarks=on percpu=on reclaim=on", line("MemTotal"));
        begin.run("sysctl vm.overcommit_memory=1", 1);
        swap(begin);
        begin.run("pasted = spawn comm=pasted", 1);
        swappedOut(begin);
        anonymous(begin);
        files(begin);
        lock(begin);
        kernel(begin);
        notes.add("Anonymous pages are younger than they were: they begin on the inactive list, as new ones do.");
        notes.add("What the file counts for slabs, stacks, page tables, vmalloc and per-CPU data is taken as blocks of"
                + " the kernel.");
        return begin.start("/proc/meminfo", notes);
    }

    private void swap(Beginning begin) {
        if (pages("SwapTotal") > 0) {
            // The first page of a swap device is its header.
            begin.run("swapon path=/dev/swap size=" + bytes(pages("SwapTotal") + 1), line("SwapTotal"));
        }
    }

    private void swappedOut(Beginning begin) {
        int out = pages("SwapTotal") - pages("SwapFree");
        if (out > 0) {
            String range = map(begin, "swapped", out, "private,anon");
            begin.run("store pid=pasted" + range, line("SwapFree"));
            begin.run("madvise pid=pasted" + range + " advice=pageout", line("SwapFree"));
        }
    }

    private int line(String key) {
        return places.getOrDefault(key, 1);
    }

    private void anonymous(Beginning begin) {
        int plain = pages("AnonPages") - locked();
        if (plain > 0) {
            begin.run("store pid=pasted" + map(begin, "anon", plain, "private,anon"), line("AnonPages"));
        }
        if (pages("Shmem") > 0) {
            begin.run("store pid=pasted" + map(begin, "shmem", pages("Shmem"), "shared,anon"), line("Shmem"));
        }
    }

    private int locked() {
        return Math.min(pages("Mlocked"), pages("AnonPages"));
    }

    /** Comes late, because mlock() empties the batches in which the pages before it wait for their lists. */
    private void lock(Beginning begin) {
        if (locked() > 0) {
            begin.run("mlock pid=pasted" + map(begin, "locked", locked(), "private,anon"), line("Mlocked"));
        }
    }

    /** Maps pages without touching them; gives their range as later commands say it. */
    private String map(Beginning begin, String name, int pages, String flags) {
        begin.run(name + " = mmap pid=pasted len=" + bytes(pages) + " prot=rw flags=" + flags, 1);
        return " addr=" + name + " len=" + bytes(pages);
    }

    /** Pages of files: those read twice and once more are active, of the others some are written. */
    private void files(Beginning begin) {
        int all = Math.max(0, pages("Cached") + pages("Buffers") - pages("Shmem"));
        int active = Math.min(all, pages("Active(file)"));
        if (active > 0) {
            begin.run("creat path=/active size=" + bytes(active), line("Active(file)"));
            for (int i = 0; i < 3; i++) {
                read(begin, "/active", 0, active, line("Active(file)"));
            }
        }
        int rest = all - active;
        if (rest > 0) {
            begin.run("creat path=/inactive size=" + bytes(rest), line("Inactive(file)"));
            int dirty = Math.min(rest, pages("Dirty"));
            read(begin, "/inactive", dirty, rest - dirty, line("Inactive(file)"));
            if (dirty > 0) {
                begin.run("write pid=pasted path=/inactive offset=0 len=" + bytes(dirty), line("Dirty"));
            }
        }
    }

    private static void read(Beginning begin, String path, int from, int pages, int line) {
        if (pages > 0) {
            begin.run("read pid=pasted path=" + path + " offset=" + bytes(from) + " len=" + bytes(pages), line);
        }
    }

    /** What is neither free nor a process's nor of a file is the kernel's. */
    private void kernel(Beginning begin) {
        int rest = begin.machine().memory().freePages() - pages("MemFree");
        for (int order = ORDERS - 1; order >= 0; order--) {
            while (rest >= 1 << order && begin.machine().memory().freePages() - (1 << order) >= pages("MemFree")) {
                begin.run("alloc_pages order=" + order + " gfp=KERNEL,MEMALLOC", 1);
                rest -= 1 << order;
            }
        }
    }

    private static String bytes(int pages) {
        return Long.toString((long) pages << 12);
    }
}
