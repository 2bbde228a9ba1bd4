package pagewalk.lab.prove;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A page on a recorded list.
 *
 * @param kind a anonymous, s shared memory, f file, b block device, ? in the swap cache and mapped nowhere yet
 * @param inode number of the file, as it is written; empty for anonymous pages
 * @param index place of the page
 * @param slot swap slot, -1 for none
 * @param flags letters as the recording has them
 */
record LruItem(char kind, String inode, long index, int slot, String flags) {
    private static final Pattern ITEM =
            Pattern.compile("([asfb?])(?:([0-9]{1,12})\\.)?([0-9a-f]{1,12})(?:([+-])([0-9]{1,5}))?"
                    + "(?:@([0-9]{1,8}))?(?:/([A-Za-z0-9]+))?");

    /** The pages of a line such as {@code inactive_anon: a1003f-2@64/Su s2.8-9/Dru (11 pages)}, newest first. */
    static List<LruItem> read(String line, int number) {
        List<LruItem> items = new ArrayList<>();
        int colon = line.indexOf(':');
        int end = line.lastIndexOf('(');
        if (end < colon) {
            throw new RecordingFault(number, "the number of pages of a list is missing");
        }
        for (String word : line.substring(colon + 1, end).strip().split(" +")) {
            if (word.isEmpty()) {
                continue;
            }
            Matcher matcher = ITEM.matcher(word);
            if (!matcher.matches()) {
                throw new RecordingFault(number, "this is no page of a list: " + word);
            }
            add(items, matcher);
        }
        return items;
    }

    private static void add(List<LruItem> items, Matcher m) {
        char kind = m.group(1).charAt(0);
        String inode = m.group(2) == null ? "" : m.group(2);
        boolean hexadecimal = kind == 'a' || m.group(3).matches(".*[a-f].*");
        long first = Long.parseLong(m.group(3), hexadecimal ? 16 : 10);
        int step = m.group(4) == null ? 0 : m.group(4).equals("+") ? 1 : -1;
        int count = m.group(5) == null ? 1 : Integer.parseInt(m.group(5));
        int slot = m.group(6) == null ? -1 : Integer.parseInt(m.group(6));
        String flags = m.group(7) == null ? "" : m.group(7);
        for (int i = 0; i < count; i++) {
            items.add(new LruItem(kind, inode, first + (long) step * i, slot < 0 ? -1 : slot + step * i, flags));
        }
    }

    boolean has(char flag) {
        return flags.indexOf(flag) >= 0;
    }

    /** What tells it from others in all recordings of one run. */
    String key() {
        return kind + inode + "." + index;
    }
}
