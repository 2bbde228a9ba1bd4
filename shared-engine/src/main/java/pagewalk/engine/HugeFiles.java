package pagewalk.engine;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pagewalk.engine.hugetlb.HugePool;

/** The files below /sys/kernel/mm/hugepages: a number each (mm/hugetlb.c). */
final class HugeFiles {
    private static final String FOLDER = "/sys/kernel/mm/hugepages/hugepages-";
    private static final String[] SIZES = {"2048kB/", "1048576kB/"};
    private static final int[] ORDERS = {HugePool.PMD_ORDER, HugePool.PUD_ORDER};
    private static final String[] NAMES = {"free_hugepages", "nr_hugepages", "resv_hugepages", "surplus_hugepages"};

    private HugeFiles() {}

    /** Huge pages that the command line of the kernel asks for, the larger ones first (hugetlb_init_hstates()). */
    static void fill(HugePool pool, Firmware line) {
        if (line.gigantic() > 0) {
            pool.grow(HugePool.PUD_ORDER, line.gigantic());
        }
        if (line.huge() > 0) {
            pool.grow(HugePool.PMD_ORDER, line.huge());
        }
    }

    /** Those of the sizes that there are pages of. */
    static List<String> paths(HugePool pool) {
        List<String> paths = new ArrayList<>();
        for (int size = 0; size < SIZES.length; size++) {
            for (int i = 0; pool.pages(ORDERS[size]) > 0 && i < NAMES.length; i++) {
                paths.add(FOLDER + SIZES[size] + NAMES[i]);
            }
        }
        return paths;
    }

    /** The file at a path; null if it is not one of these. */
    static @Nullable String read(HugePool pool, String path) {
        for (int size = 0; size < SIZES.length; size++) {
            String folder = FOLDER + SIZES[size];
            if (path.startsWith(folder)) {
                return number(pool, ORDERS[size], path.substring(folder.length()));
            }
        }
        return null;
    }

    private static @Nullable String number(HugePool pool, int order, String name) {
        return switch (name) {
            case "free_hugepages" -> pool.free(order) + "\n";
            case "nr_hugepages" -> pool.kept(order) + "\n";
            case "resv_hugepages" -> pool.promised(order) + "\n";
            case "surplus_hugepages" -> pool.surplus(order) + "\n";
            default -> null;
        };
    }

    /** What the pool of 2 MiB pages adds to /proc/meminfo, by its names; 0 for any other. */
    static int pages(HugePool pool, String counter) {
        return switch (counter) {
            case "HugePages_Total" -> pool.pages(HugePool.PMD_ORDER);
            case "HugePages_Free" -> pool.free(HugePool.PMD_ORDER);
            case "HugePages_Rsvd" -> pool.promised(HugePool.PMD_ORDER);
            case "HugePages_Surp" -> pool.surplus(HugePool.PMD_ORDER);
            case "Hugetlb" -> pool.frames();
            default -> 0;
        };
    }
}
