package pagewalk.lab.trace;

import java.util.List;
import pagewalk.engine.trace.Study;
import pagewalk.engine.trace.TraceFormat;

/** A study of the trace in a file; what OPT needs goes to a disk when it is more than fits into memory. */
public final class TraceStudy implements AutoCloseable {
    /** Blocks of a trace that OPT keeps in memory, for all page sizes together: 4 million references, 32 MB. */
    private static final int IN_MEMORY = 64;

    private final TraceStream stream;
    private final Study study;

    /** A study of the trace that {@code stream} reads. */
    public TraceStudy(Study.Ask ask, TraceStream stream) {
        this(ask, stream, IN_MEMORY);
    }

    /** @param inMemory blocks of the trace that OPT keeps in memory */
    TraceStudy(Study.Ask ask, TraceStream stream, int inMemory) {
        this.stream = stream;
        String unfit = Study.unfit(stream.feed(), ask.shifts());
        if (!unfit.isEmpty()) {
            throw new TraceFault(false, unfit + "; --map says where they lie");
        }
        study = new Study(
                ask, stream.ids(), () -> new Spill(inMemory / ask.shifts().size()));
    }

    /** Reads the trace to its end; false if a fault ended it, and then no number stands for the trace. */
    public boolean run(TraceStream.Watch watch) {
        boolean whole = stream.run(watch, study);
        if (whole) {
            study.finish(watch::future);
        }
        return whole;
    }

    public TraceFormat format() {
        return stream.feed().format();
    }

    /** Whether the numbers of the pages come from addresses. */
    public boolean hasAddresses() {
        return stream.feed().hasAddresses();
    }

    public int references() {
        return stream.feed().references();
    }

    public List<Study.Size> sizes() {
        return study.sizes();
    }

    /** The misses of every policy at every number of frames, with pages of every size, in this order. */
    public List<Study.Row> rows() {
        return study.rows();
    }

    @Override
    public void close() {
        study.close();
    }
}
