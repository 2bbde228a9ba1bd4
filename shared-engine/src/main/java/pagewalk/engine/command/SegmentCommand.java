package pagewalk.engine.command;

import org.jspecify.annotations.Nullable;
import pagewalk.engine.segment.Scheme;
import pagewalk.engine.util.Bits;
import pagewalk.engine.util.Check;

/** Commands to the address space of segments or small page tables beside the machine. */
public sealed interface SegmentCommand extends AreaCommand {
    /**
     * Begins an address space.
     *
     * @param asize bytes of the address space
     * @param psize bytes of physical memory
     * @param page bytes of a page, 0 for what the scheme has if nothing is said
     * @param pdbr page of the page directory
     */
    record SegInit(Scheme scheme, long asize, long psize, long page, int pdbr) implements SegmentCommand {
        public SegInit {
            Check.that(pdbr >= 0, "a page is not negative", "pdbr", pdbr);
        }

        @Override
        public Verb verb() {
            return Verb.SEG_INIT;
        }

        @Override
        public String text() {
            return "seg_init scheme=" + scheme.word() + " asize=" + number(asize) + " psize=" + number(psize)
                    + (page == 0 ? "" : " page=" + number(page)) + (pdbr == 0 ? "" : " pdbr=" + pdbr);
        }
    }

    /** Sets the base and the limit of a segment; {@code down} is null for the direction it has by its place. */
    record SegSet(
            int segment, long base, long limit, @Nullable Boolean down) implements SegmentCommand {
        public SegSet {
            Check.that(segment >= 0, "a segment is not negative", "segment", segment);
        }

        @Override
        public Verb verb() {
            return Verb.SEG_SET;
        }

        @Override
        public String text() {
            return "seg_set segment=" + segment + " base=" + number(base) + " limit=" + number(limit)
                    + (down == null ? "" : " grows=" + (down ? "down" : "up"));
        }
    }

    /**
     * Maps a virtual page to a frame; {@code table} is the page of a new table, {@link #ANY} for the lowest free one.
     */
    record SegMap(int vpn, int pfn, int table) implements SegmentCommand {
        public static final int ANY = -1;

        public SegMap {
            Check.that(vpn >= 0 && pfn >= 0 && table >= ANY, "a page is not negative", "vpn", vpn);
        }

        @Override
        public Verb verb() {
            return Verb.SEG_MAP;
        }

        @Override
        public String text() {
            return "seg_map vpn=" + vpn + " pfn=" + pfn + (table == ANY ? "" : " table=" + table);
        }
    }

    /** Takes the entry of a virtual page away. */
    record SegUnmap(int vpn) implements SegmentCommand {
        public SegUnmap {
            Check.that(vpn >= 0, "a page is not negative", "vpn", vpn);
        }

        @Override
        public Verb verb() {
            return Verb.SEG_UNMAP;
        }

        @Override
        public String text() {
            return "seg_unmap vpn=" + vpn;
        }
    }

    /**
     * Writes a page.
     *
     * @param bytes two hexadecimal digits a byte, a multiple of eight bytes and at most 64
     */
    record SegFill(int page, String bytes) implements SegmentCommand {
        /** The most digits. */
        public static final int MAX_DIGITS = 128;

        public SegFill {
            Check.that(page >= 0, "a page is not negative", "page", page);
            Check.that(isBytes(bytes), "bytes are pairs of hexadecimal digits");
        }

        /** Whether {@code text} can be written to a page. */
        public static boolean isBytes(String text) {
            boolean fits = !text.isEmpty() && text.length() <= MAX_DIGITS && text.length() % 16 == 0;
            for (int i = 0; i < text.length(); i++) {
                fits &= "0123456789abcdef".indexOf(text.charAt(i)) >= 0;
            }
            return fits;
        }

        /** The bytes themselves. */
        public byte[] values() {
            byte[] values = new byte[bytes.length() / 2];
            for (int i = 0; i < values.length; i++) {
                int high = "0123456789abcdef".indexOf(bytes.charAt(2 * i));
                values[i] = (byte) (high << 4 | "0123456789abcdef".indexOf(bytes.charAt(2 * i + 1)));
            }
            return values;
        }

        @Override
        public Verb verb() {
            return Verb.SEG_FILL;
        }

        @Override
        public String text() {
            return "seg_fill page=" + page + " bytes=" + bytes;
        }
    }

    /** Translates an address. */
    record SegTranslate(long addr) implements SegmentCommand {
        @Override
        public Verb verb() {
            return Verb.SEG_TRANSLATE;
        }

        @Override
        public String text() {
            return "seg_translate addr=" + number(addr);
        }
    }

    /** Decimal, as in textbooks; hexadecimal for what no space can have anyway. */
    private static String number(long bytes) {
        return bytes < 0 || bytes > 1L << 40 ? Bits.hex(bytes) : Long.toString(bytes);
    }
}
