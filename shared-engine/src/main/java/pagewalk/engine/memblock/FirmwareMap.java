package pagewalk.engine.memblock;

import java.util.ArrayList;
import java.util.List;
import pagewalk.engine.util.Bits;
import pagewalk.engine.util.IntList;

/**
 * The map of physical memory that the firmware hands over (arch/x86/kernel/e820.c), as the kernel corrects it before it
 * tells memblock: page 0 is kept, and what lies from 640 KiB to 1 MiB is no memory whatever the map says.
 *
 * @param entries in ascending order, none over another
 */
public record FirmwareMap(List<Entry> entries) {
    /** No map: the machine's memory is given otherwise. */
    public static final FirmwareMap NONE = new FirmwareMap(List.of());

    /** Most entries of a map (E820_MAX_ENTRIES_ZEROPAGE). */
    public static final int MOST = 128;

    private static final long PAGE_SIZE = 4096;
    private static final int PAGE_SHIFT = 12;
    /** Video memory and ROMs: trim_bios_range(). */
    private static final long BIOS_BEGIN = 0xa0000;

    /** The first MiB, which reserve_real_mode() keeps from the kernel as a whole. */
    public static final long LOW_MEMORY = 0x100000;

    /** What an entry is; the words are those of the map's text, the names those of /proc/iomem. */
    public enum Type {
        USABLE("usable", "System RAM"),
        RESERVED("reserved", "Reserved"),
        ACPI("acpi", "ACPI Tables"),
        NVS("nvs", "ACPI Non-volatile Storage"),
        UNUSABLE("unusable", "Unusable memory");

        private final String word;
        private final String resource;

        Type(String word, String resource) {
            this.word = word;
            this.resource = resource;
        }

        public String word() {
            return word;
        }

        /** As /proc/iomem calls it (e820_type_to_string()). */
        public String resource() {
            return resource;
        }
    }

    /** The bytes from {@code base} to {@code last}, both included. */
    public record Entry(long base, long last, Type type) {}

    public FirmwareMap {
        entries = List.copyOf(entries);
    }

    /** The map as the kernel corrects it (trim_bios_range()). */
    public List<Entry> corrected() {
        List<Entry> result = new ArrayList<>();
        for (Entry entry : entries) {
            if (entry.type() != Type.USABLE) {
                result.add(entry);
                continue;
            }
            if (entry.base() < PAGE_SIZE) {
                result.add(new Entry(entry.base(), Math.min(entry.last(), PAGE_SIZE - 1), Type.RESERVED));
            }
            addUsable(result, Math.max(entry.base(), PAGE_SIZE), Math.min(entry.last(), BIOS_BEGIN - 1));
            addUsable(result, Math.max(entry.base(), LOW_MEMORY), entry.last());
        }
        return result;
    }

    private static void addUsable(List<Entry> to, long base, long last) {
        if (base <= last) {
            to.add(new Entry(base, last, Type.USABLE));
        }
    }

    /** Whole pages of memory: first pfn and the pfn after the last of each range, in turn. */
    public int[] pages() {
        IntList pfns = new IntList();
        for (Entry entry : corrected()) {
            int from = (int) ((entry.base() + PAGE_SIZE - 1) >>> PAGE_SHIFT);
            int to = (int) ((entry.last() + 1) >>> PAGE_SHIFT);
            if (entry.type() == Type.USABLE && from < to) {
                pfns.add(from);
                pfns.add(to);
            }
        }
        return pfns.toArray();
    }

    /** Tells memblock of it, without a word (e820__memblock_setup(), reserve_real_mode()). */
    void tell(Memblock memblock) {
        for (Entry entry : corrected()) {
            if (entry.type() == Type.USABLE) {
                memblock.add(entry.base(), entry.last() + 1 - entry.base());
            }
        }
        memblock.trim(PAGE_SIZE);
        memblock.reserve(0, LOW_MEMORY);
    }

    /** As it is written in a machine's text: {@code 0x0-0x9fbff:usable,...}. */
    public String text() {
        StringBuilder text = new StringBuilder();
        for (Entry entry : entries) {
            text.append(text.isEmpty() ? "" : ",").append(Bits.hex(entry.base()));
            text.append('-').append(Bits.hex(entry.last()));
            text.append(':').append(entry.type().word());
        }
        return text.toString();
    }
}
