package pagewalk.engine.command;

import org.jspecify.annotations.Nullable;
import pagewalk.engine.util.Bits;
import pagewalk.engine.util.Check;
import pagewalk.engine.zswap.Fill;

/** Commands about files, swap and the passing of time. */
public sealed interface ReclaimCommand extends AreaCommand {
    /** Whether it may need frames, and so fail for want of them. */
    boolean needsFrames();

    /** The process that asks for it, which must be there; null if it does not matter which. */
    default @Nullable PidRef asker() {
        return switch (this) {
            case Transfer transfer -> transfer.pid();
            case Fsync sync -> sync.pid();
            default -> null;
        };
    }

    /**
     * read() or write() of a file by a process, a page at a time.
     *
     * @param random whether the file is read without reading ahead (POSIX_FADV_RANDOM)
     */
    record Transfer(Verb verb, PidRef pid, String path, long offset, long len, boolean random)
            implements ReclaimCommand {
        public Transfer {
            Check.that(LineScanner.isWord(path), "a path is one word");
        }

        @Override
        public boolean needsFrames() {
            return true;
        }

        @Override
        public String text() {
            return verb.word() + " pid=" + pid.text() + " path=" + path + " offset=" + Bits.hex(offset) + " len="
                    + Bits.hex(len) + (random ? " advice=random" : "");
        }
    }

    /**
     * swapon() of a device that mkswap has prepared.
     *
     * @param size bytes, the header among them; -1 if the header says it, else the device counts as prepared
     * @param priority 0 to 32767, or -1 for one below all others
     * @param rotational whether it is a disk that turns
     */
    record Swapon(String path, long size, int priority, boolean rotational) implements ReclaimCommand {
        public Swapon {
            Check.that(LineScanner.isWord(path), "a path is one word");
        }

        @Override
        public boolean needsFrames() {
            return false;
        }

        @Override
        public Verb verb() {
            return Verb.SWAPON;
        }

        @Override
        public String text() {
            return "swapon path=" + path + (size < 0 ? "" : " size=" + Bits.hex(size))
                    + (priority < 0 ? "" : " priority=" + priority) + (rotational ? " rotational=on" : "");
        }
    }

    /**
     * mkswap: a header on a partition or a file.
     *
     * @param size bytes of a partition; -1 for a file, which has its own
     */
    record Mkswap(String path, long size, @Nullable String label) implements ReclaimCommand {
        public Mkswap {
            Check.that(LineScanner.isWord(path), "a path is one word");
        }

        @Override
        public boolean needsFrames() {
            return false;
        }

        @Override
        public Verb verb() {
            return Verb.MKSWAP;
        }

        @Override
        public String text() {
            return "mkswap path=" + path + (size < 0 ? "" : " size=" + Bits.hex(size))
                    + (label == null ? "" : " label=" + label);
        }
    }

    /** swapoff() by a process, or by nobody in particular. */
    record Swapoff(String path, @Nullable PidRef pid) implements ReclaimCommand {
        public Swapoff {
            Check.that(LineScanner.isWord(path), "a path is one word");
        }

        @Override
        public boolean needsFrames() {
            return true;
        }

        @Override
        public Verb verb() {
            return Verb.SWAPOFF;
        }

        @Override
        public String text() {
            return "swapoff path=" + path + (pid == null ? "" : " pid=" + pid.text());
        }
    }

    /** Time passes, a second a tick; kswapd and the flusher look whether they have work. */
    record Tick(int count) implements ReclaimCommand {
        @Override
        public boolean needsFrames() {
            return false;
        }

        @Override
        public Verb verb() {
            return Verb.TICK;
        }

        @Override
        public String text() {
            return "tick n=" + count;
        }
    }

    /** Reclaims as an allocation of one page would that finds none, so many times. */
    record TryToFree(int count) implements ReclaimCommand {
        @Override
        public boolean needsFrames() {
            return false;
        }

        @Override
        public Verb verb() {
            return Verb.TRY_TO_FREE_PAGES;
        }

        @Override
        public String text() {
            return "try_to_free_pages n=" + count;
        }
    }

    /** sync(): all dirty pages of files go to the disk. */
    record Sync() implements ReclaimCommand {
        @Override
        public boolean needsFrames() {
            return false;
        }

        @Override
        public Verb verb() {
            return Verb.SYNC;
        }

        @Override
        public String text() {
            return "sync";
        }
    }

    /** A process waits until the disk has what it wrote to a file. */
    record Fsync(PidRef pid, String path) implements ReclaimCommand {
        public Fsync {
            Check.that(LineScanner.isWord(path), "a path is one word");
        }

        @Override
        public boolean needsFrames() {
            return false;
        }

        @Override
        public Verb verb() {
            return Verb.FSYNC;
        }

        @Override
        public String text() {
            return "fsync pid=" + pid.text() + " path=" + path;
        }
    }

    /**
     * A program fills a range with bytes of a kind, as memset() or read() would.
     *
     * @param fill a constant of {@link Fill}
     */
    record FillRange(ProcessCommand.Range range, int fill) implements ReclaimCommand {
        @Override
        public boolean needsFrames() {
            return false;
        }

        /** The accesses that it makes. */
        public ProcessCommand stores() {
            return new ProcessCommand.Access(Verb.STORE, range, null);
        }

        @Override
        public Verb verb() {
            return Verb.FILL;
        }

        @Override
        public String text() {
            return "fill" + range.text() + " with=" + Fill.word(fill);
        }
    }

    /** Writes a word into a file below /sys, as a shell's echo does. */
    record Echo(String value, String path) implements ReclaimCommand {
        public Echo {
            Check.that(LineScanner.isWord(value) && LineScanner.isWord(path), "value and path are a word each");
        }

        @Override
        public boolean needsFrames() {
            return false;
        }

        @Override
        public Verb verb() {
            return Verb.ECHO;
        }

        @Override
        public String text() {
            return "echo " + value + " > " + path;
        }
    }
}
