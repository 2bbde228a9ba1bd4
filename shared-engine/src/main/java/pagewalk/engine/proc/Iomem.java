package pagewalk.engine.proc;

import java.util.List;
import pagewalk.engine.memblock.FirmwareMap;
import pagewalk.engine.memblock.FirmwareMap.Entry;
import pagewalk.engine.memblock.FirmwareMap.Type;

/**
 * /proc/iomem: who has which physical addresses, as far as the firmware's map says it (kernel/resource.c r_show()). The
 * reader is root; anybody else would see zeros.
 */
public final class Iomem {
    private static final long MIB = 1 << 20;

    private Iomem() {}

    /** A line a range; behind memory, a buffer up to a round address where nobody else is. */
    public static String print(FirmwareMap map) {
        StringBuilder text = new StringBuilder();
        List<Entry> entries = map.corrected();
        for (int i = 0; i < entries.size(); i++) {
            Entry entry = entries.get(i);
            line(text, entry.base(), entry.last(), entry.type().resource());
            long next = i + 1 < entries.size() ? entries.get(i + 1).base() : Long.MAX_VALUE;
            if (entry.type() == Type.USABLE) {
                buffer(text, entry.last() + 1, next);
            }
        }
        return text.toString();
    }

    /**
     * e820__reserve_resources_late(): nothing is put right behind memory, where firmware often hides more of its own.
     */
    private static void buffer(StringBuilder text, long from, long next) {
        long align = from < MIB ? 64 * 1024 : from < 16 * MIB ? MIB : 64 * MIB;
        long end = Math.min((from + align - 1) & -align, next);
        if (from < end) {
            line(text, from, end - 1, "RAM buffer");
        }
    }

    private static void line(StringBuilder text, long first, long last, String name) {
        hex(text, first);
        text.append('-');
        hex(text, last);
        text.append(" : ").append(name).append('\n');
    }

    private static void hex(StringBuilder text, long address) {
        String digits = Long.toHexString(address);
        text.append("0".repeat(Math.max(0, 8 - digits.length()))).append(digits);
    }
}
