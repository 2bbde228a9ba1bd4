package pagewalk.lab;

import org.jspecify.annotations.Nullable;
import pagewalk.engine.Machine;
import pagewalk.engine.pagetable.PageTables;
import pagewalk.engine.pagetable.Pte;
import pagewalk.engine.util.Bits;
import pagewalk.engine.view.MemoryView;
import pagewalk.lab.model.KernelLog;

/**
 * A file that a diagnosis shows: one of the machine's, the log of its kernel ({@link KernelLog}), or {@code /dev/mem},
 * physical memory as far as page tables lie in it. Of that only words of 8 bytes that are not 0 are there, a line each:
 * where it lies, and what it is.
 */
final class ShownFile {
    private static final String PHYSICAL_MEMORY = "/dev/mem";
    private static final int PAGE_SHIFT = 12;
    private static final int ENTRY_BYTES = 8;
    private static final int ADDRESS_DIGITS = 9;

    private ShownFile() {}

    /** The text of a file; null when there is none of that name. */
    static @Nullable String read(Machine machine, String path) {
        return switch (path) {
            case PHYSICAL_MEMORY -> physicalMemory(machine);
            case KernelLog.PATH -> KernelLog.of(machine);
            default -> machine.readFile(path);
        };
    }

    private static String physicalMemory(Machine machine) {
        PageTables tables = machine.processes().tables();
        MemoryView memory = machine.memory();
        StringBuilder text = new StringBuilder();
        int left = tables.tables();
        for (int pfn = memory.startPfn(); pfn < memory.endPfn() && left > 0; pfn++) {
            if (tables.isTable(pfn)) {
                table(tables, pfn, text);
                left--;
            }
        }
        return text.toString();
    }

    private static void table(PageTables tables, int pfn, StringBuilder text) {
        for (int index = 0; index < PageTables.ENTRIES; index++) {
            int lo = tables.lo(pfn, index);
            int hi = tables.hi(pfn, index);
            if (!Pte.isNone(lo, hi)) {
                String address = Bits.hex(((long) pfn << PAGE_SHIFT) + index * ENTRY_BYTES)
                        .substring(2);
                text.append("0x").append("0".repeat(Math.max(0, ADDRESS_DIGITS - address.length())));
                text.append(address)
                        .append(": 0x")
                        .append(Bits.hex8(hi))
                        .append(Bits.hex8(lo))
                        .append('\n');
            }
        }
    }
}
