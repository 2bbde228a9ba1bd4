package pagewalk.web.memory;

import java.util.ArrayList;
import java.util.List;
import pagewalk.engine.slab.CacheGeometry;
import pagewalk.engine.slab.SlabFlags;

/** What the bytes from one object to the next are for, from low to high addresses. */
final class ObjectLayout {
    private static final int POINTER = 8;
    /** Two records of who took and who freed the object. */
    private static final int TRACKS = 64;

    /** {@code kind} is a word for the style sheet. */
    record Part(String kind, String word, int bytes) {}

    private ObjectLayout() {}

    static List<Part> parts(CacheGeometry geometry) {
        List<Part> parts = new ArrayList<>();
        boolean redZone = (geometry.flags() & SlabFlags.RED_ZONE) != 0;
        add(parts, "red", "red zone", geometry.leftPad());
        add(parts, "object", "object", geometry.objectSize());
        int behind = geometry.inuse() - geometry.objectSize();
        add(parts, redZone ? "red" : "pad", redZone ? "red zone" : "padding", behind);
        add(parts, "pointer", "free pointer", geometry.pointerOutside() ? POINTER : 0);
        add(parts, "users", "users", (geometry.flags() & SlabFlags.STORE_USER) != 0 ? TRACKS : 0);
        int rest = geometry.size();
        for (Part part : parts) {
            rest -= part.bytes();
        }
        add(parts, "pad", "padding", rest);
        return parts;
    }

    private static void add(List<Part> parts, String kind, String word, int bytes) {
        if (bytes > 0) {
            parts.add(new Part(kind, word, bytes));
        }
    }

    /** The same in words. */
    static String text(CacheGeometry geometry) {
        StringBuilder text = new StringBuilder();
        for (Part part : parts(geometry)) {
            text.append(text.length() == 0 ? "" : ", ").append(part.word()).append(' ');
            text.append(part.bytes());
        }
        text.append(": ").append(geometry.size()).append(" bytes from object to object");
        if (!geometry.pointerOutside()) {
            text.append("; while it is free, its free pointer lies at byte ").append(geometry.offset());
        }
        return text.toString();
    }
}
