package pagewalk.engine.trace;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads a trace that must be there as a whole before it means anything: a text of limited length. */
abstract class TextReader extends TraceReader {
    /** Most bytes of such a text. */
    static final int MOST_BYTES = 16 * 1024 * 1024;

    private byte[] text = new byte[1 << 12];
    private int length;

    TextReader(Sink sink, Faults faults) {
        super(sink, faults);
    }

    /** Reads the whole text, a character for each byte. */
    abstract void read(String text);

    @Override
    public final void feed(byte[] bytes, int from, int to) {
        int count = to - from;
        if (isStopped()) {
            return;
        }
        if (count > MOST_BYTES - length) {
            refuse(1, 1, "a trace of this format is larger than the limit of " + MOST_BYTES + " bytes");
            return;
        }
        if (length + count > text.length) {
            text = Arrays.copyOf(text, Math.max(length + count, 2 * text.length));
        }
        System.arraycopy(bytes, from, text, length, count);
        length += count;
    }

    @Override
    public final void finish() {
        if (isStopped()) {
            return;
        }
        char[] chars = new char[length];
        for (int i = 0; i < length; i++) {
            chars[i] = (char) (text[i] & 0xff);
        }
        text = new byte[0];
        read(new String(chars));
    }

    /** Where the line ends that begins at {@code from}. */
    static int lineEnd(String text, int from) {
        int end = text.indexOf('\n', from);
        return end < 0 ? text.length() : end;
    }

    /** The words of a line. */
    static List<String> words(String line) {
        List<String> words = new ArrayList<>();
        int from = 0;
        for (int at = 0; at <= line.length(); at++) {
            if (at == line.length() || line.charAt(at) <= ' ') {
                if (at > from) {
                    words.add(line.substring(from, at));
                }
                from = at + 1;
            }
        }
        return words;
    }
}
