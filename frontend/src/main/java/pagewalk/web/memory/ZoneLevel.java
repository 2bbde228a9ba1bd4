package pagewalk.web.memory;

import pagewalk.engine.view.MemoryView;
import pagewalk.engine.zone.Watermarks;

/** How full one zone is beside its watermarks: in words, and as places on a bar. */
final class ZoneLevel {
    /** Up to here the bar is to scale; the rest stands for all pages above. */
    static final double KNEE = 75;

    private static final double WHOLE = 100;
    private static final String[] KINDS = {"DMA", "DMA32", "Normal", "Movable"};

    private final int free;
    private final int managed;
    private final Watermarks marks;

    ZoneLevel(MemoryView memory, int zone) {
        free = memory.freePages(zone);
        marks = memory.watermarks(zone);
        managed = Math.max(marks.setup().managed(), 1);
    }

    int free() {
        return free;
    }

    int mark(int which) {
        return marks.mark(which);
    }

    /** Half as much again as the high watermark: what is above matters little. */
    private int top() {
        int high = marks.mark(Watermarks.HIGH);
        return Math.max(high + high / 2, 1);
    }

    /** Place of a number of pages, in percent of the bar. */
    double place(int pages) {
        int top = Math.min(top(), managed);
        if (pages <= top) {
            return (top == managed ? WHOLE : KNEE) * pages / top;
        }
        return Math.min(KNEE + (WHOLE - KNEE) * (pages - top) / Math.max(managed - top, 1), WHOLE);
    }

    /** Where the level stands, one word for colours: min, low, high or above. */
    String band() {
        return free <= marks.mark(Watermarks.MIN)
                ? "min"
                : free <= marks.mark(Watermarks.LOW) ? "low" : free <= marks.mark(Watermarks.HIGH) ? "high" : "above";
    }

    /** What the level means for requests. */
    String meaning() {
        return switch (band()) {
            case "min" -> "at or below min: only urgent requests are served";
            case "low" -> "at or below low: a request wakes kswapd and then has the min mark to pass";
            case "high" -> "between low and high: served; kswapd, once awake, works until high";
            default -> "above high: kswapd has nothing to do";
        };
    }

    /** The watermarks in numbers. */
    String numbers() {
        return "min " + marks.mark(Watermarks.MIN) + ", low " + marks.mark(Watermarks.LOW) + ", high "
                + marks.mark(Watermarks.HIGH) + ", of " + managed + " pages";
    }

    /** What else bears on the watermarks, or empty. */
    String extras() {
        StringBuilder text = new StringBuilder();
        if (marks.boost() > 0) {
            text.append("boost ").append(marks.boost()).append(" in each mark");
            text.append(marks.boosted() ? ", kswapd to be woken for it" : "");
        }
        for (int kind = 0; kind < KINDS.length; kind++) {
            if (marks.lowmemReserve(kind) > 0) {
                part(text, (text.indexOf("kept from") < 0 ? "kept from " : "") + KINDS[kind] + " requests: ");
                text.append(marks.lowmemReserve(kind));
            }
        }
        if (marks.reservedHighatomic() > 0) {
            part(text, "highatomic reserve " + marks.reservedHighatomic());
        }
        if (marks.belowHigh()) {
            part(text, "seen below high");
        }
        if (marks.reclaimActive()) {
            part(text, "reclaim at work");
        }
        return text.toString();
    }

    private static void part(StringBuilder text, String words) {
        text.append(text.length() == 0 ? "" : "; ").append(words);
    }
}
