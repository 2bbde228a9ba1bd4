package pagewalk.engine.proc;

/** What free of procps 4.0.2 prints (src/free.c, library/meminfo.c), from the text of /proc/meminfo. */
public final class FreeTool {
    /** Letters that options are made of. */
    public static final String OPTIONS = "bkmghwt";

    private static final int COLUMN = 12;
    private static final String UNITS = "BKMGTP";
    /** Binary digits that the program's numbers keep, which are floats. */
    private static final int FLOAT_BITS = 24;

    private final String meminfo;
    private final StringBuilder text = new StringBuilder();
    private final boolean human;
    private final int exponent;

    private FreeTool(String meminfo, String options) {
        this.meminfo = meminfo;
        human = options.indexOf('h') >= 0;
        int last = -1;
        for (int i = 0; i < options.length(); i++) {
            int unit = "bkmg".indexOf(options.charAt(i));
            last = unit >= 0 ? unit : last;
        }
        exponent = last < 0 ? 1 : last;
    }

    /** The table; {@code options} are letters of {@link #OPTIONS}, of units the last one counts. */
    public static String print(String meminfo, String options) {
        return new FreeTool(meminfo, options).print(options.indexOf('w') >= 0, options.indexOf('t') >= 0);
    }

    private String print(boolean wide, boolean total) {
        text.append(
                wide
                        ? "               total        used        free      shared     buffers"
                                + "       cache   available\n"
                        : "               total        used        free      shared  buff/cache   available\n");
        long memTotal = kb("MemTotal:");
        long memFree = kb("MemFree:");
        long used = used(meminfo);
        long buffers = kb("Buffers:");
        long cache = kb("Cached:") + kb("SReclaimable:");
        row("Mem:", memTotal, used, memFree, kb("Shmem:"));
        if (wide) {
            row("", buffers, cache);
        } else {
            row("", buffers + cache);
        }
        row("", kb("MemAvailable:"));
        long swapTotal = kb("SwapTotal:");
        long swapFree = kb("SwapFree:");
        text.append('\n');
        long swapUsed = Math.max(0, swapTotal - swapFree);
        row("Swap:", swapTotal, swapUsed, swapFree);
        text.append('\n');
        if (total) {
            row("Total:", memTotal + swapTotal, used + swapUsed, memFree + swapFree);
            text.append('\n');
        }
        return text.toString();
    }

    /** What is neither free nor could be made so without swap (MEMINFO_MEM_USED). */
    static long used(String meminfo) {
        long total = ProcValues.of(meminfo, "MemTotal:");
        long used = total - ProcValues.of(meminfo, "MemAvailable:");
        return used < 0 ? total - ProcValues.of(meminfo, "MemFree:") : used;
    }

    private long kb(String label) {
        return ProcValues.of(meminfo, label);
    }

    private void row(String label, long... kilobytes) {
        text.append(label);
        int width = label.isEmpty() ? COLUMN : COLUMN + 8 - label.length();
        for (long value : kilobytes) {
            ProcText.right(text, human ? human(value << 10) : scaled(value << 10), width);
            width = COLUMN;
        }
    }

    /** Bytes in the unit that was asked for, cut off. */
    private String scaled(long bytes) {
        return Long.toString(bytes >> exponent * 10);
    }

    /** At most four digits and a unit. */
    private static String human(long bytes) {
        if (bytes < 1000) {
            return bytes + "B";
        }
        long value = rounded(bytes);
        for (int unit = 1; unit < UNITS.length(); unit++) {
            String shown = tenths(value, unit * 10) + UNITS.charAt(unit) + "i";
            if (shown.length() > 5) {
                shown = (value >> unit * 10) + "" + UNITS.charAt(unit) + "i";
            }
            if (shown.length() <= 5) {
                return shown;
            }
        }
        return Long.toString(bytes);
    }

    /** A number of binary units with one decimal, the middle to the even digit, as printf() does it. */
    static String tenths(long value, int shift) {
        long unit = 1L << shift;
        long whole = value >> shift;
        long part = (value & unit - 1) * 10;
        long tenth = part >> shift;
        long rest = (part & unit - 1) * 2;
        tenth += rest > unit || rest == unit && (tenth & 1) == 1 ? 1 : 0;
        return tenth == 10 ? whole + 1 + ".0" : whole + "." + tenth;
    }

    /** The nearest number that a float holds. */
    static long rounded(long value) {
        int digits = 64 - Long.numberOfLeadingZeros(value);
        if (digits <= FLOAT_BITS) {
            return value;
        }
        int cut = digits - FLOAT_BITS;
        long kept = value >> cut;
        long rest = value - (kept << cut);
        long half = 1L << cut - 1;
        kept += rest > half || rest == half && (kept & 1) == 1 ? 1 : 0;
        return kept << cut;
    }
}
