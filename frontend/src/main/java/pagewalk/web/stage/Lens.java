package pagewalk.web.stage;

import java.util.List;
import pagewalk.engine.view.MemoryView;

/** Which one dimension the fill of a block shows. */
public enum Lens {
    /** Who has the block. */
    OWNER("Owner", "free", "allocated", "in use before", "moving now", "kept by a CPU", "slab"),
    /** How large the block is. */
    ORDER("Order", "0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10"),
    /** The migratetype of its pageblock. */
    MIGRATETYPE("Migratetype", "unmovable", "movable", "reclaimable", "highatomic");

    /** The owner of pages that a processor keeps. */
    static final int CPU = 4;
    /** The owner of pages of slabs, where the page knows of them. */
    static final int SLAB = 5;

    private final String label;
    private final List<String> categories;

    Lens(String label, String... categories) {
        this.label = label;
        this.categories = List.of(categories);
    }

    public String label() {
        return label;
    }

    /** How many categories the legend has. */
    public int categories() {
        return categories.size();
    }

    public String category(int i) {
        return categories.get(i);
    }

    /** The category of the block that begins at {@code head}. */
    int categoryOf(MemoryView memory, int head) {
        return switch (this) {
            case OWNER -> ownerOf(memory.state(head));
            case ORDER -> Math.max(memory.blockOrder(head), 0);
            case MIGRATETYPE -> Math.max(memory.migratetype(head), 0);
        };
    }

    private static int ownerOf(int state) {
        return switch (state) {
            case MemoryView.FREE -> 0;
            case MemoryView.ALLOCATED -> 1;
            case MemoryView.USED -> 2;
            case MemoryView.CACHED -> CPU;
            default -> 3;
        };
    }

    /** The state in words, for tables, inspectors and the screen reader. */
    public static String stateWord(int state) {
        return switch (state) {
            case MemoryView.FREE -> "free";
            case MemoryView.ALLOCATED -> "allocated";
            case MemoryView.USED -> "in use before the session";
            case MemoryView.MOVING -> "moving now";
            case MemoryView.CACHED -> "kept by a CPU";
            default -> "no memory";
        };
    }
}
