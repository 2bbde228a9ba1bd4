package pagewalk.engine.util;

import java.util.List;

/**
 * Finds texts in lists.
 *
 * <p>A list's own {@code contains} and {@code indexOf} compare whatever lists may hold: one call brings
 * the {@code equals} of every record that is in any list into the browser's program.
 */
public final class Texts {
    private Texts() {}

    /** The place of a text in a list, or -1. */
    public static int indexOf(List<String> texts, String text) {
        for (int i = 0; i < texts.size(); i++) {
            if (text.equals(texts.get(i))) {
                return i;
            }
        }
        return -1;
    }

    /** True when a text is in a list. */
    public static boolean contains(List<String> texts, String text) {
        return indexOf(texts, text) >= 0;
    }
}
