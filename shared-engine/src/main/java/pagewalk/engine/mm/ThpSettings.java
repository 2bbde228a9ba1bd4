package pagewalk.engine.mm;

import org.jspecify.annotations.Nullable;
import pagewalk.engine.digest.Digest;
import pagewalk.engine.page.Gfp;

/** What is set below /sys/kernel/mm/transparent_hugepage (mm/huge_memory.c, mm/khugepaged.c). */
public final class ThpSettings {
    /** Words of settings, by value. */
    private static final class Words {
        static final String[] ENABLED = {"always", "madvise", "never"};
        static final String[] DEFRAG = {"always", "defer", "defer+madvise", "madvise", "never"};
        static final String[] NUMBERS = {};

        private Words() {}
    }

    private static final int ALWAYS = 0;
    private static final int NEVER = 2;
    private static final int DEFER = 1;
    private static final int DEFER_MADVISE = 2;
    private static final int MADVISE = 3;
    private static final int LIGHT = Gfp.IO | Gfp.FS | Gfp.HIGHMEM | Gfp.MOVABLE;

    /** The settings: where each lies, what it takes, and how it stands at first. */
    public enum Setting {
        ENABLED("enabled", Words.ENABLED, 0, 2, 0),
        DEFRAG("defrag", Words.DEFRAG, 0, 4, 3),
        USE_ZERO_PAGE("use_zero_page", Words.NUMBERS, 0, 1, 1),
        SHRINK_UNDERUSED("shrink_underused", Words.NUMBERS, 0, 1, 1),
        KHUGEPAGED_DEFRAG("khugepaged/defrag", Words.NUMBERS, 0, 1, 1),
        MAX_PTES_NONE("khugepaged/max_ptes_none", Words.NUMBERS, 0, 511, 511),
        MAX_PTES_SWAP("khugepaged/max_ptes_swap", Words.NUMBERS, 0, 511, 64),
        MAX_PTES_SHARED("khugepaged/max_ptes_shared", Words.NUMBERS, 0, 511, 256),
        PAGES_TO_SCAN("khugepaged/pages_to_scan", Words.NUMBERS, 1, Integer.MAX_VALUE, 4096),
        SCAN_SLEEP("khugepaged/scan_sleep_millisecs", Words.NUMBERS, 0, Integer.MAX_VALUE, 10_000),
        ALLOC_SLEEP("khugepaged/alloc_sleep_millisecs", Words.NUMBERS, 0, Integer.MAX_VALUE, 60_000);

        private final String file;
        private final String[] words;
        private final int least;
        private final int most;
        private final int first;

        Setting(String file, String[] words, int least, int most, int first) {
            this.file = file;
            this.words = words;
            this.least = least;
            this.most = most;
            this.first = first;
        }

        /** Its file, with the folder if it is one of khugepaged. */
        public String file() {
            return file;
        }

        /** The setting of a file; null if there is none. */
        public static @Nullable Setting byFile(String file) {
            for (Setting setting : values()) {
                if (setting.file.equals(file)) {
                    return setting;
                }
            }
            return null;
        }

        /** What it takes, in words. */
        public String takes() {
            return words.length > 0 ? String.join(", ", words) : "a number from " + least + " to " + most;
        }

        /** The value that a text means; -1 for none. */
        public int value(String text) {
            for (int i = 0; i < words.length; i++) {
                if (words[i].equals(text)) {
                    return i;
                }
            }
            return words.length > 0 || !isNumber(text) ? -1 : inRange(Long.parseLong(text));
        }

        private int inRange(long value) {
            return value >= least && value <= most ? (int) value : -1;
        }

        private static boolean isNumber(String text) {
            for (int i = 0; i < text.length(); i++) {
                if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                    return false;
                }
            }
            return !text.isEmpty() && text.length() <= 10;
        }
    }

    private static final Setting[] ALL = Setting.values();

    private final int[] values;

    /** As Linux begins, but for {@code enabled}: 0 always, 1 with advice, 2 never. */
    public ThpSettings(int enabled) {
        values = new int[ALL.length];
        for (Setting setting : ALL) {
            values[setting.ordinal()] = setting.first;
        }
        values[Setting.ENABLED.ordinal()] = enabled;
    }

    private ThpSettings(ThpSettings other) {
        values = other.values.clone();
    }

    ThpSettings copy() {
        return new ThpSettings(this);
    }

    /** The word of {@link Setting#ENABLED} at a value. */
    public static String enabledWord(int value) {
        return Words.ENABLED[value];
    }

    public int get(Setting setting) {
        return values[setting.ordinal()];
    }

    /** Sets one to a value that {@link Setting#value} gave. */
    void set(Setting setting, int value) {
        values[setting.ordinal()] = value;
    }

    /** As its file reads: the words with the one that holds in brackets, or a number. */
    public String shown(Setting setting) {
        int value = get(setting);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < setting.words.length; i++) {
            String word = setting.words[i];
            text.append(i == 0 ? "" : " ").append(i == value ? "[" + word + "]" : word);
        }
        return (setting.words.length == 0 ? text.append(value) : text)
                .append('\n')
                .toString();
    }

    /** Whether any mapping may have huge pages (hugepage_pmd_enabled()). */
    boolean isOn() {
        return get(Setting.ENABLED) != NEVER;
    }

    /** Whether a mapping with these flags may, as far as this setting goes. */
    boolean allows(int flags) {
        return get(Setting.ENABLED) == ALWAYS || isOn() && (flags & VmFlags.HUGEPAGE) != 0;
    }

    /** What the allocator is asked at a fault (vma_thp_gfp_mask()). */
    int faultGfp(int flags) {
        boolean advised = (flags & VmFlags.HUGEPAGE) != 0;
        return switch (get(Setting.DEFRAG)) {
            case ALWAYS -> LIGHT | Gfp.DIRECT_RECLAIM | (advised ? 0 : Gfp.NORETRY);
            case DEFER -> LIGHT | Gfp.KSWAPD_RECLAIM;
            case DEFER_MADVISE -> LIGHT | (advised ? Gfp.DIRECT_RECLAIM : Gfp.KSWAPD_RECLAIM);
            case MADVISE -> LIGHT | (advised ? Gfp.DIRECT_RECLAIM : 0);
            default -> LIGHT;
        };
    }

    /** What khugepaged asks (alloc_hugepage_khugepaged_gfpmask()), or MADV_COLLAPSE. */
    int collapseGfp(boolean daemon) {
        return !daemon || get(Setting.KHUGEPAGED_DEFRAG) == 1 ? LIGHT | Gfp.DIRECT_RECLAIM : LIGHT;
    }

    /** What is asked for the huge page of zeros (get_huge_zero_page()). */
    int zeroGfp() {
        return (LIGHT | Gfp.DIRECT_RECLAIM) & ~Gfp.MOVABLE;
    }

    void digest(Digest into) {
        for (int value : values) {
            into.fold(value);
        }
    }
}
