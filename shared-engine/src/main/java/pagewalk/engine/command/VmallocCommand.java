package pagewalk.engine.command;

import org.jspecify.annotations.Nullable;
import pagewalk.engine.util.Bits;
import pagewalk.engine.util.Check;

/** Commands about kernel addresses in a row (mm/vmalloc.c, arch/x86/mm/ioremap.c). */
public sealed interface VmallocCommand extends AreaCommand {
    /**
     * Asks for memory in a row of kernel addresses (vmalloc()).
     *
     * @param as name of the result, or null
     * @param size bytes
     */
    record Vmalloc(@Nullable String as, long size) implements VmallocCommand {
        public Vmalloc {
            Check.that(as == null || CommandText.isName(as), "a result has a name");
        }

        @Override
        public Verb verb() {
            return Verb.VMALLOC;
        }

        @Override
        public String text() {
            return begin(as) + "vmalloc size=" + Bits.hex(size);
        }
    }

    /** Gives such memory back (vfree()). */
    record Vfree(ObjectRef area) implements VmallocCommand {
        @Override
        public Verb verb() {
            return Verb.VFREE;
        }

        @Override
        public String text() {
            return "vfree " + area.text();
        }
    }

    /**
     * Maps the registers of a device (ioremap()).
     *
     * @param as name of the result, or null
     * @param physAddr first physical byte
     * @param size bytes
     */
    record Ioremap(@Nullable String as, long physAddr, long size) implements VmallocCommand {
        public Ioremap {
            Check.that(as == null || CommandText.isName(as), "a result has a name");
        }

        @Override
        public Verb verb() {
            return Verb.IOREMAP;
        }

        @Override
        public String text() {
            return begin(as) + "ioremap phys_addr=" + Bits.hex(physAddr) + " size=" + Bits.hex(size);
        }
    }

    /** Takes such a mapping away (iounmap()). */
    record Iounmap(ObjectRef area) implements VmallocCommand {
        @Override
        public Verb verb() {
            return Verb.IOUNMAP;
        }

        @Override
        public String text() {
            return "iounmap " + area.text();
        }
    }

    private static String begin(@Nullable String as) {
        return as == null ? "" : as + " = ";
    }
}
