package pagewalk.engine.trace;

/** A trace that is kept, for what must know the future, in memory or on a disk. */
public interface WholeTrace extends AutoCloseable {
    /** Hears how many of how many steps were done. */
    interface Progress {
        void at(long done, long all);
    }

    /** Appends a stretch. */
    void add(References stretch);

    /** Whether all that was added is there; a keeper with a limit gives up a longer trace. */
    boolean isWhole();

    /** Works out the next uses from the end to the beginning, then gives every stretch, in order, to {@code use}. */
    void replay(Progress progress, TraceFeed.Use use);

    @Override
    void close();
}
