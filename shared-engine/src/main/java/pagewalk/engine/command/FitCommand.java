package pagewalk.engine.command;

import org.jspecify.annotations.Nullable;
import pagewalk.engine.fit.Convention;
import pagewalk.engine.fit.FitPolicy;
import pagewalk.engine.fit.ListOrder;
import pagewalk.engine.util.Bits;
import pagewalk.engine.util.Check;

/** Commands to the range that is handed out by first, best, worst or next fit. */
public sealed interface FitCommand extends AreaCommand {
    /** Four numbers of a range, in bytes; the machine refuses what a range cannot have. */
    record Layout(long size, long base, long header, long align) {}

    /** How a range is handed out. */
    record Manner(FitPolicy policy, ListOrder order, boolean coalesce, Convention convention) {}

    /** Begins a range, all of it free. */
    record FitInit(Layout layout, Manner manner) implements FitCommand {
        @Override
        public Verb verb() {
            return Verb.FIT_INIT;
        }

        @Override
        public String text() {
            return "fit_init size=" + number(layout.size()) + " base=" + number(layout.base()) + " header="
                    + number(layout.header()) + " align=" + number(layout.align()) + " policy="
                    + manner.policy().word() + " order=" + manner.order().word() + " coalesce="
                    + (manner.coalesce() ? "on" : "off") + " convention="
                    + manner.convention().word();
        }

        /** Decimal, as in textbooks; hexadecimal for what no range can have anyway. */
        private static String number(long bytes) {
            return bytes < 0 || bytes > Integer.MAX_VALUE ? Bits.hex(bytes) : Integer.toString((int) bytes);
        }
    }

    /**
     * Asks for a block of the range.
     *
     * @param as name of the result, or null
     * @param size bytes
     */
    record FitAlloc(@Nullable String as, long size) implements FitCommand {
        public FitAlloc {
            Check.that(as == null || CommandText.isName(as), "a result has a name");
        }

        @Override
        public Verb verb() {
            return Verb.FIT_ALLOC;
        }

        @Override
        public String text() {
            return (as == null ? "" : as + " = ") + "fit_alloc size=" + FitInit.number(size);
        }
    }

    /**
     * Gives a block back.
     *
     * @param block its name or its address
     */
    record FitFree(ObjectRef block) implements FitCommand {
        @Override
        public Verb verb() {
            return Verb.FIT_FREE;
        }

        @Override
        public String text() {
            return "fit_free " + block.text();
        }
    }
}
