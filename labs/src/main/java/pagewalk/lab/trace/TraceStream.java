package pagewalk.lab.trace;

import org.jspecify.annotations.Nullable;
import pagewalk.engine.trace.PageIds;
import pagewalk.engine.trace.PagePlaces;
import pagewalk.engine.trace.References;
import pagewalk.engine.trace.TraceFeed;
import pagewalk.engine.trace.TraceFormat;

/** Streams a trace from a file, as stretches of references to small page numbers. */
public final class TraceStream {
    private static final int BUFFER = 1 << 16;

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
    private final TraceFeed feed;
    private @Nullable Watch watch;
    private TraceFeed.@Nullable Use use;

    /**
     * A stream of {@code input}, read as {@code format} says, or as it looks.
     *
     * @param shift bits of an address within a page; see {@link TraceFeed#unfit}
     * @param map the pages of a packed trace, if they are known
     */
    public TraceStream(TraceInput input, @Nullable TraceFormat format, int shift, @Nullable PagePlaces map) {
        this.input = input;
        byte[] head = format == null ? input.head() : new byte[0];
        TraceFormat seen = format == null ? TraceFormat.of(head, head.length) : format;
        if (seen == null) {
            throw new TraceFault(false, input.name() + " looks like no trace; --format says what it is");
        }
        if (map != null && seen != TraceFormat.U16) {
            throw new TraceFault(false, "a map of pages is for a packed trace, and " + input.name() + " is none");
        }
        String unfit = TraceFeed.unfit(seen, shift);
        if (!unfit.isEmpty()) {
            throw new TraceFault(false, unfit);
        }
        feed = new TraceFeed(seen, shift, map, this::broken, this::take);
    }

    private boolean broken(int line, int column, String message) {
        String place = input.name() + (line == 0 ? ", byte " + column : ", line " + line + ", column " + column);
        return watch != null && watch.broken(place, message);
    }

    private void take(References stretch) {
        if (use != null) {
            use.take(stretch);
        }
    }

    /** What the trace is made of, as far as it was read. */
    public TraceFeed feed() {
        return feed;
    }

    /** The pages of the trace, by their small numbers; filled while it is read. */
    public PageIds ids() {
        return feed.ids();
    }

    /** Reads to the end, or to a fault that ends the reading; gives whether the end was reached. */
    public boolean run(Watch who, TraceFeed.Use what) {
        watch = who;
        use = what;
        byte[] buffer = new byte[BUFFER];
        for (int got = input.read(buffer); got >= 0 && !feed.isEnded(); got = input.read(buffer)) {
            feed.feed(buffer, 0, got);
            who.read(input.bytesRead());
        }
        boolean whole = feed.finish();
        if (!feed.fault().isEmpty()) {
            throw new TraceFault(false, feed.fault());
        }
        who.read(input.bytesRead());
        return whole;
    }
}
