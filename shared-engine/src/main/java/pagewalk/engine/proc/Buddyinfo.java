package pagewalk.engine.proc;

import java.util.ArrayList;
import java.util.List;
import pagewalk.engine.Limits;
import pagewalk.engine.zone.FreeLists;
import pagewalk.engine.zone.Zone;
import pagewalk.engine.zone.ZoneCounts;

/** /proc/buddyinfo, written byte for byte as mm/vmstat.c frag_show_print() does, and read back. */
public final class Buddyinfo {
    /** What to say of zones that no machine can hold. */
    public static final String TOO_LARGE = "these zones need more than the " + Limits.FRAMES
            + " frames that a machine can have, once every free block below order 10 has a used one beside it";

    private Buddyinfo() {}

    /** What a pasted text turned out to be. */
    public sealed interface Read {
        /** One entry a line of the text. */
        record Ok(List<ZoneCounts> zones) implements Read {}

        /** Not a /proc/buddyinfo; {@code line} counts from 1. */
        record Malformed(int line, String message) implements Read {}
    }

    /** The file for these zones, in their order. */
    public static String print(List<Zone> zones) {
        StringBuilder text = new StringBuilder();
        for (Zone zone : zones) {
            text.append("Node ").append(zone.node()).append(", zone ");
            ProcText.right(text, zone.name(), 8);
            text.append(' ');
            for (int order = 0; order < FreeLists.ORDERS; order++) {
                ProcText.right(text, zone.lists().count(order), 6);
                text.append(' ');
            }
            text.append('\n');
        }
        return text.toString();
    }

    /** Reads a pasted file: lines of a node, a zone and 11 counts; blank lines are skipped. */
    public static Read parse(String text) {
        if (text.length() > Limits.CONFIG_CHARS) {
            return new Read.Malformed(
                    1, "at most " + Limits.CONFIG_CHARS + " characters can be read, these are " + text.length());
        }
        List<ZoneCounts> zones = new ArrayList<>();
        int lineNumber = 0;
        int from = 0;
        while (from < text.length()) {
            int newline = text.indexOf('\n', from);
            int end = newline < 0 ? text.length() : newline;
            List<String> words = words(text.substring(from, end));
            lineNumber++;
            from = end + 1;
            if (words.isEmpty()) {
                continue;
            }
            String wrong = zones.size() == Limits.ZONES
                    ? "at most " + Limits.ZONES + " zones can be read"
                    : addZone(words, zones);
            if (!wrong.isEmpty()) {
                return new Read.Malformed(lineNumber, wrong);
            }
        }
        if (zones.isEmpty()) {
            return new Read.Malformed(1, "there is no zone line in the text");
        }
        boolean fits = ZoneCounts.spanned(zones, Limits.FRAMES) <= Limits.FRAMES;
        return fits ? new Read.Ok(zones) : new Read.Malformed(1, TOO_LARGE);
    }

    /** Adds the zone of one line; returns what is wrong with it, empty if nothing is. */
    private static String addZone(List<String> words, List<ZoneCounts> zones) {
        if (words.size() < 4 || !words.get(0).equals("Node") || !words.get(2).equals("zone")) {
            return "a line reads: Node 0, zone Normal and 11 counts; this one starts with " + words.get(0);
        }
        String nodeText = words.get(1);
        int node = nodeText.endsWith(",") ? count(nodeText.substring(0, nodeText.length() - 1)) : -1;
        if (node < 0) {
            return "Node is followed by a number and a comma; this is " + nodeText;
        }
        if (!ZoneCounts.isZoneName(words.get(3))) {
            return "a zone is named by at most 16 letters and digits; this is " + words.get(3);
        }
        int given = words.size() - 4;
        if (given != FreeLists.ORDERS) {
            return "zone " + words.get(3) + " has " + given + " counts; orders 0 to 10 make " + FreeLists.ORDERS;
        }
        List<Integer> counts = new ArrayList<>();
        for (int i = 4; i < words.size(); i++) {
            int count = count(words.get(i));
            if (count < 0) {
                return "a count is a number from 0 to " + Limits.FRAMES + "; this is " + words.get(i);
            }
            counts.add(count);
        }
        zones.add(new ZoneCounts(node, words.get(3), counts));
        return "";
    }

    /** The number, -1 if it is none or more than any machine has frames. */
    private static int count(String word) {
        int value = 0;
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            if (c < '0' || c > '9' || value > Limits.FRAMES) {
                return -1;
            }
            value = value * 10 + (c - '0');
        }
        return word.isEmpty() || value > Limits.FRAMES ? -1 : value;
    }

    private static List<String> words(String line) {
        List<String> words = new ArrayList<>();
        int start = -1;
        for (int i = 0; i <= line.length(); i++) {
            boolean space = i == line.length() || line.charAt(i) <= ' ';
            if (space && start >= 0) {
                words.add(line.substring(start, i));
                start = -1;
            } else if (!space && start < 0) {
                start = i;
            }
        }
        return words;
    }
}
