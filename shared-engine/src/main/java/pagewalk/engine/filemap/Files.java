package pagewalk.engine.filemap;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pagewalk.engine.digest.Digest;
import pagewalk.engine.event.EventKind;
import pagewalk.engine.event.Events;
import pagewalk.engine.hugetlb.HugePool;
import pagewalk.engine.page.Gfp;
import pagewalk.engine.pagetable.PageSource;
import pagewalk.engine.rmap.FrameMaps;
import pagewalk.engine.rule.Rule;

/** The files of a machine and their cached pages; a number stands for a file, and stays its own. */
public final class Files {
    public static final int NIL = -1;

    /** Pages read in one go (VM_READAHEAD_PAGES). */
    private static final int WINDOW = 32;
    /** Misses beyond hits after which a file is not read ahead any more (MMAP_LOTSAMISS). */
    private static final int MANY_MISSES = 100;
    /** The first file of a fresh ext4: 11 is lost+found. */
    private static final int FIRST_INODE = 12;

    private static final int USER_GFP = Gfp.KERNEL | Gfp.HIGHMEM | Gfp.MOVABLE;

    private final Events events;
    private final PageSource source;
    private final FrameMaps frames;
    private final HugePool huge;
    private final List<OpenFile> files = new ArrayList<>();
    private int onDisk;
    private int shared;

    public Files(FrameMaps frames, HugePool huge, PageSource source, Events events) {
        this.frames = frames;
        this.huge = huge;
        this.source = source;
        this.events = events;
    }

    /** An independent copy over another copy of the frames. */
    public Files copy(FrameMaps newFrames, HugePool newHuge, PageSource newSource, Events newEvents) {
        Files copy = new Files(newFrames, newHuge, newSource, newEvents);
        for (OpenFile file : files) {
            copy.files.add(new OpenFile(file));
        }
        copy.onDisk = onDisk;
        copy.shared = shared;
        return copy;
    }

    /** Makes a file on disk of {@code pages} pages; returns its number. */
    public int create(String path, int pages) {
        files.add(new OpenFile(path, pages, FIRST_INODE + onDisk++, false));
        int file = files.size() - 1;
        tell(EventKind.FILE_MADE, Rule.FILE_CREATED, file, pages, inode(file), 0);
        return file;
    }

    /** Makes a program on disk of {@code pages} pages: code, constants, data and bss, in bytes. */
    public int createProgram(String path, int pages, long[] image) {
        int file = create(path, pages);
        files.get(file).image = image.clone();
        return file;
    }

    /** Bytes of code, constants, data and bss of a program; null for other files. */
    public long @Nullable [] image(int file) {
        long[] image = files.get(file).image;
        return image == null ? null : image.clone();
    }

    /** Makes shared memory of {@code pages} pages (shmem_zero_setup()); returns its number. */
    public int createShared(int pages) {
        // 1 is the root of the kernel's own tmpfs.
        files.add(new OpenFile("/dev/zero (deleted)", pages, 2 + shared++, true));
        int file = files.size() - 1;
        tell(EventKind.FILE_MADE, Rule.SHMEM_FILE, file, pages, inode(file), 1);
        return file;
    }

    /** Makes memory in huge pages: {@code pages} small ones in pages of an order; returns its number. */
    public int createHuge(String path, int pages, int order) {
        OpenFile open = new OpenFile(path, pages, 2 + shared++, true);
        open.huge = new HugeMemory(order);
        files.add(open);
        int file = files.size() - 1;
        tell(EventKind.FILE_MADE, Rule.SHMEM_FILE, file, pages, inode(file), 2);
        return file;
    }

    /** Shared memory becomes a segment with a number: it stays when nobody maps it (shmem_kernel_file_setup()). */
    public void keep(int file, String path, int inode) {
        OpenFile open = files.get(file);
        open.path = path;
        open.inode = inode;
        open.kept = true;
    }

    /** A segment goes when nobody maps it, which may be now. */
    public void letGo(int file) {
        OpenFile open = files.get(file);
        open.kept = false;
        if (open.mappings.size() == 0) {
            truncate(file, open);
        }
    }

    /** Whether it stays when nobody maps it. */
    public boolean isKept(int file) {
        return files.get(file).kept;
    }

    /** What a file in huge pages has beside its cache; null for one in small pages. */
    public @Nullable HugeMemory huge(int file) {
        return files.get(file).huge;
    }

    /** The file on disk called {@code path}, or {@link #NIL}. */
    public int byPath(String path) {
        for (int i = 0; i < files.size(); i++) {
            if (!files.get(i).shmem && files.get(i).path.equals(path)) {
                return i;
            }
        }
        return NIL;
    }

    /** Numbers below this are files, or were. */
    public int count() {
        return files.size();
    }

    /** Files on disk. */
    public int onDisk() {
        return onDisk;
    }

    public String path(int file) {
        return files.get(file).path;
    }

    /** Pages that the file has. */
    public int pages(int file) {
        return files.get(file).pages;
    }

    public int inode(int file) {
        return files.get(file).inode;
    }

    /** Whether it is shared memory, without a disk. */
    public boolean isShared(int file) {
        return files.get(file).shmem;
    }

    /** Pages of shared memory that were promised when it was made. */
    public int charged(int file) {
        return files.get(file).charged;
    }

    /** Says how many pages were promised for shared memory. */
    public void setCharged(int file, int pages) {
        files.get(file).charged = pages;
    }

    /** Pages of the file in memory. */
    public int cached(int file) {
        return files.get(file).cached;
    }

    /** Pages of files on disk in memory. */
    public int cachedOnDisk() {
        int pages = 0;
        for (OpenFile file : files) {
            pages += file.shmem ? 0 : file.cached;
        }
        return pages;
    }

    /** The frame that holds a page of the file, or {@link #NIL}. */
    public int page(int file, int index) {
        return files.get(file).cache.get(index);
    }

    /** Number of VMAs that map the file. */
    public int mappings(int file) {
        return files.get(file).mappings.size();
    }

    /** The {@code i}-th VMA that maps the file. */
    public int mapping(int file, int i) {
        return files.get(file).mappings.get(i);
    }

    /** A VMA maps the file from now on. */
    public void map(int file, int vma) {
        files.get(file).mappings.add(vma);
    }

    /** A VMA does not map the file any more; shared memory that nobody maps goes. */
    public void unmap(int file, int vma) {
        OpenFile open = files.get(file);
        int at = 0;
        while (open.mappings.get(at) != vma) {
            at++;
        }
        open.mappings.removeAt(at);
        if (open.shmem && !open.kept && open.mappings.size() == 0) {
            truncate(file, open);
        }
    }

    private void truncate(int file, OpenFile open) {
        HugeMemory memory = open.huge;
        if (memory != null && memory.isPromised()) {
            huge.promiseBack(memory.order(), (open.pages >> memory.order()) - open.cached);
        }
        for (int index = 0; open.cached > 0 && index < open.pages; index++) {
            int pfn = open.cache.get(index);
            if (pfn != NIL) {
                open.cache.put(index, NIL);
                open.cached--;
                tell(EventKind.CACHE_DROPPED, Rule.SHMEM_GONE, pfn, file, index, 0);
                if (memory != null) {
                    huge.put(memory.order(), pfn, false);
                    continue;
                }
                frames.disown(pfn);
                source.release(pfn);
            }
        }
    }

    /** Puts a new page of zeros into shared memory (shmem_get_folio()); returns its frame. */
    public int addShared(int file, int index) {
        return add(file, index, FrameMaps.SHMEM, Rule.SHMEM_PAGE);
    }

    /** A huge page becomes one of shared memory (hugetlb_add_to_page_cache()). */
    public void addHuge(int file, int index, int pfn) {
        add(file, index, pfn, FrameMaps.HUGE, Rule.SHMEM_PAGE);
    }

    private int add(int file, int index, int kind, Rule rule) {
        return add(file, index, source.allocate(USER_GFP), kind, rule);
    }

    private int add(int file, int index, int pfn, int kind, Rule rule) {
        OpenFile open = files.get(file);
        frames.own(pfn, kind, file, 0, index);
        open.cache.put(index, pfn);
        open.cached++;
        tell(EventKind.CACHED, rule, pfn, file, index, 0);
        return pfn;
    }

    /**
     * A page that is not in memory was touched (do_sync_mmap_readahead()): reads it, and pages around it unless the
     * mapping is used at random.
     */
    public void readAround(int file, int index, boolean random, boolean sequential) {
        OpenFile open = files.get(file);
        if (!random && !sequential) {
            open.misses = Math.min(open.misses + 1, MANY_MISSES * 10);
        }
        if (random || open.misses > MANY_MISSES) {
            read(file, index, index + 1, NIL);
            return;
        }
        open.start = sequential ? index : Math.max(0, index - WINDOW / 2);
        open.size = WINDOW;
        open.asyncSize = sequential ? WINDOW / 2 : WINDOW / 4;
        readWindow(file, open);
    }

    private void readWindow(int file, OpenFile open) {
        int end = Math.min(open.pages, open.start + open.size);
        int mark = open.asyncSize <= end - open.start ? end - open.asyncSize : NIL;
        read(file, open.start, end, mark);
    }

    private void read(int file, int from, int end, int mark) {
        OpenFile open = files.get(file);
        if (from < end) {
            tell(EventKind.READ_AHEAD, mark == NIL ? Rule.READ_ONE : Rule.READ_AROUND, file, from, end - from, mark);
        }
        for (int index = from; index < end; index++) {
            if (open.cache.get(index) == NIL) {
                int pfn = add(file, index, FrameMaps.FILE, Rule.PAGE_CACHE_ADD);
                if (index == mark) {
                    frames.mark(pfn, FrameMaps.READAHEAD);
                }
            }
        }
    }

    /** A page with the mark was touched (page_cache_async_ra()): takes the mark away and reads the next window. */
    public void readAhead(int file, int index) {
        OpenFile open = files.get(file);
        frames.unmark(page(file, index), FrameMaps.READAHEAD);
        if (open.misses > 0) {
            open.misses--;
        }
        if (index == open.start + open.size - open.asyncSize) {
            open.start += open.size;
            open.size = nextSize(open.size);
        } else {
            int miss = index + 1;
            while (miss < open.pages && open.cache.get(miss) != NIL && miss - index <= WINDOW) {
                miss++;
            }
            if (miss - index > WINDOW) {
                return;
            }
            open.start = miss;
            open.size = nextSize(miss - index + WINDOW);
        }
        open.asyncSize = open.size;
        int end = Math.min(open.pages, open.start + open.size);
        int mark = open.start < end && open.asyncSize <= end - open.start ? end - open.asyncSize : NIL;
        read(file, open.start, end, mark);
    }

    private static int nextSize(int size) {
        return size < WINDOW / 16 ? size * 4 : size <= WINDOW / 2 ? size * 2 : WINDOW;
    }

    /** So many pages were found by the pages around them: they count as hits. */
    public void hit(int file, int pages) {
        OpenFile open = files.get(file);
        open.misses = Math.max(0, open.misses - pages);
    }

    /** Folds the files and what is read ahead of them; the pages are those of the frames. */
    public void digest(Digest into) {
        for (OpenFile file : files) {
            into.fold(file.path);
            into.fold(file.pages, file.cached, file.start, file.size, file.asyncSize);
            into.fold(file.misses);
            if (file.kept) {
                into.fold(file.inode, file.charged, 0, 0, 0);
            }
            if (file.huge != null) {
                file.huge.digest(file.pages, into);
            }
            for (int i = 0; i < file.mappings.size(); i++) {
                into.fold(file.mappings.get(i));
            }
        }
    }

    /** About how many bytes these take. */
    public int bytes() {
        int bytes = 0;
        for (OpenFile file : files) {
            bytes += 128 + file.path.length() * 2 + file.cached * 32 + file.mappings.size() * 4;
        }
        return bytes;
    }

    private void tell(EventKind kind, Rule rule, int a, int b, int c, int d) {
        events.emit(kind.code(), rule.code(), a, b, c, d);
    }
}
