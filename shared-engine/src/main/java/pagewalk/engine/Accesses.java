package pagewalk.engine;

import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import pagewalk.engine.command.Command.Verb;
import pagewalk.engine.command.ProcessCommand;
import pagewalk.engine.event.Refusal;
import pagewalk.engine.event.Refusal.Reason;
import pagewalk.engine.mm.AddressSpace;
import pagewalk.engine.mm.Mmu;
import pagewalk.engine.mm.SystemCalls;
import pagewalk.engine.task.Tasks;

/** Loads, stores and fetches: an access to each page of a range, and the bytes of those that name a value. */
final class Accesses {
    private static final int PAGE_SHIFT = 12;
    private static final int PAGE_MASK = (1 << PAGE_SHIFT) - 1;
    private static final int LO_BITS = 18;
    private static final int LO_MASK = (1 << LO_BITS) - 1;
    /** Bits of the upper half of an address, the sign among them (__VIRTUAL_MASK_SHIFT - 32). */
    private static final int HIGH_BITS = 15;
    /** Most bytes that a value has. */
    private static final int VALUE_BYTES = 8;

    private final SystemCalls calls;
    private final Tasks tasks;
    /** Whether somebody will look at the reply. */
    private final BooleanSupplier asked;

    private @Nullable AccessWatch watch;

    Accesses(SystemCalls calls, Tasks tasks, BooleanSupplier asked) {
        this.asked = asked;
        this.calls = calls;
        this.tasks = tasks;
    }

    void watchedBy(AccessWatch newWatch) {
        watch = newWatch;
    }

    /** An access of {@code pid} at an address in two halves; what is 64 bits wide is slow in JavaScript. */
    Reply access(int pid, ProcessCommand.Access command, int high, int low) {
        int len = command.range().lenLow();
        if (command.range().lenHigh() != 0 || len < 0 || len > Limits.ACCESS_BYTES) {
            return new Reply.Refused(new Refusal(
                    Reason.VM_ARGUMENT, 0, 0, 0, "one access touches at most " + Limits.ACCESS_BYTES + " bytes"));
        }
        int kind = command.verb() == Verb.LOAD ? Mmu.LOAD : command.verb() == Verb.STORE ? Mmu.STORE : Mmu.FETCH;
        boolean tells = kind == Mmu.LOAD && len <= VALUE_BYTES && asked.getAsBoolean();
        Long value = command.value();
        AddressSpace mm = tasks.space(pid);
        long loaded = 0;
        int done = 0;
        while (done < len) {
            int at = low + done;
            int above = Integer.compareUnsigned(at, low) < 0 ? high + 1 : high;
            int inPage = at & PAGE_MASK;
            int count = Math.min(len - done, PAGE_MASK + 1 - inPage);
            int pfn = reach(mm, above, at, kind);
            if (pfn < 0) {
                return signal(pid, pfn, above, at);
            }
            if (value != null) {
                store(pfn, inPage, value >>> (8 * done), count);
            } else if (kind == Mmu.STORE) {
                calls.state().aging().stored(pfn, count > PAGE_MASK);
            } else if (tells && calls.state().contents().isWritten(pfn)) {
                loaded |= load(pfn, inPage, count) << (8 * done);
            }
            done += count;
        }
        tasks.count(pid, calls.minorFaults(), calls.majorFaults());
        if (watch != null && watch.watches(pid)) {
            watch.accessed(pid, (long) high << 32 | low & 0xffffffffL, done, kind, value);
        }
        return asked.getAsBoolean() ? new Reply.Faulted(calls.minorFaults(), calls.majorFaults(), loaded) : Reply.DONE;
    }

    /** The frame behind an address; an address of the kernel's half has none for a program. */
    private int reach(AddressSpace mm, int high, int low, int kind) {
        if (high >>> HIGH_BITS != 0) {
            return high >> HIGH_BITS == -1 ? Mmu.MAPERR : calls.mmu().notCanonical();
        }
        int upper = high << Integer.SIZE - PAGE_SHIFT - LO_BITS | low >>> PAGE_SHIFT + LO_BITS;
        return calls.mmu().access(mm, upper, low >>> PAGE_SHIFT & LO_MASK, kind);
    }

    private void store(int pfn, int offset, long value, int count) {
        for (int i = 0; i < count; i++) {
            calls.poke(pfn, offset + i, (int) (value >>> (8 * i)) & 255);
        }
    }

    private long load(int pfn, int offset, int count) {
        long value = 0;
        for (int i = 0; i < count; i++) {
            value |= (long) calls.state().contents().get(pfn, offset + i) << (8 * i);
        }
        return value;
    }

    private Reply signal(int pid, int outcome, int high, int low) {
        long at = (long) high << 32 | low & 0xffffffffL;
        tasks.count(pid, calls.minorFaults(), calls.majorFaults());
        int number = outcome == Mmu.BUS ? 7 : 11;
        if (tasks.get(pid).dies()) {
            tasks.exit(pid, 128 + number);
        }
        return switch (outcome) {
            case Mmu.BUS -> new Reply.Signal("SIGBUS", "ADRERR", at);
            case Mmu.ACCERR -> new Reply.Signal("SIGSEGV", "ACCERR", at);
            case Mmu.MAPERR -> new Reply.Signal("SIGSEGV", "MAPERR", at);
            default -> new Reply.Signal("SIGSEGV", "SI_KERNEL", 0);
        };
    }
}
