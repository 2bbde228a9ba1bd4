package pagewalk.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Processes as programmers think of them: pages with rights, and bytes behind them that are private, shared or a file's.
 * There are no tables, no VMAs, no frames and no faults here; {@link Machine} must come to the same answers with them.
 */
final class NaiveProcesses {
    static final int PAGE = 4096;

    /** The bytes of a page that somebody wrote to, or that several may see. */
    static final class Bytes {
        final byte[] bytes;

        Bytes() {
            this(new byte[PAGE]);
        }

        Bytes(byte[] bytes) {
            this.bytes = bytes;
        }
    }

    /** A file, or memory that is shared without one: so many pages, whoever maps them. */
    static final class Store {
        final Bytes[] pages;

        Store(int pages) {
            this.pages = new Bytes[pages];
            for (int i = 0; i < pages; i++) {
                this.pages[i] = new Bytes();
            }
        }
    }

    /** One page of a process. */
    static final class Page {
        final boolean shared;
        final @Nullable Store store;
        final int index;
        String rights;
        boolean staysBehind;
        /** Its own bytes, once a private page was written to; a fork makes two pages own the same. */
        @Nullable
        Bytes own;

        Page(boolean shared, @Nullable Store store, int index, String rights) {
            this.shared = shared;
            this.store = store;
            this.index = index;
            this.rights = rights;
        }

        Page like(int newIndex) {
            Page page = new Page(shared, store, newIndex, rights);
            page.staysBehind = staysBehind;
            page.own = newIndex == index ? own : null;
            return page;
        }
    }

    private final Map<Integer, TreeMap<Long, Page>> spaces = new HashMap<>();

    void spawn(int pid) {
        spaces.put(pid, new TreeMap<>());
    }

    void exit(int pid) {
        spaces.remove(pid);
    }

    void fork(int parent, int child) {
        TreeMap<Long, Page> pages = new TreeMap<>();
        spaces.get(parent).forEach((at, page) -> {
            if (!page.staysBehind) {
                pages.put(at, page.like(page.index));
            }
        });
        spaces.put(child, pages);
    }

    List<Integer> pids() {
        return new ArrayList<>(spaces.keySet());
    }

    TreeMap<Long, Page> pages(int pid) {
        return spaces.get(pid);
    }

    /** Maps a range, in place of what was there; {@code populate} writes to what may be written. */
    void map(int pid, long first, int count, Page like, boolean populate) {
        for (int i = 0; i < count; i++) {
            Page page = like.like(like.index + i);
            spaces.get(pid).put(first + i, page);
            if (populate && !page.shared && page.rights.contains("w") && (page.store == null || isInside(page))) {
                toWrite(page);
            }
        }
    }

    void unmap(int pid, long first, int count) {
        spaces.get(pid).subMap(first, first + count).clear();
    }

    /** Up to the first hole, as the system call; false if there is one. */
    boolean protect(int pid, long first, int count, String rights) {
        for (long at = first; at < first + count; at++) {
            Page page = spaces.get(pid).get(at);
            if (page == null) {
                return false;
            }
            page.rights = rights;
        }
        return true;
    }

    void staysBehind(int pid, long first, int count, boolean stays) {
        spaces.get(pid).subMap(first, first + count).values().forEach(page -> page.staysBehind = stays);
    }

    /** MADV_DONTNEED: private bytes are gone. */
    void drop(int pid, long first, int count) {
        spaces.get(pid).subMap(first, first + count).values().forEach(page -> page.own = null);
    }

    /** One page becomes {@code count} pages elsewhere. */
    void move(int pid, long from, long to, int count) {
        Page page = spaces.get(pid).remove(from);
        if (from != to) {
            unmap(pid, to, count);
        }
        for (int i = 0; i < count; i++) {
            spaces.get(pid).put(to + i, page.like(page.index + i));
        }
    }

    /** What an access to a page comes to: null, or the code of the signal. */
    @Nullable
    String access(int pid, long at, String verb) {
        Page page = spaces.get(pid).get(at);
        if (page == null) {
            return "SIGSEGV code=MAPERR";
        }
        boolean write = verb.equals("store");
        if (write ? !page.rights.contains("w") : page.rights.equals("none")) {
            return "SIGSEGV code=ACCERR";
        }
        if (page.own == null && page.store != null && !isInside(page)) {
            return "SIGBUS code=ADRERR";
        }
        if (verb.equals("fetch") && !page.rights.contains("x")) {
            return "SIGSEGV code=ACCERR";
        }
        if (write) {
            toWrite(page);
        }
        return null;
    }

    private static boolean isInside(Page page) {
        return page.index < page.store.pages.length;
    }

    /** The bytes that a store changes. */
    private Bytes toWrite(Page page) {
        if (page.shared) {
            return page.store.pages[page.index];
        }
        if (page.own == null) {
            page.own = new Bytes(page.store == null ? new byte[PAGE] : page.store.pages[page.index].bytes.clone());
        } else if (owners(page.own) > 1) {
            page.own = new Bytes(page.own.bytes.clone());
        }
        return page.own;
    }

    private int owners(Bytes bytes) {
        int owners = 0;
        for (TreeMap<Long, Page> pages : spaces.values()) {
            for (Page page : pages.values()) {
                owners += page.own == bytes ? 1 : 0;
            }
        }
        return owners;
    }

    void write(int pid, long address, long value, int count) {
        byte[] bytes = toWrite(spaces.get(pid).get(address / PAGE)).bytes;
        for (int i = 0; i < count; i++) {
            bytes[(int) (address % PAGE) + i] = (byte) (value >>> 8 * i);
        }
    }

    long read(int pid, long address, int count) {
        Page page = spaces.get(pid).get(address / PAGE);
        Bytes from = page.own != null ? page.own : page.store == null ? new Bytes() : page.store.pages[page.index];
        long value = 0;
        for (int i = 0; i < count; i++) {
            value |= (from.bytes[(int) (address % PAGE) + i] & 255L) << 8 * i;
        }
        return value;
    }

    /** Pages of a process that have bytes of their own: RssAnon, where nothing is swapped. */
    int own(int pid) {
        int own = 0;
        for (Page page : spaces.get(pid).values()) {
            own += page.own != null ? 1 : 0;
        }
        return own;
    }

    /** How many different private pages all processes have: the frames that they take. */
    int frames() {
        Set<Bytes> all = new HashSet<>();
        for (TreeMap<Long, Page> pages : spaces.values()) {
            for (Page page : pages.values()) {
                if (page.own != null) {
                    all.add(page.own);
                }
            }
        }
        return all.size();
    }
}
