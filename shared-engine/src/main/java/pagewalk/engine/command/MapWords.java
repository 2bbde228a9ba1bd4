package pagewalk.engine.command;

/** The words for flags of mmap(), in the order of their bits in {@link pagewalk.engine.mm.MapRequest}. */
final class MapWords {
    private static final String[] WORDS = {
        "private",
        "shared",
        "fixed",
        "fixed_noreplace",
        "populate",
        "growsdown",
        "locked",
        "noreserve",
        "anon",
        "hugetlb",
        "huge_2mb",
        "huge_1gb"
    };
    /** The word that has another form, "anonymous". */
    private static final int ANON = 8;

    private MapWords() {}

    /** The flags as a list with commas. */
    static String text(int flags) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < WORDS.length; i++) {
            if ((flags >> i & 1) != 0) {
                text.append(text.isEmpty() ? "" : ",").append(WORDS[i]);
            }
        }
        return text.isEmpty() ? "none" : text.toString();
    }

    /** The bit of a word, with or without MAP_ and in any case; -1 for an unknown one. */
    static int bit(String word) {
        String lower = word.toLowerCase(java.util.Locale.ROOT);
        String bare = lower.startsWith("map_") ? lower.substring(4) : lower;
        for (int i = 0; i < WORDS.length; i++) {
            if (WORDS[i].equals(bare) || i == ANON && bare.equals("anonymous")) {
                return 1 << i;
            }
        }
        return bare.equals("none") ? 0 : -1;
    }

    /** All words, comma-separated. */
    static String words() {
        return String.join(", ", WORDS);
    }
}
