package pagewalk.web.trace;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import pagewalk.engine.trace.References;
import pagewalk.engine.trace.TraceFeed;
import pagewalk.engine.trace.TraceFormat;

/** A trace on its way from its file to what is wanted of it. */
final class Reading implements Slices.Sink {
    /** Broken lines that are told one by one. */
    private static final int TOLD = 10;

    private static final int KIB = 1024;

    /** What the worker says to the page. */
    interface Post {
        void say(Lines lines);
    }

    /** What is wanted of a trace. */
    interface Goal {
        /** The trace begins; gives why it does not fit what is wanted, or nothing. */
        String begin(TraceFeed feed);

        void take(References stretch);

        /** Whether there is no need of more. */
        boolean isFull();

        /** The end was reached, or as much as is needed. */
        void end(Reading reading);
    }

    private final Post post;
    private final Ask ask;
    private final int shift;
    private final Goal goal;
    private final int size;
    private final Lines told = new Lines();
    private byte[] head = {};
    private @Nullable TraceFeed feed;
    private String fault = "";
    private int broken;

    private Reading(Post post, Ask ask, int shift, Goal goal, int size) {
        this.post = post;
        this.ask = ask;
        this.shift = shift;
        this.goal = goal;
        this.size = size;
    }

    /** Reads {@code file} with pages of that size until {@code goal} has what it wants. */
    static void of(Bytes.Piece file, Ask ask, int shift, Goal goal, Post post) {
        Slices.read(file, new Reading(post, ask, shift, goal, (int) (file.getSize() / KIB)));
    }

    /** Broken lines that were passed over, and the first of them in words, a line each. */
    Lines broken() {
        return new Lines().add("broken", "" + broken, told.text().replace('\n', '\t'));
    }

    TraceFeed feed() {
        if (feed == null) {
            throw new IllegalStateException("the trace has not begun");
        }
        return feed;
    }

    /** Says how far something is. */
    void progress(String what, int done, int all) {
        post.say(new Lines().add("progress", what, "" + done, "" + all));
    }

    void say(Lines lines) {
        post.say(lines);
    }

    @Override
    public boolean isFull() {
        return !fault.isEmpty() || goal.isFull();
    }

    @Override
    public void take(byte[] bytes) {
        if (feed != null) {
            feed(bytes);
            return;
        }
        int length = head.length;
        head = Arrays.copyOf(head, length + bytes.length);
        System.arraycopy(bytes, 0, head, length, bytes.length);
        if (head.length >= TraceFormat.HEAD) {
            begin();
        }
    }

    /** The first bytes are there: they say what the trace is, if nobody else did. */
    private void begin() {
        byte[] first = head;
        head = new byte[0];
        TraceFormat chosen = ask.chosen();
        TraceFormat format = chosen == null ? TraceFormat.of(first, Math.min(first.length, TraceFormat.HEAD)) : chosen;
        if (format == null) {
            fault = " looks like no trace; if it is one, choose its format";
            return;
        }
        fault = TraceFeed.unfit(format, shift);
        if (fault.isEmpty()) {
            TraceFeed begun = new TraceFeed(format, shift, null, this::broken, goal::take);
            fault = goal.begin(begun);
            feed = begun;
        }
        fault = fault.isEmpty() ? "" : ": " + fault;
        feed(first);
    }

    private void feed(byte[] bytes) {
        TraceFeed to = feed;
        if (to == null || !fault.isEmpty()) {
            return;
        }
        to.feed(bytes, 0, bytes.length);
        if (!to.fault().isEmpty()) {
            fault = ": " + to.fault();
        }
    }

    private boolean broken(int line, int column, String message) {
        String place = line == 0 ? "byte " + column : "line " + line + ", column " + column;
        broken++;
        if (broken <= TOLD) {
            told.add(place + ": " + message);
        }
        if (!ask.skip()) {
            fault = ", " + place + ": " + message;
        }
        return ask.skip();
    }

    @Override
    public void read(double bytes) {
        progress("reading", (int) (bytes / KIB), size);
    }

    @Override
    public void end() {
        if (feed == null && fault.isEmpty()) {
            if (head.length == 0) {
                fault = " is empty: it has 0 bytes";
            } else {
                begin();
            }
        }
        if (feed != null && fault.isEmpty() && !goal.isFull() && !feed.finish() && fault.isEmpty()) {
            fault = ": " + (feed.fault().isEmpty() ? "it ends where it cannot be read" : feed.fault());
        }
        if (fault.isEmpty() && feed().references() == 0 && !goal.isFull()) {
            fault = " holds no reference";
        }
        if (fault.isEmpty()) {
            goal.end(this);
        } else {
            fail(fault);
        }
    }

    @Override
    public void fail(String sentence) {
        String why = sentence.startsWith("cannot") ? " " + sentence : sentence;
        post.say(new Lines().add("fault", why).add(broken().text().trim()));
    }
}
