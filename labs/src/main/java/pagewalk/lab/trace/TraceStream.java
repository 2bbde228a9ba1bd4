package pagewalk.lab.trace;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import pagewalk.engine.trace.LackeyReader;
import pagewalk.engine.trace.PackedReader;
import pagewalk.engine.trace.PageIds;
import pagewalk.engine.trace.PagesReader;
import pagewalk.engine.trace.References;
import pagewalk.engine.trace.TraceReader;

/** Streams a trace as stretches of references to small page numbers. */
public final class TraceStream {
    /** References of a stretch. */
    public static final int STRETCH = 1 << 16;

    /** Bits of an address within a page, where a trace gives page numbers only. */
    public static final int PAGE_SHIFT = 12;

    private static final int BUFFER = 1 << 16;
    private static final int MOST_TEXT = 16 * 1024 * 1024;

    /** What is done with each stretch; it is used again after. */
    public interface Use {
        void take(References stretch);
    }

    /** Hears of broken lines and of how far the reading is. */
    public interface Watch {
        /** Says whether the reading goes on. */
        boolean broken(String place, String message);

        /** Bytes of the file that were read. */
        void read(long bytes);

        /** Steps of the second way over the trace, for policies that need the future. */
        void future(long done, long all);
    }

    private final TraceInput input;
    private final TraceFormat format;
    private final int shift;
    private final @Nullable PageMap map;
    private final PageIds ids = new PageIds();
    private final References stretch = new References(STRETCH);
    private long references;

    /**
     * A stream of {@code input}, read as {@code format} says, or as it looks.
     *
     * @param shift bits of an address within a page; {@link #PAGE_SHIFT} or more where a trace has no addresses
     * @param map the pages of a packed trace, if they are known
     */
    public TraceStream(TraceInput input, @Nullable TraceFormat format, int shift, @Nullable PageMap map) {
        this.input = input;
        this.shift = shift;
        this.map = map;
        byte[] head = format == null ? input.head() : new byte[0];
        TraceFormat seen = format == null ? TraceFormat.of(head, head.length) : format;
        if (seen == null) {
            throw new TraceFault(false, input.name() + " looks like no trace; --format says what it is");
        }
        this.format = seen;
        if (map != null && seen != TraceFormat.U16) {
            throw new TraceFault(false, "a map of pages is for a packed trace, and " + input.name() + " is none");
        }
        if (seen != TraceFormat.LACKEY && seen != TraceFormat.REP && shift < PAGE_SHIFT) {
            throw new TraceFault(
                    false,
                    "a trace of format " + seen.word() + " has page numbers, not addresses: pages are 4K or larger");
        }
    }

    public TraceFormat format() {
        return format;
    }

    /** Whether pages are parts of an address space, and not mere names; only then can they be put together. */
    boolean hasPlaces() {
        return format != TraceFormat.U16 || map != null;
    }

    /** The pages of the trace, by their small numbers; filled while it is read. */
    public PageIds ids() {
        return ids;
    }

    /** References that were read. */
    public int references() {
        return (int) references;
    }

    /** Reads to the end, or to a fault that ends the reading; gives whether the end was reached. */
    public boolean run(Watch watch, Use use) {
        TraceReader.Sink sink = (high, low, kind) -> {
            if (stretch.isFull()) {
                pass(use);
            }
            stretch.add(ids.id(high, low), kind);
        };
        TraceReader.Faults faults = (line, column, message) -> watch.broken(place(line, column), message);
        int more = shift - PAGE_SHIFT;
        TraceReader.Sink coarse = more == 0
                ? sink
                : (high, low, kind) -> sink.reference(high >>> more, low >>> more | high << 32 - more, kind);
        boolean whole = switch (format) {
            case LACKEY -> pump(new LackeyReader(shift, sink, faults), watch);
            case U16 -> pump(new PackedReader(mapped(coarse), faults), watch);
            case PAGES -> pump(new PagesReader(coarse, faults), watch);
            case OSTEP -> OstepTrace.read(input.name(), input.text(MOST_TEXT), coarse);
            case REP -> new RepTrace(shift, sink, faults).read(input.text(MOST_TEXT));
        };
        pass(use);
        watch.read(input.bytesRead());
        return whole;
    }

    private TraceReader.Sink mapped(TraceReader.Sink sink) {
        PageMap pages = map;
        if (pages == null) {
            return sink;
        }
        return (high, low, kind) -> {
            if (!pages.has(low)) {
                throw new TraceFault(false, "the map has no page " + low + ", which " + input.name() + " references");
            }
            sink.reference(pages.high(low), pages.low(low), kind);
        };
    }

    private String place(int line, int column) {
        return input.name() + (line == 0 ? ", byte " + column : ", line " + line + ", column " + column);
    }

    private boolean pump(TraceReader reader, Watch watch) {
        byte[] buffer = new byte[BUFFER];
        for (int got = input.read(buffer); got >= 0 && !reader.isStopped(); got = input.read(buffer)) {
            reader.feed(buffer, 0, got);
            watch.read(input.bytesRead());
        }
        reader.finish();
        return !reader.isStopped();
    }

    private void pass(Use use) {
        references += stretch.size();
        if (references > References.MOST) {
            throw new TraceFault(false, "a trace has at most " + References.MOST + " references; this one has more");
        }
        if (ids.size() > PageIds.MOST) {
            throw new TraceFault(false, "a trace has at most " + PageIds.MOST + " pages; this one has more");
        }
        if (stretch.size() > 0) {
            use.take(stretch);
        }
        stretch.clear();
    }

    /** The numbers of the pages of a larger size that hold the pages of the trace. */
    static final class Coarser {
        private final int more;
        private final PageIds from;
        private final PageIds ids = new PageIds();
        /** By page of the trace: the larger one plus one. */
        private int[] known = {};

        Coarser(PageIds from, int more) {
            this.from = from;
            this.more = more;
        }

        PageIds ids() {
            return ids;
        }

        /** Puts the references of {@code fine} to larger pages into {@code into}. */
        void fill(References fine, References into) {
            if (fine.pages() > known.length) {
                known = Arrays.copyOf(known, Math.max(fine.pages(), known.length * 2));
            }
            into.clear();
            for (int i = 0; i < fine.size(); i++) {
                int page = References.page(fine.get(i));
                if (known[page] == 0) {
                    int high = from.high(page);
                    known[page] = 1 + ids.id(high >>> more, from.low(page) >>> more | high << 32 - more);
                }
                into.add(known[page] - 1, References.kind(fine.get(i)));
            }
        }
    }
}
