package pagewalk.web.trace;

import org.teavm.jso.JSClass;
import org.teavm.jso.JSFunctor;
import org.teavm.jso.JSMethod;
import org.teavm.jso.JSObject;
import org.teavm.jso.JSProperty;
import org.teavm.jso.typedarrays.ArrayBuffer;
import org.teavm.jso.typedarrays.Int8Array;
import org.teavm.jso.typedarrays.Uint8Array;

/** What a browser has for the bytes of files, as far as TeaVM's own classes leave it out or count in ints. */
final class Bytes {
    private Bytes() {}

    /** A file, or a piece of one. */
    interface Piece extends JSObject {
        @JSProperty
        double getSize();

        Piece slice(double from, double to);

        @JSMethod("arrayBuffer")
        Promise bytes();
    }

    /** Anything that comes later. */
    interface Promise extends JSObject {
        void then(Taker taken, Taker failed);
    }

    /** Takes what a promise brings: what was promised, or why it cannot be had. */
    @JSFunctor
    interface Taker extends JSObject {
        void take(JSObject value);
    }

    /** The browser's own unpacking of gzip. */
    @JSClass(name = "DecompressionStream")
    static class Unpacking implements JSObject {
        Unpacking(String format) {}

        @JSProperty
        native In getWritable();

        @JSProperty
        native Out getReadable();
    }

    /** Takes packed bytes. */
    interface In extends JSObject {
        Writer getWriter();
    }

    interface Writer extends JSObject {
        Promise write(JSObject bytes);

        Promise close();
    }

    /** Gives unpacked bytes. */
    interface Out extends JSObject {
        Reader getReader();
    }

    interface Reader extends JSObject {
        Promise read();
    }

    /** A piece of what was unpacked, or the end. */
    interface Chunk extends JSObject {
        @JSProperty
        boolean isDone();

        @JSProperty
        Uint8Array getValue();
    }

    /** What a server answered. */
    interface Answer extends JSObject {
        @JSProperty("ok")
        boolean isOk();

        @JSProperty
        int getStatus();

        Promise blob();
    }

    /** The bytes of a buffer as an array of Java's. */
    static byte[] array(JSObject buffer) {
        return new Int8Array((ArrayBuffer) buffer).copyToJavaArray();
    }

    /** The bytes of a chunk as an array of Java's. */
    static byte[] array(Chunk chunk) {
        Uint8Array value = chunk.getValue();
        return new Int8Array(value.getBuffer(), value.getByteOffset(), value.getByteLength()).copyToJavaArray();
    }
}
