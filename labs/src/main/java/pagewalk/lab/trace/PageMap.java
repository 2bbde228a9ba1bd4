package pagewalk.lab.trace;

import pagewalk.engine.trace.PagePlaces;
import pagewalk.engine.util.IntList;

/**
 * The page numbers behind the numbers of a packed trace: a line for each, the packed number in decimal and the page's
 * in hex, numbered from 0 on.
 */
public final class PageMap implements PagePlaces {
    private static final int MOST_TEXT = 4 * 1024 * 1024;

    private final IntList highs = new IntList();
    private final IntList lows = new IntList();

    private PageMap() {}

    /** Reads a map; throws {@link TraceFault}. */
    public static PageMap read(TraceInput input) {
        PageMap map = new PageMap();
        int number = 0;
        for (String line : input.text(MOST_TEXT).lines().toList()) {
            number++;
            String words = line.strip();
            if (words.isEmpty() || words.startsWith("#")) {
                continue;
            }
            if (!words.matches(map.lows.size() + "\\s+(0x)?[0-9a-fA-F]{1,16}")) {
                throw new TraceFault(
                        false,
                        input.name() + ", line " + number + ": expected the number " + map.lows.size()
                                + " and its page in hex");
            }
            String hex = words.substring(words.lastIndexOf(words.contains("0x") ? 'x' : ' ') + 1)
                    .strip();
            long page = Long.parseUnsignedLong(hex.substring(hex.lastIndexOf('\t') + 1), 16);
            map.highs.add((int) (page >>> 32));
            map.lows.add((int) page);
        }
        return map;
    }

    @Override
    public boolean has(int id) {
        return id < lows.size();
    }

    @Override
    public int high(int id) {
        return highs.get(id);
    }

    @Override
    public int low(int id) {
        return lows.get(id);
    }
}
