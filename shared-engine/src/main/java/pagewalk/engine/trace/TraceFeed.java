package pagewalk.engine.trace;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import pagewalk.engine.util.Check;

/**
 * Makes stretches of references to small page numbers out of the bytes of a trace, as they come from a file, a pipe or
 * a browser's file door.
 */
public final class TraceFeed {
    /** References of a stretch. */
    public static final int STRETCH = 1 << 16;

    /** Bits of an address within a page, where a trace gives page numbers only. */
    public static final int PAGE_SHIFT = 12;

    /** What is done with each stretch; it is used again after. */
    public interface Use {
        void take(References stretch);
    }

    private final TraceFormat format;
    private final @Nullable PagePlaces places;
    private final Use use;
    private final TraceReader reader;
    private final PageIds ids = new PageIds();
    private final References stretch = new References(STRETCH);
    private int references;
    private String fault = "";

    /**
     * A trace of {@code format}.
     *
     * @param shift bits of an address within a page; see {@link #unfit}
     * @param places where the pages of a packed trace lie, if that is known
     * @param faults hears of broken lines
     */
    public TraceFeed(TraceFormat format, int shift, @Nullable PagePlaces places, TraceReader.Faults faults, Use use) {
        Check.that(unfit(format, shift).isEmpty(), "pages fit the format of a trace", "shift", shift);
        this.format = format;
        this.places = places;
        this.use = use;
        int more = shift - PAGE_SHIFT;
        TraceReader.Sink coarse =
                more == 0 ? this::add : (high, low, kind) -> add(high >>> more, low >>> more | high << 32 - more, kind);
        reader = switch (format) {
            case LACKEY -> new LackeyReader(shift, this::add, faults);
            case U16 -> new PackedReader(places == null ? coarse : placed(places, coarse), faults);
            case PAGES -> new PagesReader(coarse, faults);
            case OSTEP -> new OstepReader(coarse, faults);
            case REP -> new RepReader(shift, this::add, faults);
        };
    }

    /** Why a trace of {@code format} cannot have pages of this size; empty if it can. */
    public static String unfit(TraceFormat format, int shift) {
        return format.hasAddresses() || shift >= PAGE_SHIFT
                ? ""
                : "a trace of format " + format.word() + " has page numbers, not addresses: pages are 4K or larger";
    }

    private TraceReader.Sink placed(PagePlaces where, TraceReader.Sink sink) {
        return (high, low, kind) -> {
            if (where.has(low)) {
                sink.reference(where.high(low), where.low(low), kind);
            } else {
                end("the map has no page " + low + ", which the trace references");
            }
        };
    }

    private void add(int high, int low, int kind) {
        if (stretch.isFull()) {
            pass();
        }
        stretch.add(ids.id(high, low), kind);
    }

    private void end(String why) {
        if (fault.isEmpty()) {
            fault = why;
        }
    }

    private void pass() {
        if (stretch.size() > References.MOST - references) {
            end("a trace has at most " + References.MOST + " references; this one has more");
        } else if (ids.size() > PageIds.MOST) {
            end("a trace has at most " + PageIds.MOST + " pages; this one has more");
        }
        if (fault.isEmpty() && stretch.size() > 0) {
            references += stretch.size();
            use.take(stretch);
        }
        stretch.clear();
    }

    /** Reads the bytes from {@code from} up to but without {@code to}; does nothing once the reading has ended. */
    public void feed(byte[] bytes, int from, int to) {
        if (!isEnded()) {
            reader.feed(bytes, from, to);
        }
    }

    /** There are no more bytes; gives whether the trace was read as a whole. */
    public boolean finish() {
        if (!isEnded()) {
            reader.finish();
        }
        pass();
        return !isEnded();
    }

    /** Whether a fault ended the reading before the end of the trace. */
    public boolean isEnded() {
        return reader.isStopped() || !fault.isEmpty();
    }

    /** Why the reading ended, where no line is at fault; empty otherwise. */
    public String fault() {
        return fault;
    }

    public TraceFormat format() {
        return format;
    }

    /** Whether pages are parts of an address space, and not mere names; only then can they be put together. */
    public boolean hasPlaces() {
        return format != TraceFormat.U16 || places != null;
    }

    /** Whether the numbers of the pages come from addresses, and so are written in hex. */
    public boolean hasAddresses() {
        return format.hasAddresses() || format == TraceFormat.U16 && places != null;
    }

    /** The pages of the trace, by their small numbers; filled while it is read. */
    public PageIds ids() {
        return ids;
    }

    /** References that were passed on. */
    public int references() {
        return references;
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
