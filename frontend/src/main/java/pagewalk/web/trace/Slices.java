package pagewalk.web.trace;

import org.teavm.jso.JSObject;

/**
 * Reads a file slice by slice, unpacked if it is gzipped, so that no more than a slice of it is in memory. Between two
 * slices other messages are heard.
 */
final class Slices {
    /** Bytes of a slice. */
    private static final int SLICE = 1 << 20;

    private static final int GZIP_FIRST = 0x1f;
    private static final int GZIP_SECOND = 0x8b;

    /** Takes the bytes of a file in their order. */
    interface Sink {
        /** Whether there is no need of more. */
        boolean isFull();

        void take(byte[] bytes);

        /** So many bytes of the file, packed as it may be, were read. */
        void read(double bytes);

        /** All were taken, or as many as were needed. */
        void end();

        /** Reading failed. */
        void fail(String sentence);
    }

    private final Bytes.Piece file;
    private final Sink sink;
    private double at;
    private boolean failed;

    private Slices(Bytes.Piece file, Sink sink) {
        this.file = file;
        this.sink = sink;
    }

    /** Reads all of {@code file}. */
    static void read(Bytes.Piece file, Sink sink) {
        Slices slices = new Slices(file, sink);
        slices.next(first -> {
            byte[] bytes = Bytes.array(first);
            boolean packed = bytes.length > 1 && (bytes[0] & 0xff) == GZIP_FIRST && (bytes[1] & 0xff) == GZIP_SECOND;
            slices.at = 0;
            if (packed) {
                slices.unpack();
            } else {
                slices.plain();
            }
        });
    }

    /** Gives the bytes of the next slice. */
    private void next(Bytes.Taker taker) {
        double from = at;
        at = Math.min(from + SLICE, file.getSize());
        file.slice(from, at)
                .bytes()
                .then(taker, reason -> fail("cannot be read further: it was changed or taken away"));
    }

    private void fail(String sentence) {
        if (!failed) {
            failed = true;
            sink.fail(sentence);
        }
    }

    private void plain() {
        if (at >= file.getSize() || sink.isFull()) {
            sink.end();
            return;
        }
        next(slice -> {
            sink.take(Bytes.array(slice));
            sink.read(at);
            plain();
        });
    }

    private void unpack() {
        Bytes.Unpacking unpacking = new Bytes.Unpacking("gzip");
        push(unpacking.getWritable().getWriter());
        pull(unpacking.getReadable().getReader());
    }

    private void damaged(JSObject reason) {
        fail("cannot be read further: it begins as a gzip file, but is none or is cut off");
    }

    private void push(Bytes.Writer writer) {
        if (failed || sink.isFull()) {
            return;
        }
        if (at >= file.getSize()) {
            writer.close().then(done -> {}, this::damaged);
            return;
        }
        next(slice -> writer.write(slice)
                .then(
                        done -> {
                            sink.read(at);
                            push(writer);
                        },
                        this::damaged));
    }

    private void pull(Bytes.Reader reader) {
        reader.read().then(value -> took(reader, (Bytes.Chunk) value), this::damaged);
    }

    private void took(Bytes.Reader reader, Bytes.Chunk chunk) {
        if (failed) {
            return;
        }
        if (!chunk.isDone()) {
            sink.take(Bytes.array(chunk));
        }
        if (chunk.isDone() || sink.isFull()) {
            sink.end();
        } else {
            pull(reader);
        }
    }
}
