package pagewalk.engine.command;

import pagewalk.engine.util.Bits;
import pagewalk.engine.util.Check;

/** How a command names an object: by the result of an earlier command, or by its address. */
public sealed interface ObjectRef {
    /** As it is written in a command, such as {@code a} or {@code addr=0xffff888000001000}. */
    String text();

    /** The result called {@code name}. */
    record Named(String name) implements ObjectRef {
        public Named {
            Check.that(CommandText.isName(name), "an object is called by a name");
        }

        @Override
        public String text() {
            return name;
        }
    }

    /** The object that begins at {@code addr}, a virtual address of the kernel, 64 bits without sign. */
    record Address(long addr) implements ObjectRef {
        @Override
        public String text() {
            return "addr=" + Bits.hex(addr);
        }
    }
}
