package pagewalk.engine.ipc;

/** A segment of shared memory (struct shmid_kernel); its attachments are the VMAs that map its file. */
public final class Segment {
    private final int id;
    private final int file;
    private final long bytes;
    int key;
    boolean removed;

    Segment(int id, int key, long bytes, int file) {
        this.id = id;
        this.key = key;
        this.bytes = bytes;
        this.file = file;
    }

    Segment copy() {
        Segment copy = new Segment(id, key, bytes, file);
        copy.removed = removed;
        return copy;
    }

    /** Its number. */
    public int id() {
        return id;
    }

    /** Its key; 0 if it has none. */
    public int key() {
        return key;
    }

    /** Bytes that were asked for. */
    public long bytes() {
        return bytes;
    }

    /** Number of the file that has its pages. */
    public int file() {
        return file;
    }

    /** Whether it goes with its last attachment (SHM_DEST). */
    public boolean isRemoved() {
        return removed;
    }
}
