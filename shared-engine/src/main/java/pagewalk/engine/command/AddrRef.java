package pagewalk.engine.command;

import org.jspecify.annotations.Nullable;
import pagewalk.engine.util.Bits;
import pagewalk.engine.util.Check;

/**
 * An address of a program: a number, or the result of an earlier command and bytes behind it, as {@code m+0x1000}. The 64
 * bits are kept in two halves, because an access takes them apart, and whole they are slow in JavaScript.
 *
 * @param name the result, or null for a plain number
 * @param high upper 32 bits of the address, or of the bytes behind the result
 * @param low lower 32 bits
 */
public record AddrRef(@Nullable String name, int high, int low) {
    public AddrRef {
        Check.that(name == null || CommandText.isName(name), "an address is called by a name");
    }

    public AddrRef(@Nullable String name, long offset) {
        this(name, (int) (offset >>> 32), (int) offset);
    }

    /** A plain address. */
    public AddrRef(long address) {
        this(null, address);
    }

    /** Bytes behind the result, or the address; 64 bits without sign. */
    public long offset() {
        return (long) high << 32 | low & 0xffffffffL;
    }

    /** As it is written in a command. */
    public String text() {
        return name == null ? Bits.hex(offset()) : (high | low) == 0 ? name : name + "+" + Bits.hex(offset());
    }
}
