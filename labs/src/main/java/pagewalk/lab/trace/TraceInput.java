package pagewalk.lab.trace;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;

/** The bytes of a trace, unpacked if they are gzipped, and how many of the file's own were read. */
public final class TraceInput implements AutoCloseable {
    private static final int BUFFER = 1 << 16;
    private static final int HEAD = 4096;
    private static final int GZIP = 0x1f8b;

    private final String name;
    private final Counted file;
    private final InputStream bytes;

    private TraceInput(String name, Counted file, InputStream bytes) {
        this.name = name;
        this.file = file;
        this.bytes = bytes;
    }

    /** Counts what is taken out of the file. */
    private static final class Counted extends FilterInputStream {
        private long count;

        Counted(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int c = super.read();
            count += c < 0 ? 0 : 1;
            return c;
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            int got = super.read(into, from, length);
            count += Math.max(got, 0);
            return got;
        }
    }

    /** The bytes of {@code stream}, which is closed with this; throws {@link TraceFault}. */
    public static TraceInput of(String name, InputStream stream) {
        Counted file = new Counted(stream);
        BufferedInputStream buffered = new BufferedInputStream(file, BUFFER);
        try {
            buffered.mark(2);
            int magic = buffered.read() << 8 | buffered.read();
            buffered.reset();
            InputStream bytes =
                    magic == GZIP ? new BufferedInputStream(new GZIPInputStream(buffered, BUFFER), BUFFER) : buffered;
            return new TraceInput(name, file, bytes);
        } catch (IOException e) {
            throw new TraceFault(true, name + " cannot be read" + because(e));
        }
    }

    private static String because(IOException e) {
        return e instanceof java.util.zip.ZipException || e instanceof java.io.EOFException
                ? ": it begins as a gzip file, but is none or is cut off"
                : "";
    }

    public String name() {
        return name;
    }

    /** Bytes of the file, packed as it may be, that were read so far. */
    public long bytesRead() {
        return file.count;
    }

    /** The first bytes, which stay to be read. */
    byte[] head() {
        try {
            bytes.mark(HEAD + 1);
            byte[] head = new byte[HEAD];
            int length = bytes.readNBytes(head, 0, HEAD);
            bytes.reset();
            return Arrays.copyOf(head, length);
        } catch (IOException e) {
            throw new TraceFault(true, name + " cannot be read" + because(e));
        }
    }

    /** Reads on; -1 at the end. */
    int read(byte[] into) {
        try {
            return bytes.read(into, 0, into.length);
        } catch (IOException e) {
            throw new TraceFault(true, name + " cannot be read further" + because(e));
        }
    }

    /** All the rest as text, at most {@code most} bytes. */
    String text(int most) {
        try {
            byte[] all = bytes.readNBytes(most + 1);
            if (all.length > most) {
                throw new TraceFault(true, name + " is larger than the limit of " + most + " bytes");
            }
            return new String(all, java.nio.charset.StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new TraceFault(true, name + " cannot be read further" + because(e));
        }
    }

    @Override
    public void close() {
        try {
            bytes.close();
        } catch (IOException e) {
            throw new TraceFault(true, name + " cannot be closed");
        }
    }
}
