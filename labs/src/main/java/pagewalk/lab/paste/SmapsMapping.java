package pagewalk.lab.paste;

import java.util.List;

/** One mapping of /proc/PID/smaps with what it says of its pages; of /proc/PID/maps nothing but the first line. */
final class SmapsMapping {
    private static final long MOST_KB = 1L << 40;

    final MappingLine line;
    /** The first line's number in the text, from 1. */
    final int number;

    private long rss;
    private long anonymous;
    private long dirty;
    private long swap;
    private long locked;
    private long huge;
    private String flags = "";

    SmapsMapping(MappingLine line, int number) {
        this.line = line;
        this.number = number;
    }

    /** Takes a line such as {@code Rss:  8 kB}; those without a meaning for the start are passed over. */
    void take(String text, int at) {
        String[] words = text.strip().split("\\s+");
        if (words[0].equals("VmFlags:")) {
            flags = " " + String.join(" ", List.of(words).subList(1, words.length)) + " ";
            return;
        }
        if (words.length < 2 || !words[0].endsWith(":")) {
            throw new PasteFault(at, "a line of a mapping reads: Rss: 8 kB; this is " + text.strip());
        }
        switch (words[0]) {
            case "Rss:" -> rss = pages(words, at);
            case "Anonymous:" -> anonymous = pages(words, at);
            case "Shared_Dirty:", "Private_Dirty:" -> dirty += pages(words, at);
            case "Swap:" -> swap = pages(words, at);
            case "Locked:" -> locked = pages(words, at);
            case "AnonHugePages:", "Private_Hugetlb:", "Shared_Hugetlb:" -> huge += pages(words, at);
            default -> {}
        }
    }

    private long pages(String[] words, int at) {
        long pages = PasteFault.number(at, words[0].replace(":", ""), words[1], MOST_KB) / 4;
        if (pages > line.pages()) {
            throw new PasteFault(at, words[0] + " " + pages + " pages are more than the mapping's " + line.pages());
        }
        return pages;
    }

    boolean flagged(String two) {
        return flags.contains(" " + two + " ");
    }

    /** Pages of its own: copied on write, or anonymous from the start. */
    long own() {
        return line.hasFile() && line.shared() ? 0 : Math.min(anonymous, rss);
    }

    /** Pages of a file that a process wrote through a shared mapping. */
    long written() {
        return line.shared() ? Math.min(dirty, rss) : 0;
    }

    long resident() {
        return rss;
    }

    long inSwap() {
        return swap;
    }

    boolean hasHugePages() {
        return huge > 0;
    }

    /** Whether all of it is locked; a part of a mapping cannot be. */
    boolean locked() {
        return locked > 0 && locked == line.pages();
    }

    /** Whether a device answers behind its addresses, or a pool of huge pages. */
    boolean special() {
        return flagged("pf") || flagged("io") || flagged("ht");
    }
}
