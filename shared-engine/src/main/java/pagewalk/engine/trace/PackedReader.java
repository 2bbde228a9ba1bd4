package pagewalk.engine.trace;

/**
 * Reads a packed trace: two bytes a reference, the lower first, of a page's number and in the low two bits the kind of
 * access. Page numbers are those of the trace alone, so its pages have no addresses unless a table gives them.
 */
public final class PackedReader extends TraceReader {
    private int first = -1;
    private int offset;

    public PackedReader(Sink sink, Faults faults) {
        super(sink, faults);
    }

    @Override
    public void feed(byte[] bytes, int from, int to) {
        offset = onward(offset, to - from);
        int at = from;
        if (first >= 0 && at < to) {
            packed(first | (bytes[at++] & 0xff) << 8);
            first = -1;
        }
        for (; at + 1 < to; at += 2) {
            packed(bytes[at] & 0xff | (bytes[at + 1] & 0xff) << 8);
        }
        if (at < to) {
            first = bytes[at] & 0xff;
        }
    }

    private void packed(int reference) {
        sink.reference(0, reference >>> References.KIND_BITS, reference & References.MODIFY);
    }

    @Override
    public void finish() {
        if (first >= 0) {
            broken(0, offset, "the trace ends in the middle of a reference");
        }
    }
}
