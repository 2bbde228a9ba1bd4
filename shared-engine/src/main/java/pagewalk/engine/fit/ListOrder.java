package pagewalk.engine.fit;

import org.jspecify.annotations.Nullable;

/** Where a freed chunk goes in the free list. */
public enum ListOrder {
    ADDRESS("addrsort"),
    SMALLEST_FIRST("sizesort+"),
    LARGEST_FIRST("sizesort-"),
    FRONT("insert-front"),
    BACK("insert-back");

    private final String word;

    ListOrder(String word) {
        this.word = word;
    }

    /** As it is written in a command. */
    public String word() {
        return word;
    }

    /** The order called {@code word}, or null. */
    public static @Nullable ListOrder byWord(String word) {
        for (ListOrder order : values()) {
            if (order.word.equals(word)) {
                return order;
            }
        }
        return null;
    }
}
