package pagewalk.lab.trace;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Misses once more, by the library's own collections and a reader of regular expressions. */
final class NaiveCounts {
    private static final Pattern ACCESS = Pattern.compile("^(?:I | [LSM]) ([0-9a-f]+),[0-9]+$", Pattern.MULTILINE);

    private NaiveCounts() {}

    /** The pages of a lackey trace, or of a packed one, under numbers of their own. */
    static int[] pages(byte[] bytes) {
        if (bytes[0] == 0) {
            int[] pages = new int[bytes.length / 2];
            for (int i = 0; i < pages.length; i++) {
                pages[i] = (bytes[2 * i] & 0xff | (bytes[2 * i + 1] & 0xff) << 8) / 4;
            }
            return pages;
        }
        Map<Long, Integer> numbers = new HashMap<>();
        int[] pages = new int[1024];
        int size = 0;
        Matcher matcher = ACCESS.matcher(new String(bytes, StandardCharsets.ISO_8859_1));
        while (matcher.find()) {
            pages = size == pages.length ? Arrays.copyOf(pages, size * 2) : pages;
            long page = Long.parseLong(matcher.group(1), 16) / 4096;
            pages[size++] = numbers.computeIfAbsent(page, p -> numbers.size());
        }
        return Arrays.copyOf(pages, size);
    }

    /** FIFO, or LRU if {@code byUse}. */
    static int queue(int[] pages, int frames, boolean byUse) {
        int misses = 0;
        Map<Integer, Integer> memory = new LinkedHashMap<>(16, 0.75f, byUse);
        for (int page : pages) {
            if (memory.get(page) == null) {
                misses++;
                if (memory.size() == frames) {
                    Iterator<Integer> oldest = memory.keySet().iterator();
                    oldest.next();
                    oldest.remove();
                }
                memory.put(page, page);
            }
        }
        return misses;
    }

    /** CLOCK, a new page's bit clear. */
    static int clock(int[] pages, int frames) {
        int misses = 0;
        int hand = 0;
        Integer[] ring = new Integer[frames];
        Map<Integer, Boolean> bits = new HashMap<>();
        for (int page : pages) {
            if (bits.replace(page, true) == null) {
                misses++;
                while (ring[hand] != null && bits.get(ring[hand])) {
                    bits.put(ring[hand], false);
                    hand = (hand + 1) % frames;
                }
                bits.remove(ring[hand]);
                ring[hand] = page;
                bits.put(page, false);
                hand = (hand + 1) % frames;
            }
        }
        return misses;
    }

    static int opt(int[] pages, int frames) {
        int[] next = new int[pages.length];
        Map<Integer, Integer> seen = new HashMap<>();
        for (int i = pages.length - 1; i >= 0; i--) {
            Integer use = seen.put(pages[i], i);
            next[i] = use == null ? pages.length + i : use;
        }
        int misses = 0;
        TreeMap<Integer, Integer> byNextUse = new TreeMap<>();
        for (int i = 0; i < pages.length; i++) {
            if (byNextUse.remove(i) == null) {
                misses++;
                if (byNextUse.size() == frames) {
                    byNextUse.pollLastEntry();
                }
            }
            byNextUse.put(next[i], pages[i]);
        }
        return misses;
    }
}
