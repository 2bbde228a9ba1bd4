package pagewalk.engine.command;

import org.jspecify.annotations.Nullable;
import pagewalk.engine.mm.Advice;
import pagewalk.engine.mm.MapRequest;
import pagewalk.engine.mm.RLimits.Resource;
import pagewalk.engine.mm.VmFlags;
import pagewalk.engine.util.Bits;
import pagewalk.engine.util.Check;

/** Commands about processes, their address spaces and what they touch; addresses and lengths are bytes. */
public sealed interface ProcessCommand extends AreaCommand {
    /** Makes a process without a program in it; {@code dies} if SIGSEGV ends it, as it does without a handler. */
    record Spawn(@Nullable String as, String comm, boolean dies) implements ProcessCommand {
        public Spawn {
            Check.that(LineScanner.isWord(comm), "comm is one word");
        }

        @Override
        public Verb verb() {
            return Verb.SPAWN;
        }

        @Override
        public String text() {
            return begin(as) + "spawn comm=" + comm + (dies ? " segv=kill" : "");
        }
    }

    /** fork(). */
    record Fork(@Nullable String as, PidRef pid) implements ProcessCommand {
        @Override
        public Verb verb() {
            return Verb.FORK;
        }

        @Override
        public String text() {
            return begin(as) + "fork pid=" + pid.text();
        }
    }

    /** execve() of a program that creat made. */
    record Execve(PidRef pid, String path) implements ProcessCommand {
        @Override
        public Verb verb() {
            return Verb.EXECVE;
        }

        @Override
        public String text() {
            return "execve pid=" + pid.text() + " path=" + path;
        }
    }

    /** exit() with a status from 0 to 255. */
    record Exit(PidRef pid, int status) implements ProcessCommand {
        @Override
        public Verb verb() {
            return Verb.EXIT;
        }

        @Override
        public String text() {
            return "exit pid=" + pid.text() + (status == 0 ? "" : " status=" + status);
        }
    }

    /** wait() for any child. */
    record Wait(PidRef pid) implements ProcessCommand {
        @Override
        public Verb verb() {
            return Verb.WAIT;
        }

        @Override
        public String text() {
            return "wait pid=" + pid.text();
        }
    }

    /** A CPU runs a process from now on. */
    record SwitchTo(PidRef pid, int cpu) implements ProcessCommand {
        @Override
        public Verb verb() {
            return Verb.SWITCH_TO;
        }

        @Override
        public String text() {
            return "switch_to pid=" + pid.text() + " cpu=" + cpu;
        }
    }

    /** prlimit() of one resource; a limit of -1 is none. */
    record Prlimit(PidRef pid, Resource resource, long limit) implements ProcessCommand {
        @Override
        public Verb verb() {
            return Verb.PRLIMIT;
        }

        @Override
        public String text() {
            String shown = limit == -1 ? "unlimited" : Bits.hex(limit);
            return "prlimit pid=" + pid.text() + " resource=" + resource.name() + " limit=" + shown;
        }
    }

    /** Where and how much: the part that the calls about ranges have in common. */
    record Range(PidRef pid, AddrRef addr, int lenHigh, int lenLow) {
        Range(PidRef pid, AddrRef addr, long len) {
            this(pid, addr, (int) (len >>> 32), (int) len);
        }

        /** Bytes; 64 bits without sign. */
        public long len() {
            return (long) lenHigh << 32 | lenLow & 0xffffffffL;
        }

        String text() {
            return " pid=" + pid.text() + " addr=" + addr.text() + " len=" + Bits.hex(len());
        }
    }

    /** What of a file is mapped. */
    record FilePart(String path, long offset) {
        public FilePart {
            Check.that(LineScanner.isWord(path), "a path is one word");
        }
    }

    /** mmap(); {@code flags} are those of {@link MapRequest}, without {@link MapRequest#ANON}. */
    record Mmap(
            @Nullable String as,
            Range range,
            int prot,
            int flags,
            @Nullable FilePart file) implements ProcessCommand {
        @Override
        public Verb verb() {
            return Verb.MMAP;
        }

        @Override
        public String text() {
            String of = file == null
                    ? ""
                    : " file=" + file.path() + (file.offset() == 0 ? "" : " offset=" + Bits.hex(file.offset()));
            return begin(as) + "mmap" + range.text() + " prot=" + protText(prot) + " flags="
                    + MapWords.text(file == null ? flags | MapRequest.ANON : flags) + of;
        }
    }

    /** munmap(), mlock() or munlock(). */
    record OnRange(Verb verb, Range range) implements ProcessCommand {
        @Override
        public String text() {
            return verb.word() + range.text();
        }
    }

    /** mprotect(). */
    record Mprotect(Range range, int prot) implements ProcessCommand {
        @Override
        public Verb verb() {
            return Verb.MPROTECT;
        }

        @Override
        public String text() {
            return "mprotect" + range.text() + " prot=" + protText(prot);
        }
    }

    /** madvise(). */
    record Madvise(Range range, Advice advice) implements ProcessCommand {
        @Override
        public Verb verb() {
            return Verb.MADVISE;
        }

        @Override
        public String text() {
            return "madvise" + range.text() + " advice=" + advice.word();
        }
    }

    /** mremap(); with {@code newAddr} it goes there (MREMAP_FIXED). */
    record Mremap(
            @Nullable String as,
            Range old,
            long newLen,
            boolean mayMove,
            @Nullable AddrRef newAddr) implements ProcessCommand {
        @Override
        public Verb verb() {
            return Verb.MREMAP;
        }

        @Override
        public String text() {
            String flags = (mayMove ? "maymove" : "")
                    + (mayMove && newAddr != null ? "," : "")
                    + (newAddr != null ? "fixed" : "");
            return begin(as) + "mremap pid=" + old.pid().text() + " old_addr="
                    + old.addr().text() + " old_len=" + Bits.hex(old.len()) + " new_len=" + Bits.hex(newLen)
                    + (flags.isEmpty() ? "" : " flags=" + flags)
                    + (newAddr == null ? "" : " new_addr=" + newAddr.text());
        }
    }

    /** brk(). */
    record Brk(PidRef pid, AddrRef addr) implements ProcessCommand {
        @Override
        public Verb verb() {
            return Verb.BRK;
        }

        @Override
        public String text() {
            return "brk pid=" + pid.text() + " addr=" + addr.text();
        }
    }

    /** sbrk(), by a number of bytes that may be negative. */
    record Sbrk(@Nullable String as, PidRef pid, long increment) implements ProcessCommand {
        @Override
        public Verb verb() {
            return Verb.SBRK;
        }

        @Override
        public String text() {
            String bytes = increment < 0 ? "-" + Bits.hex(-increment) : Bits.hex(increment);
            return begin(as) + "sbrk pid=" + pid.text() + " increment=" + bytes;
        }
    }

    /** A load, store or fetch of bytes in a row; a store may say which value the first up to eight of them get. */
    record Access(Verb verb, Range range, @Nullable Long value) implements ProcessCommand {
        @Override
        public String text() {
            return verb.word() + range.text() + (value == null ? "" : " value=" + Bits.hex(value));
        }
    }

    /** A file: {@code size} bytes of data, or a program if {@code image} is there. */
    record Creat(String path, long size, @Nullable Image image) implements ProcessCommand {
        public Creat {
            Check.that(path.startsWith("/") && LineScanner.isWord(path), "a path is one word from /");
        }

        @Override
        public Verb verb() {
            return Verb.CREAT;
        }

        @Override
        public String text() {
            return "creat path=" + path + (image == null ? " size=" + Bits.hex(size) : image.text());
        }
    }

    /** The parts of a program, in bytes. */
    record Image(long code, long rodata, long data, long bss) {
        String text() {
            return " text=" + Bits.hex(code) + " rodata=" + Bits.hex(rodata) + " data=" + Bits.hex(data) + " bss="
                    + Bits.hex(bss);
        }
    }

    private static String begin(@Nullable String as) {
        return as == null ? "" : as + " = ";
    }

    private static String protText(int prot) {
        return prot == 0
                ? "none"
                : ((prot & VmFlags.READ) != 0 ? "r" : "")
                        + ((prot & VmFlags.WRITE) != 0 ? "w" : "")
                        + ((prot & VmFlags.EXEC) != 0 ? "x" : "");
    }
}
