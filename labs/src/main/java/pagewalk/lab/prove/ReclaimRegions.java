package pagewalk.lab.prove;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import pagewalk.engine.filemap.Files;
import pagewalk.engine.swap.SwapSpace;
import pagewalk.lab.prove.ProcessPlayer.Step;

/** The regions that a script has mapped, at the addresses the recorder took, and the names of their pages. */
final class ReclaimRegions {
    private static final long FIRST = 0x10000000L;
    private static final int FIRST_INODE = 12;
    /** Files /mnt/f1 to f3, and the one that a script writes. */
    private static final int FILES = 4;

    private static final int MOST = 15;
    /** A region ends before the next begins. */
    private static final int MOST_PAGES = 1 << 16;

    private final ProcessPlayer player;
    private final int pid;
    private final List<Integer> sizes = new ArrayList<>();
    private final List<String> kinds = new ArrayList<>();
    private final List<String> paths = new ArrayList<>();

    ReclaimRegions(ProcessPlayer player, int pid) {
        this.player = player;
        this.pid = pid;
    }

    /** The same regions of a copied machine. */
    ReclaimRegions copy(ProcessPlayer copied) {
        ReclaimRegions copy = new ReclaimRegions(copied, pid);
        copy.sizes.addAll(sizes);
        copy.kinds.addAll(kinds);
        copy.paths.addAll(paths);
        return copy;
    }

    /** {@code map n kind pages [flags [path]]}. */
    void map(String[] words, Step step) {
        int number = ProcessPlayer.number(words[1], step.line());
        int pages = ProcessPlayer.number(words[3], step.line());
        boolean ofFile = words[2].startsWith("file");
        if (number > MOST || pages == 0 || pages > MOST_PAGES || ofFile && words.length < 6) {
            throw new RecordingFault(step.line(), "this region cannot be mapped: " + step.op());
        }
        while (sizes.size() <= number) {
            sizes.add(0);
            kinds.add("");
            paths.add("");
        }
        sizes.set(number, pages);
        kinds.set(number, words[2]);
        String how = switch (words[2]) {
            case "anon" -> "prot=rw flags=private,anon,fixed";
            case "shm" -> "prot=rw flags=shared,anon,fixed";
            case "filep" -> "prot=rw flags=private,fixed file=" + words[5];
            case "files" -> "prot=rw flags=shared,fixed file=" + words[5];
            default -> throw new RecordingFault(step.line(), "this kind of region is not known: " + words[2]);
        };
        paths.set(number, words.length > 5 ? words[5] : "");
        player.run(
                "mmap pid=" + pid + " addr=0x" + Long.toHexString(base(number)) + " len=" + ((long) pages << 12) + " "
                        + how,
                step.line());
    }

    private static long base(int region) {
        return FIRST * (region + 1);
    }

    private int region(String[] words, Step step) {
        int number = ProcessPlayer.number(words[1], step.line());
        if (number >= sizes.size() || sizes.get(number) == 0) {
            throw new RecordingFault(step.line(), "there is no region " + number);
        }
        return number;
    }

    /** The address of a page of the region that a step names. */
    long at(String[] words, Step step, int page) {
        return base(region(words, step)) + ((long) page << 12);
    }

    /** What pagemap tells of a region, in runs. */
    String pagemap(String[] words, Step step) {
        int region = region(words, step);
        return "pages of region " + region + ":" + player.pagemap(pid, base(region), sizes.get(region));
    }

    /** What mincore() tells of a region of a file, in runs. */
    String resident(String[] words, Step step) {
        int region = region(words, step);
        Files files = player.machine().processes().state().files();
        int file = files.byPath(paths.get(region));
        StringBuilder text = new StringBuilder("resident:");
        int from = 0;
        while (from < sizes.get(region)) {
            boolean there = files.page(file, from) != Files.NIL;
            int to = from + 1;
            while (to < sizes.get(region) && (files.page(file, to) != Files.NIL) == there) {
                to++;
            }
            text.append(' ').append(from).append('+').append(to - from).append(there ? ":1" : ":0");
            from = to;
        }
        return text.toString();
    }

    /** The name of a page of a list, if it is one of the script's; empty otherwise. */
    String name(LruItem item, SwapSpace swap) {
        return switch (item.kind()) {
            case 'a' -> {
                int region = (int) ((item.index() >>> 16) - 1);
                boolean own = item.index() >>> 16 >= 1 && region < sizes.size();
                yield own && kinds.get(region).startsWith("anon") && (item.index() & 0xffff) < sizes.get(region)
                        ? anonymous(region, (int) (item.index() & 0xffff))
                        : "";
            }
            case 's' -> item.has('u') && item.has('r') ? "" : shared((int) item.index(), item.inode());
            case 'f' -> {
                int inode = item.inode().isEmpty() || item.inode().length() > 4 ? 0 : Integer.parseInt(item.inode());
                yield inode >= FIRST_INODE && inode < FIRST_INODE + FILES ? "f" + inode + "." + item.index() : "";
            }
            case '?' -> bySlot(item.slot(), swap);
            default -> "";
        };
    }

    private static String anonymous(int region, int page) {
        return "r" + region + "." + page;
    }

    private String shared(int page, String inode) {
        int region = kinds.indexOf("shm");
        return region >= 0 && inode.equals("2") && page < sizes.get(region) ? "s" + page : "";
    }

    /** A page of the swap cache that is not mapped: that of the region whose entry names the slot. */
    private String bySlot(int slot, SwapSpace swap) {
        Files files = player.machine().processes().state().files();
        for (int file = 0; slot >= 0 && kinds.contains("shm") && file < files.count(); file++) {
            boolean own = files.isShared(file) && files.pages(file) == sizes.get(kinds.indexOf("shm"));
            for (int page = 0; own && page < files.pages(file); page++) {
                int entry = files.swapped(file, page);
                if (entry >= 0 && SwapSpace.slot(entry) == slot && swap.page(entry) != SwapSpace.NIL) {
                    return "s" + page;
                }
            }
        }
        for (int region = 0; slot >= 0 && region < sizes.size(); region++) {
            for (int page = 0; page < sizes.get(region); page++) {
                int entry = player.swapEntry(pid, base(region) + ((long) page << 12));
                if (entry >= 0 && SwapSpace.slot(entry) == slot && swap.page(entry) != SwapSpace.NIL) {
                    return anonymous(region, page);
                }
            }
        }
        return "";
    }

    /** The names of all pages of the script that are in memory, by frame. */
    Map<Integer, String> names(SwapSpace swap) {
        Map<Integer, String> names = new HashMap<>();
        Files files = player.machine().processes().state().files();
        for (int i = 0; i < FILES; i++) {
            int file = files.byPath(i == FILES - 1 ? "/mnt/new" : "/mnt/f" + (i + 1));
            for (int page = 0; file != Files.NIL && page < files.pages(file); page++) {
                if (files.page(file, page) != Files.NIL) {
                    names.put(files.page(file, page), "f" + (FIRST_INODE + i) + "." + page);
                }
            }
        }
        for (int region = 0; region < sizes.size(); region++) {
            for (int page = 0; page < sizes.get(region); page++) {
                add(names, region, page, swap);
            }
        }
        return names;
    }

    private void add(Map<Integer, String> names, int region, int page, SwapSpace swap) {
        long at = base(region) + ((long) page << 12);
        if (kinds.get(region).equals("shm")) {
            addShared(names, page, swap);
            return;
        }
        if (!kinds.get(region).equals("anon")) {
            return;
        }
        int pfn = player.frame(pid, at);
        int entry = pfn < 0 ? player.swapEntry(pid, at) : -1;
        pfn = entry < 0 ? pfn : swap.page(entry);
        if (pfn >= 0) {
            names.put(pfn, anonymous(region, page));
        }
    }

    /** Shared memory of the script is the first that was made after the shell's. */
    private void addShared(Map<Integer, String> names, int page, SwapSpace swap) {
        Files files = player.machine().processes().state().files();
        for (int file = 0; file < files.count(); file++) {
            if (files.isShared(file) && files.pages(file) == sizes.get(kinds.indexOf("shm"))) {
                if (files.page(file, page) != Files.NIL) {
                    names.put(files.page(file, page), "s" + page);
                }
                int entry = files.swapped(file, page);
                if (entry >= 0 && swap.page(entry) >= 0) {
                    names.put(swap.page(entry), "s" + page);
                }
            }
        }
    }
}
