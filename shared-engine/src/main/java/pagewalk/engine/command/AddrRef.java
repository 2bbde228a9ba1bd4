package pagewalk.engine.command;

import org.jspecify.annotations.Nullable;
import pagewalk.engine.util.Bits;
import pagewalk.engine.util.Check;

/**
 * An address of a program: a number, or the result of an earlier command and bytes behind it, as {@code m+0x1000}.
 *
 * @param name the result, or null for a plain number
 * @param offset bytes behind it, or the address; 64 bits without sign
 */
public record AddrRef(@Nullable String name, long offset) {
    public AddrRef {
        Check.that(name == null || CommandText.isName(name), "an address is called by a name");
    }

    /** A plain address. */
    public AddrRef(long address) {
        this(null, address);
    }

    /** As it is written in a command. */
    public String text() {
        return name == null ? Bits.hex(offset) : offset == 0 ? name : name + "+" + Bits.hex(offset);
    }
}
