package pagewalk.web.trace;

import org.teavm.jso.JSObject;

/** A trace that was opened: its bytes, its name and where it comes from. */
record Trace(JSObject file, String name) {
    double bytes() {
        return ((Bytes.Piece) file).getSize();
    }

    /** The size in words. */
    String size() {
        double bytes = bytes();
        if (bytes < 10_000) {
            return (int) bytes + " bytes";
        }
        return bytes < 10_000_000 ? (int) (bytes / 1000) + " kB" : (int) (bytes / 1_000_000) + " MB";
    }
}
