package pagewalk.engine.zswap;

/**
 * Classes of objects of zsmalloc: sizes 16 bytes apart, each with the number of pages that wastes least; classes that
 * come out alike are one (mm/zsmalloc.c zs_create_pool()).
 */
public final class SizeClasses {
    /** Pages of the longest zspage (CONFIG_ZSMALLOC_CHAIN_SIZE). */
    public static final int MOST_PAGES = 8;

    private static final int LEAST = 32;
    private static final int STEP = 16;
    private static final int PAGE = 4096;
    /** Bytes that lead from an object back to its handle (ZS_HANDLE_SIZE). */
    private static final int HANDLE = 8;

    private static final int COUNT = (PAGE - LEAST) / STEP + 1;
    /** For each size the number of its class; classes count from 0, those of the largest objects first. */
    private static final int[] CLASS = new int[COUNT];

    private static final int[] SIZE = new int[COUNT];
    private static final int[] PAGES = new int[COUNT];
    private static final int CLASSES = build();

    private SizeClasses() {}

    private static int build() {
        int classes = 0;
        for (int i = COUNT - 1; i >= 0; i--) {
            int size = LEAST + i * STEP;
            int pages = pagesFor(size);
            boolean alike = classes > 0
                    && PAGES[classes - 1] == pages
                    && pages * PAGE / SIZE[classes - 1] == pages * PAGE / size;
            if (!alike) {
                SIZE[classes] = size;
                PAGES[classes] = pages;
                classes++;
            }
            CLASS[i] = classes - 1;
        }
        return classes;
    }

    /** How many pages waste least (calculate_zspage_chain_size()). */
    private static int pagesFor(int size) {
        if (Integer.bitCount(size) == 1) {
            return 1;
        }
        int best = 1;
        for (int pages = 2; pages <= MOST_PAGES; pages++) {
            if (pages * PAGE % size < best * PAGE % size) {
                best = pages;
            }
        }
        return best;
    }

    /** How many classes there are. */
    public static int count() {
        return CLASSES;
    }

    /** The class of objects of {@code bytes}, 1 to 4096 (get_size_class_index()). */
    public static int of(int bytes) {
        int size = bytes + HANDLE;
        int index = size <= LEAST ? 0 : (size - LEAST + STEP - 1) / STEP;
        return CLASS[Math.min(index, COUNT - 1)];
    }

    /** Bytes of an object, its handle among them. */
    public static int size(int number) {
        return SIZE[number];
    }

    /** Pages of a zspage. */
    public static int pages(int number) {
        return PAGES[number];
    }

    /** Objects of a zspage. */
    public static int objects(int number) {
        return PAGES[number] * PAGE / SIZE[number];
    }
}
