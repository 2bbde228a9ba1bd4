package pagewalk.lab.trace;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The formats of a trace. */
public enum TraceFormat {
    /** What valgrind's lackey prints. */
    LACKEY,
    /** Two bytes a reference, packed. */
    U16,
    /** Page numbers as text. */
    PAGES,
    /** The command line of OSTEP's paging exercise, which draws or lists the references. */
    OSTEP,
    /** A malloc trace of CS:APP's malloc lab. */
    REP;

    private static final Pattern LACKEY_LINE =
            Pattern.compile("(?m)^(?:==[0-9]+==|I  [0-9a-fA-F]+,[0-9]| [LSM] [0-9a-fA-F]+,[0-9])");
    private static final Pattern REP_HEAD = Pattern.compile("(?s)\\s*(?:[0-9]+\\s+){4}[arf] [0-9]+.*");
    private static final Pattern OSTEP_LINE =
            Pattern.compile("(?s)\\s*(?:\\$ *)?(?:\\S+ +)?(?:\\S*paging-policy\\.py\\b|--?[a-zA-Z]).*");

    /** As it is written on the command line. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The format called {@code word}, or null. */
    public static @Nullable TraceFormat named(String word) {
        for (TraceFormat format : values()) {
            if (format.word().equals(word)) {
                return format;
            }
        }
        return null;
    }

    /** The format that the beginning of a file looks like; null if it looks like none. */
    static @Nullable TraceFormat of(byte[] head, int length) {
        if (!isText(head, length)) {
            return isPacked(head, length) ? U16 : null;
        }
        String text = new String(head, 0, length, StandardCharsets.ISO_8859_1);
        if (OSTEP_LINE.matcher(text).matches()) {
            return OSTEP;
        }
        if (LACKEY_LINE.matcher(text).find()) {
            return LACKEY;
        }
        return REP_HEAD.matcher(text).matches() ? REP : PAGES;
    }

    private static boolean isText(byte[] head, int length) {
        for (int i = 0; i < length; i++) {
            if (head[i] >= 0 && head[i] < ' ' && head[i] != '\n' && head[i] != '\r' && head[i] != '\t') {
                return false;
            }
        }
        return true;
    }

    /** Packed traces number their pages in the order in which they appear, so each new one is the next. */
    private static boolean isPacked(byte[] head, int length) {
        int pages = 0;
        for (int i = 0; i + 1 < length; i += 2) {
            int page = (head[i] & 0xff | (head[i + 1] & 0xff) << 8) >> 2;
            if (page > pages) {
                return false;
            }
            pages = Math.max(pages, page + 1);
        }
        return length > 1;
    }
}
