package pagewalk.engine;

import org.jspecify.annotations.Nullable;
import pagewalk.engine.command.PidRef;
import pagewalk.engine.digest.Digest;
import pagewalk.engine.event.Refusal;
import pagewalk.engine.heap.HeapSpace;

/** The processes whose heaps a machine keeps. */
interface HeapProcesses {
    /** The pid that a command means; -1 if it names no process. */
    int pid(PidRef ref, Names names);

    /** Why no process {@code pid} can call its C library; null if it can. */
    @Nullable
    Refusal whyNot(int pid, PidRef ref);

    /** Where a process gets its memory. */
    HeapSpace space(int pid);

    /** A signal ends a process. */
    void kill(int pid, String signal);

    HeapProcesses copy(Memory newMemory);

    void digest(Digest into);
}
