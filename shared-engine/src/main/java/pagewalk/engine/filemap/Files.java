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
import pagewalk.engine.rmap.Aging;
import pagewalk.engine.rmap.FrameMaps;
import pagewalk.engine.rule.Rule;
import pagewalk.engine.util.IntMap;

/** The files of a machine and their cached pages; a number stands for a file, and stays its own. */
public final class Files {
    public static final int NIL = -1;
    /** A page of shared memory that is in swap is cached as this or less. */
    private static final int IN_SWAP = -2;

    /** The first file of a fresh ext4: 11 is lost+found. */
    private static final int FIRST_INODE = 12;

    private static final int USER_GFP = Gfp.KERNEL | Gfp.HIGHMEM | Gfp.MOVABLE;

    private final Events events;
    private final PageSource source;
    private final FrameMaps frames;
    private final HugePool huge;
    private final List<OpenFile> files = new ArrayList<>();
    private final Readahead readahead;
    private int onDisk;
    private int shared;
    private Aging aging = Aging.NONE;

    public Files(FrameMaps frames, HugePool huge, PageSource source, Events events) {
        this.frames = frames;
        this.huge = huge;
        this.source = source;
        this.events = events;
        readahead = new Readahead(this, frames, events);
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

    /** From now on {@code hearer} is told of pages that come and go. */
    public void ageBy(Aging hearer) {
        aging = hearer;
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
        return Math.max(files.get(file).cache.get(index), NIL);
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
        for (int index = 0; open.cached + open.swapped > 0 && index < open.pages; index++) {
            int pfn = open.cache.get(index);
            if (pfn <= IN_SWAP) {
                open.cache.put(index, NIL);
                open.swapped--;
                aging.unswapped(IN_SWAP - pfn);
            } else if (pfn != NIL) {
                open.cache.put(index, NIL);
                open.cached--;
                aging.freed(pfn);
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

    /** A page of a file on disk is read into a new frame. */
    int addRead(int file, int index) {
        int pfn = add(file, index, FrameMaps.FILE, Rule.PAGE_CACHE_ADD);
        aging.read(pfn, file, index);
        return pfn;
    }

    /** A huge page becomes one of shared memory (hugetlb_add_to_page_cache()). */
    public void addHuge(int file, int index, int pfn) {
        OpenFile open = files.get(file);
        frames.own(pfn, FrameMaps.HUGE, file, 0, index);
        open.cache.put(index, pfn);
        open.cached++;
        tell(EventKind.CACHED, Rule.SHMEM_PAGE, pfn, file, index, 0);
    }

    OpenFile open(int file) {
        return files.get(file);
    }

    /** Reads pages, and others that will be wanted soon. */
    public Readahead readahead() {
        return readahead;
    }

    private int add(int file, int index, int kind, Rule rule) {
        int pfn = source.allocate(USER_GFP);
        frames.own(pfn, kind, file, 0, index);
        put(file, index, pfn, rule);
        return pfn;
    }

    private void put(int file, int index, int pfn, Rule rule) {
        OpenFile open = files.get(file);
        open.cache.put(index, pfn);
        open.cached++;
        tell(EventKind.CACHED, rule, pfn, file, index, 0);
        if (aging.isOn()) {
            int shadow = open.shadows == null ? NIL : open.shadows.get(index);
            if (shadow != NIL && open.shadows != null) {
                open.shadows.put(index, NIL);
                aging.refaulted(pfn, shadow);
            }
            aging.added(pfn, false);
        }
    }

    /** A new page that is about to be written whole: what was evicted there does not count. */
    public int addForWrite(int file, int index) {
        IntMap shadows = files.get(file).shadows;
        if (shadows != null) {
            shadows.put(index, NIL);
        }
        return add(file, index, FrameMaps.FILE, Rule.PAGE_CACHE_ADD);
    }

    /** A clean page that nobody maps is dropped, for good. */
    public void drop(int file, int index) {
        OpenFile open = files.get(file);
        int pfn = open.cache.get(index);
        open.cache.put(index, NIL);
        open.cached--;
        aging.dropped(pfn, file, index);
        aging.freed(pfn);
        frames.disown(pfn);
        tell(EventKind.CACHE_DROPPED, Rule.DROP_CACHES, pfn, file, index, 0);
        source.release(pfn);
    }

    /** Byte after the last that read() of the file ended with. */
    public long readTo(int file) {
        return files.get(file).readTo;
    }

    public void setReadTo(int file, long end) {
        files.get(file).readTo = end;
    }

    /** A page leaves the cache, since it is nowhere mapped and the file has it; {@code shadow} stays. */
    public void evict(int file, int index, int shadow) {
        OpenFile open = files.get(file);
        open.cache.put(index, NIL);
        open.cached--;
        if (open.shadows == null) {
            open.shadows = new IntMap();
        }
        open.shadows.put(index, shadow);
    }

    /** A page of shared memory is in swap from now on: {@code entry} stands for it. */
    public void swapOut(int file, int index, int entry) {
        OpenFile open = files.get(file);
        open.cache.put(index, IN_SWAP - entry);
        open.swapped++;
        open.cached--;
    }

    /** The swap entry that stands for a page of shared memory, or {@link #NIL}. */
    public int swapped(int file, int index) {
        int found = files.get(file).cache.get(index);
        return found <= IN_SWAP ? IN_SWAP - found : NIL;
    }

    /** A page of shared memory is back from swap, in a frame that is already counted as one. */
    public void swapIn(int file, int index, int pfn) {
        OpenFile open = files.get(file);
        open.cache.put(index, pfn);
        open.swapped--;
        open.cached++;
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
