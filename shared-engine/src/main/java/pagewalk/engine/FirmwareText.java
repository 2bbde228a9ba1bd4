package pagewalk.engine;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pagewalk.engine.command.Numbers;
import pagewalk.engine.memblock.FirmwareMap;
import pagewalk.engine.memblock.FirmwareMap.Entry;
import pagewalk.engine.memblock.FirmwareMap.Type;

/** Reads a firmware's map: {@code first-last:type} with commas, as a kernel's log prints it. */
final class FirmwareText {
    /** Where the address space of x86-64 processors ends. */
    private static final long ADDRESSES = 1L << 52;

    private static final long MEMORY = (long) Limits.FRAMES << 12;

    private final List<Entry> entries = new ArrayList<>();
    private String wrong = "";

    private FirmwareText() {}

    /** The map, or {@link FirmwareMap#NONE} with a sentence in {@code wrong[0]}. */
    static FirmwareMap parse(String text, String[] wrong) {
        FirmwareText reader = new FirmwareText();
        int from = 0;
        while (from <= text.length() && reader.wrong.isEmpty()) {
            int comma = text.indexOf(',', from);
            int end = comma < 0 ? text.length() : comma;
            reader.entry(text.substring(from, end));
            from = end + 1;
        }
        FirmwareMap map = new FirmwareMap(reader.entries);
        if (reader.wrong.isEmpty() && map.pages().length == 0) {
            reader.wrong = "e820 has no whole page of usable memory above page 0 and outside 0xa0000 to 0xfffff";
        }
        wrong[0] = reader.wrong;
        return reader.wrong.isEmpty() ? map : FirmwareMap.NONE;
    }

    private void entry(String text) {
        int dash = text.indexOf('-');
        int colon = text.indexOf(':', dash + 1);
        Type type = dash < 0 || colon < 0 ? null : typeOf(text.substring(colon + 1));
        if (type == null
                || !Numbers.isBytes(text.substring(0, dash))
                || !Numbers.isBytes(text.substring(dash + 1, colon))) {
            wrong = "e820 is ranges as first-last:type with commas, type usable, reserved, acpi, nvs or "
                    + "unusable; this is "
                    + text;
            return;
        }
        long base = Numbers.bytes(text.substring(0, dash));
        long last = Numbers.bytes(text.substring(dash + 1, colon));
        boolean ordered =
                entries.isEmpty() || base > entries.get(entries.size() - 1).last();
        if (base < 0 || last < base || last >= ADDRESSES || !ordered) {
            wrong = "the ranges of e820 ascend, lie apart and end below 2^52; this is " + text;
        } else if (type == Type.USABLE && last >= MEMORY) {
            wrong = "usable memory ends below 64 GiB, " + Limits.FRAMES + " frames; this is " + text;
        } else if (entries.size() == FirmwareMap.MOST) {
            wrong = "e820 has at most " + FirmwareMap.MOST + " ranges";
        } else {
            entries.add(new Entry(base, last, type));
        }
    }

    private static @Nullable Type typeOf(String word) {
        for (Type type : Type.values()) {
            if (type.word().equals(word)) {
                return type;
            }
        }
        return null;
    }
}
