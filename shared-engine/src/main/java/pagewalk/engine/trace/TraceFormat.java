package pagewalk.engine.trace;

import org.jspecify.annotations.Nullable;

/** The formats of a trace, and what each looks like. */
public enum TraceFormat {
    /** What valgrind's lackey prints. */
    LACKEY("lackey"),
    /** Two bytes a reference, packed. */
    U16("u16"),
    /** Page numbers as text. */
    PAGES("pages"),
    /** The command line of OSTEP's paging exercise, which draws or lists the references. */
    OSTEP("ostep"),
    /** A malloc trace of CS:APP's malloc lab. */
    REP("rep");

    /** Bytes of a file's beginning by which its format is told. */
    public static final int HEAD = 4096;

    private static final int REP_NUMBERS = 4;

    private final String word;

    TraceFormat(String word) {
        this.word = word;
    }

    /** As it is written on the command line. */
    public String word() {
        return word;
    }

    /** The format called {@code word}, or null. */
    public static @Nullable TraceFormat named(String word) {
        for (TraceFormat format : values()) {
            if (format.word.equals(word)) {
                return format;
            }
        }
        return null;
    }

    /** Whether a trace of this format has the addresses of its references, so that its pages may have any size. */
    public boolean hasAddresses() {
        return this == LACKEY || this == REP;
    }

    /** The format that the first {@link #HEAD} bytes of a file look like; null if they look like none. */
    public static @Nullable TraceFormat of(byte[] head, int length) {
        if (!isText(head, length)) {
            return isPacked(head, length) ? U16 : null;
        }
        if (isOstep(head, length)) {
            return OSTEP;
        }
        for (int at = 0; at < length; at++) {
            if ((at == 0 || isLineEnd(head[at - 1])) && isLackeyLine(head, at, length)) {
                return LACKEY;
            }
        }
        return isRep(head, length) ? REP : PAGES;
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

    private static boolean isLineEnd(byte c) {
        return c == '\n' || c == '\r';
    }

    private static boolean isBlank(byte c) {
        return c == ' ' || c == '\t' || isLineEnd(c);
    }

    private static boolean isDigit(byte c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isLetter(byte c) {
        int small = c | 0x20;
        return small >= 'a' && small <= 'z';
    }

    /** The first place from {@code at} on that is no digit. */
    private static int pastDigits(byte[] head, int at, int length) {
        int end = at;
        while (end < length && isDigit(head[end])) {
            end++;
        }
        return end;
    }

    private static int pastBlanks(byte[] head, int at, int length) {
        int end = at;
        while (end < length && isBlank(head[end])) {
            end++;
        }
        return end;
    }

    /** {@code ==PID==}, which valgrind puts before its own words, or an access with an address and a size. */
    private static boolean isLackeyLine(byte[] head, int from, int length) {
        if (from + 3 >= length) {
            return false;
        }
        if (head[from] == '=' && head[from + 1] == '=') {
            int end = pastDigits(head, from + 2, length);
            return end > from + 2 && end + 1 < length && head[end] == '=' && head[end + 1] == '=';
        }
        boolean fetch = head[from] == 'I' && head[from + 1] == ' ';
        byte kind = head[from + 1];
        boolean data = head[from] == ' ' && (kind == 'L' || kind == 'S' || kind == 'M');
        int at = from + 3;
        while (at < length && TraceReader.hex(head[at]) >= 0) {
            at++;
        }
        boolean hasAddress = head[from + 2] == ' ' && at > from + 3;
        return (fetch || data) && hasAddress && at + 1 < length && head[at] == ',' && isDigit(head[at + 1]);
    }

    /** Four numbers, then a call. */
    private static boolean isRep(byte[] head, int length) {
        int at = pastBlanks(head, 0, length);
        for (int i = 0; i < REP_NUMBERS; i++) {
            int end = pastDigits(head, at, length);
            int next = pastBlanks(head, end, length);
            if (end == at || next == end) {
                return false;
            }
            at = next;
        }
        boolean call = at + 2 < length && (head[at] == 'a' || head[at] == 'r' || head[at] == 'f');
        return call && head[at + 1] == ' ' && isDigit(head[at + 2]);
    }

    /** The program's name or an option, as the first word or the second, behind a prompt or not. */
    private static boolean isOstep(byte[] head, int length) {
        int at = pastBlanks(head, 0, length);
        if (isOstepWord(head, at, length)) {
            return true;
        }
        int second = pastSpaces(head, pastWord(head, at, length), length);
        if (isOstepWord(head, second, length)) {
            return true;
        }
        if (at == length || head[at] != '$') {
            return false;
        }
        int first = pastSpaces(head, at + 1, length);
        return isOstepWord(head, first, length)
                || isOstepWord(head, pastSpaces(head, pastWord(head, first, length), length), length);
    }

    private static int pastWord(byte[] head, int at, int length) {
        int end = at;
        while (end < length && !isBlank(head[end])) {
            end++;
        }
        return end;
    }

    /** The first place behind spaces; where there is none, the end, because words stand apart. */
    private static int pastSpaces(byte[] head, int at, int length) {
        int end = at;
        while (end < length && head[end] == ' ') {
            end++;
        }
        return end;
    }

    private static boolean isOstepWord(byte[] head, int at, int length) {
        int end = pastWord(head, at, length);
        int letter = at + 1 < end && head[at + 1] == '-' ? at + 2 : at + 1;
        if (at < end && head[at] == '-' && letter < end && isLetter(head[letter])) {
            return true;
        }
        String name = OstepReader.PROGRAM;
        for (int from = at; from + name.length() <= end; from++) {
            int same = 0;
            while (same < name.length() && head[from + same] == name.charAt(same)) {
                same++;
            }
            int behind = from + same;
            boolean whole =
                    behind == length || !isLetter(head[behind]) && !isDigit(head[behind]) && head[behind] != '_';
            if (same == name.length() && whole) {
                return true;
            }
        }
        return false;
    }
}
