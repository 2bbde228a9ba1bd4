package pagewalk.engine.command;

import org.jspecify.annotations.Nullable;
import pagewalk.engine.util.Bits;

/** Commands about segments of shared memory; a segment is named like a process, by number or by name. */
public sealed interface ShmCommand extends AreaCommand {
    /** shmget(): finds or makes a segment; flags of {@link pagewalk.engine.mm.ShmFlags}. */
    record Shmget(@Nullable String as, int key, long size, int flags) implements ShmCommand {
        @Override
        public Verb verb() {
            return Verb.SHMGET;
        }

        @Override
        public String text() {
            return begin(as) + "shmget key=" + (key == 0 ? "private" : Bits.hex(key & 0xffffffffL)) + " size="
                    + Bits.hex(size) + ShmText.flags(flags);
        }
    }

    /** shmat(): maps a segment into a process. */
    record Shmat(@Nullable String as, PidRef pid, PidRef id, AddrRef addr, int flags) implements ShmCommand {
        @Override
        public Verb verb() {
            return Verb.SHMAT;
        }

        @Override
        public String text() {
            String at = addr.name() == null && addr.offset() == 0 ? "" : " addr=" + addr.text();
            return begin(as) + "shmat pid=" + pid.text() + " id=" + id.text() + at + ShmText.flags(flags);
        }
    }

    /** shmdt(): takes it away again. */
    record Shmdt(PidRef pid, AddrRef addr) implements ShmCommand {
        @Override
        public Verb verb() {
            return Verb.SHMDT;
        }

        @Override
        public String text() {
            return "shmdt pid=" + pid.text() + " addr=" + addr.text();
        }
    }

    /** shmctl(IPC_RMID): the segment goes with its last attachment. */
    record ShmctlRmid(PidRef id) implements ShmCommand {
        @Override
        public Verb verb() {
            return Verb.SHMCTL_RMID;
        }

        @Override
        public String text() {
            return "shmctl_rmid id=" + id.text();
        }
    }

    private static String begin(@Nullable String as) {
        return as == null ? "" : as + " = ";
    }
}
