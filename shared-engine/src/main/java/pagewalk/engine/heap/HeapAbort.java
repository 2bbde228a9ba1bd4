package pagewalk.engine.heap;

import pagewalk.engine.event.HeapComplaint;

/** The C library ends the process in the middle of a call; thrown and caught inside this package only. */
final class HeapAbort extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final HeapComplaint complaint;

    HeapAbort(HeapComplaint complaint) {
        super(null, null, false, false);
        this.complaint = complaint;
    }

    HeapComplaint complaint() {
        return complaint;
    }
}
