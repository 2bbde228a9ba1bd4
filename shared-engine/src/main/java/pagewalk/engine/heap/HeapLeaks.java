package pagewalk.engine.heap;

import org.jspecify.annotations.Nullable;
import pagewalk.engine.event.EventKind;
import pagewalk.engine.event.Events;
import pagewalk.engine.rule.Rule;
import pagewalk.engine.util.Bits;

/** What a program has allocated and not freed: told when it ends, and listed as the program mtrace of glibc does. */
public final class HeapLeaks {
    private static final int SIZE_COLUMN = 30;

    private HeapLeaks() {}

    /** Finds the name of a pointer. */
    @FunctionalInterface
    public interface Naming {
        /** The name that stands for an address now, or null. */
        @Nullable
        String nameOf(long address);
    }

    /** Tells every pointer that is not freed, {@code most} at most, and how much that is in all. */
    public static void tell(HeapView heap, Events events, int most) {
        int lost = 0;
        long bytes = 0;
        for (int mem = heap.nextHeld(0); mem >= 0; mem = heap.nextHeld(mem + Chunks.HEADER)) {
            if (lost < most) {
                emit(events, EventKind.HEAP_LEAKED, mem, heap.asked(mem), heap.command(mem), 0);
            }
            lost++;
            bytes += heap.asked(mem);
        }
        for (HeapView.Mapping mapping : heap.mappings()) {
            if (lost < most) {
                long page = mapping.address() >> 12;
                int pages = (int) (mapping.size() >> 12);
                emit(events, EventKind.HEAP_LEAKED_MAPPED, (int) (page >> 32), (int) page, pages, mapping.command());
            }
            lost++;
            bytes += mapping.asked();
        }
        if (lost > 0) {
            emit(events, EventKind.HEAP_LOST, lost, (int) bytes, (int) (bytes >>> 32), 0);
        }
    }

    private static void emit(Events events, EventKind kind, int a, int b, int c, int d) {
        events.emit(kind.code(), Rule.HEAP_LEAK.code(), a, b, c, d);
    }

    /** What is not freed, a pointer a line, with the command that asked and the pointer's name if it has one. */
    public static String text(@Nullable HeapView heap, Naming names) {
        StringBuilder text = new StringBuilder();
        if (heap != null) {
            for (int mem = heap.nextHeld(0); mem >= 0; mem = heap.nextHeld(mem + Chunks.HEADER)) {
                line(text, heap.addressOf(mem), heap.asked(mem), heap.command(mem), names);
            }
            for (HeapView.Mapping mapping : heap.mappings()) {
                line(text, mapping.address() + Chunks.HEADER, mapping.asked(), mapping.command(), names);
            }
        }
        return text.isEmpty()
                ? "No memory leaks.\n"
                : "Memory not freed:\n-----------------\n           Address     Size     Caller\n" + text;
    }

    private static void line(StringBuilder text, long address, long asked, int command, Naming names) {
        int begin = text.length();
        String digits = Bits.hex(address);
        text.append("0x");
        for (int i = digits.length(); i < 18; i++) {
            text.append('0');
        }
        text.append(digits, 2, digits.length());
        String size = Bits.hex(asked);
        for (int i = text.length() - begin + size.length(); i < SIZE_COLUMN - 3; i++) {
            text.append(' ');
        }
        text.append(size).append("  at command ").append(command + 1);
        String name = names.nameOf(address);
        text.append(name == null ? "\n" : " (" + name + ")\n");
    }
}
