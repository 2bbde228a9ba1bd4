package pagewalk.lab.paste;

import java.util.ArrayList;
import java.util.List;
import pagewalk.engine.Limits;

/** A zone with pages, as /proc/zoneinfo tells of it; all numbers are pages. */
final class ZoneNumbers {
    private static final List<String> NAMES = List.of("DMA", "DMA32", "Normal");

    /** Where the zone begins in the text, from 1. */
    final int line;

    final String name;
    int free = -1;
    int min = -1;
    int low = -1;
    int spanned = -1;
    int present = -1;
    int managed = -1;
    int start = -1;
    int cpus;
    private int high = -1;

    private ZoneNumbers(int line, String name) {
        this.line = line;
        this.name = name;
    }

    /** The zones that have pages, in the file's order; a fault for more than one node and for zones x86-64 has not. */
    static List<ZoneNumbers> read(List<String> lines, int first) {
        List<ZoneNumbers> zones = new ArrayList<>();
        for (int i = first; i < lines.size(); i++) {
            String[] words = lines.get(i).strip().split("\\s+");
            if (lines.get(i).startsWith("Node ")) {
                zones.add(begin(words, i + 1));
            } else if (!zones.isEmpty()) {
                zones.get(zones.size() - 1).take(words, i + 1);
            }
        }
        zones.removeIf(zone -> zone.managed == 0);
        if (zones.isEmpty()) {
            throw new PasteFault(first + 1, "no zone with pages is in this text");
        }
        int end = 0;
        for (ZoneNumbers zone : zones) {
            zone.check(end);
            end = zone.start + zone.spanned;
        }
        return zones;
    }

    private static ZoneNumbers begin(String[] words, int line) {
        if (words.length != 4 || !words[2].equals("zone")) {
            throw new PasteFault(line, "a zone begins with: Node 0, zone NAME");
        }
        if (!words[1].equals("0,")) {
            throw new PasteFault(line, "machines of one node can be pasted; this is node " + words[1].replace(",", ""));
        }
        return new ZoneNumbers(line, words[3]);
    }

    private void take(String[] words, int at) {
        if (words[0].equals("cpu:")) {
            cpus++;
        } else if (words[0].equals("pages") && words.length == 3) {
            free = pages(words[1], words[2], at);
        } else if (words.length == 2) {
            take(words[0], words[1], at);
        }
    }

    private void take(String key, String value, int at) {
        switch (key) {
            case "min" -> min = pages(key, value, at);
            case "low" -> low = pages(key, value, at);
            // The lists of processors have a line of that name too.
            case "high" -> high = high < 0 ? pages(key, value, at) : high;
            case "spanned" -> spanned = pages(key, value, at);
            case "present" -> present = pages(key, value, at);
            case "managed" -> managed = pages(key, value, at);
            case "start_pfn:" -> start = pages("start_pfn", value, at);
            default -> {}
        }
    }

    private static int pages(String what, String word, int at) {
        return (int) PasteFault.number(at, what, word, Limits.FRAMES);
    }

    /** A fault for numbers that are missing or that no zone of x86-64 has; the zones before end at {@code end}. */
    private void check(int end) {
        need("free", free);
        need("min", min);
        need("low", low);
        need("high", high);
        need("spanned", spanned);
        need("present", present);
        need("managed", managed);
        need("start_pfn", start);
        if (!NAMES.contains(name)) {
            throw new PasteFault(
                    line, "pages in zone " + name + " cannot be pasted; zones of a machine are DMA, DMA32 and Normal");
        }
        boolean nested = free <= managed && managed <= present && present <= spanned;
        if (!nested || start < end || start + (long) spanned > Limits.FRAMES) {
            throw new PasteFault(
                    line,
                    "zone " + name + " has to begin at page " + end + " or later, end by " + Limits.FRAMES
                            + ", and have free <= managed <= present <= spanned; it has " + start + ", " + free + ", "
                            + managed + ", " + present + " and " + spanned);
        }
    }

    private void need(String what, int value) {
        if (value < 0) {
            throw new PasteFault(line, "zone " + name + " has no line " + what);
        }
    }
}
