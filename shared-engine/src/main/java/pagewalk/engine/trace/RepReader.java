package pagewalk.engine.trace;

import java.util.List;
import pagewalk.engine.event.Events;
import pagewalk.engine.heap.UserHeap;
import pagewalk.engine.util.IntList;
import pagewalk.engine.util.IntMap;

/**
 * Reads a malloc trace of CS:APP's malloc lab as page references: a program makes the calls to glibc's heap, and the
 * pages are those where its blocks came to lie. A program writes a block from its header to its end when it gets it,
 * reads the old one when it is moved, and the heap writes the header when it is freed.
 */
final class RepReader extends TextReader {
    private static final int HEADER = 16;
    private static final int HEAD_LINES = 4;
    private static final int DIGITS = 9;
    /** What the books of a heap may take, in bytes. */
    private static final int MOST_BOOKS = 24 * 1024 * 1024;

    private final UserHeap heap = new UserHeap(new ProgramSpace(), Events.NONE);
    private final int shift;
    /** By the number of a block: its place in the lists; absent for one that is not allocated. */
    private final IntMap places = new IntMap();

    private final IntList sizes = new IntList();
    private long[] addresses = new long[64];

    RepReader(int shift, Sink sink, Faults faults) {
        super(sink, faults);
        this.shift = shift;
    }

    @Override
    void read(String text) {
        int heads = 0;
        int number = 1;
        for (int from = 0; from < text.length() && !isStopped(); number++) {
            int end = lineEnd(text, from);
            List<String> words = words(text.substring(from, end));
            from = end + 1;
            if (words.isEmpty()) {
                continue;
            }
            boolean isHead = heads < HEAD_LINES && words.size() == 1 && natural(words.get(0), Integer.MAX_VALUE) != -1;
            heads += isHead ? 1 : 0;
            String fault =
                    isHead ? "" : heads < HEAD_LINES ? "a trace begins with four numbers, a line each" : call(words);
            if (!fault.isEmpty()) {
                broken(number, 1, fault);
            }
        }
    }

    /** A number without a sign; -1 for anything else, and the largest int for one of more digits than count. */
    private static int natural(String digits, int most) {
        int value = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(i) - '0';
            if (digit < 0 || digit > 9 || i >= most) {
                return -1;
            }
            value = i >= DIGITS ? Integer.MAX_VALUE : value * 10 + digit;
        }
        return digits.isEmpty() ? -1 : value;
    }

    /** Makes one call; gives what is wrong with it, or nothing. */
    private String call(List<String> words) {
        String verb = words.get(0);
        boolean isFree = verb.equals("f");
        boolean known = isFree || verb.equals("a") || verb.equals("r");
        int id = words.size() > 1 ? natural(words.get(1), DIGITS) : -1;
        int size = words.size() > 2 ? natural(words.get(2), DIGITS) : -1;
        boolean nothing = isFree && words.size() == 2 && words.get(1).equals("-1");
        if (!known || words.size() != (isFree ? 2 : 3) || id < 0 && !nothing || !isFree && size < 0) {
            return "a call is 'a ID SIZE', 'r ID SIZE' or 'f ID'";
        }
        int old = nothing ? IntMap.NIL : places.get(id);
        if (isFree) {
            return nothing ? "" : old == IntMap.NIL ? "no block " + id + " is allocated" : free(id, old);
        }
        if (heap.bytes() >= MOST_BOOKS) {
            return "the books of the heap have reached the limit of " + MOST_BOOKS + " bytes";
        }
        if (verb.equals("a")) {
            return old != IntMap.NIL ? "block " + id + " is allocated already" : got(id, size, heap.malloc(size, 0));
        }
        if (old != IntMap.NIL) {
            touch(addresses[old], Math.min(sizes.get(old), size), References.LOAD);
        }
        return got(id, size, heap.realloc(old == IntMap.NIL ? 0 : addresses[old], size, 0));
    }

    private String free(int id, int old) {
        touch(addresses[old] - HEADER, HEADER, References.STORE);
        places.put(id, IntMap.NIL);
        heap.free(addresses[old]);
        return "";
    }

    private String got(int id, int size, long at) {
        if (at == 0) {
            places.put(id, IntMap.NIL);
            return size == 0 ? "" : "the heap cannot serve this";
        }
        int place = places.get(id);
        if (place == IntMap.NIL) {
            place = sizes.size();
            sizes.add(size);
            places.put(id, place);
        }
        if (place >= addresses.length) {
            addresses = java.util.Arrays.copyOf(addresses, 2 * addresses.length);
        }
        sizes.set(place, size);
        addresses[place] = at;
        touch(at - HEADER, HEADER + size, References.STORE);
        return "";
    }

    private void touch(long addr, int bytes, int kind) {
        long last = addr + Math.max(bytes, 1) - 1 >>> shift;
        for (long page = addr >>> shift; page <= last; page++) {
            sink.reference((int) (page >>> 32), (int) page, kind);
        }
    }
}
