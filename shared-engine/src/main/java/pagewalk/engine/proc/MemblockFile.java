package pagewalk.engine.proc;

import pagewalk.engine.memblock.RegionTable;
import pagewalk.engine.util.Bits;

/** A file below /sys/kernel/debug/memblock: the ranges of one table (mm/memblock.c memblock_debug_show()). */
public final class MemblockFile {
    private static final String[] FLAGS = {"HOTPLUG", "MIRROR", "NOMAP", "DRV_MNG", "RSRV_NOINIT"};

    private MemblockFile() {}

    /**
     * One line a range: its place in the table, first and last byte, the only node, and the lowest flag that is set.
     */
    public static String print(RegionTable table) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < table.count(); i++) {
            ProcText.right(text, Integer.toString(i), 4);
            text.append(": ").append(address(table.base(i))).append("..").append(address(table.end(i) - 1));
            text.append("    0 ").append(flag(table.flags(i))).append('\n');
        }
        return text.toString();
    }

    private static String address(long value) {
        return "0x" + Bits.hex8((int) (value >>> 32)) + Bits.hex8((int) value);
    }

    private static String flag(int flags) {
        for (int i = 0; i < FLAGS.length; i++) {
            if ((flags >> i & 1) != 0) {
                return FLAGS[i];
            }
        }
        return "NONE";
    }
}
