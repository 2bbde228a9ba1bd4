package pagewalk.engine.command;

import org.jspecify.annotations.Nullable;
import pagewalk.engine.util.Bits;
import pagewalk.engine.util.Check;

/** Calls of a process to the heap of its C library (malloc/malloc.c of glibc). */
public sealed interface HeapCommand extends AreaCommand {
    /** The process that calls. */
    PidRef pid();

    /** Asks for memory. */
    record Malloc(@Nullable String as, PidRef pid, long size) implements HeapCommand {
        public Malloc {
            Check.that(as == null || CommandText.isName(as), "a result has a name");
        }

        @Override
        public Verb verb() {
            return Verb.MALLOC;
        }

        @Override
        public String text() {
            return begin(as, "malloc", pid) + " size=" + number(size);
        }
    }

    /** Asks for memory for {@code n} objects, all of it zero. */
    record Calloc(@Nullable String as, PidRef pid, long n, long size) implements HeapCommand {
        public Calloc {
            Check.that(as == null || CommandText.isName(as), "a result has a name");
        }

        @Override
        public Verb verb() {
            return Verb.CALLOC;
        }

        @Override
        public String text() {
            return begin(as, "calloc", pid) + " n=" + number(n) + " size=" + number(size);
        }
    }

    /** Asks for more or less memory in place of {@code ptr}, wherever it is then. */
    record Realloc(@Nullable String as, PidRef pid, AddrRef ptr, long size) implements HeapCommand {
        public Realloc {
            Check.that(as == null || CommandText.isName(as), "a result has a name");
        }

        @Override
        public Verb verb() {
            return Verb.REALLOC;
        }

        @Override
        public String text() {
            return begin(as, "realloc", pid) + " ptr=" + ptr.text() + " size=" + number(size);
        }
    }

    /** Gives memory back. */
    record Free(PidRef pid, AddrRef ptr) implements HeapCommand {
        @Override
        public Verb verb() {
            return Verb.FREE;
        }

        @Override
        public String text() {
            return begin(null, "free", pid) + " ptr=" + ptr.text();
        }
    }

    /** Gives memory that is free back to the system, but for {@code pad} bytes of the top. */
    record MallocTrim(PidRef pid, long pad) implements HeapCommand {
        @Override
        public Verb verb() {
            return Verb.MALLOC_TRIM;
        }

        @Override
        public String text() {
            return begin(null, "malloc_trim", pid) + " pad=" + number(pad);
        }
    }

    /** Counts what is free (mallinfo2()). */
    record Mallinfo(PidRef pid) implements HeapCommand {
        @Override
        public Verb verb() {
            return Verb.MALLINFO;
        }

        @Override
        public String text() {
            return begin(null, "mallinfo", pid);
        }
    }

    /** Lists what is not freed, as the program mtrace of glibc does. */
    record Mtrace(PidRef pid) implements HeapCommand {
        @Override
        public Verb verb() {
            return Verb.MTRACE;
        }

        @Override
        public String text() {
            return begin(null, "mtrace", pid);
        }
    }

    private static String begin(@Nullable String as, String verb, PidRef pid) {
        return (as == null ? "" : as + " = ") + verb + " pid=" + pid.text();
    }

    /** Decimal, as in programs; hexadecimal for what has a sign there. */
    private static String number(long bytes) {
        return bytes < 0 ? Bits.hex(bytes) : Long.toString(bytes);
    }
}
