package pagewalk.engine;

import org.jspecify.annotations.Nullable;
import pagewalk.engine.command.PidRef;
import pagewalk.engine.digest.Digest;
import pagewalk.engine.event.Refusal;
import pagewalk.engine.event.Refusal.Reason;
import pagewalk.engine.heap.FlatSpace;
import pagewalk.engine.heap.HeapSpace;

/** One process, pid 1, whose memory has addresses and no frames. */
final class FlatProcesses implements HeapProcesses {
    private final FlatSpace space;
    private boolean alive;

    FlatProcesses() {
        this(new FlatSpace(), true);
    }

    private FlatProcesses(FlatSpace space, boolean alive) {
        this.space = space;
        this.alive = alive;
    }

    @Override
    public int pid(PidRef ref, Names names) {
        return switch (ref) {
            case PidRef.Number number -> number.pid();
            case PidRef.Named named -> names.pid(named.name());
        };
    }

    @Override
    public @Nullable Refusal whyNot(int pid, PidRef ref) {
        if (pid == Names.NIL && ref instanceof PidRef.Named named) {
            return new Refusal(Reason.NAME_UNKNOWN, 0, 0, 0, named.name());
        }
        return pid == 1 && alive ? null : new Refusal(Reason.HEAP_NO_PROCESS, pid, 0, 0, null);
    }

    @Override
    public HeapSpace space(int pid) {
        return space;
    }

    @Override
    public void kill(int pid, String signal) {
        alive = false;
    }

    @Override
    public FlatProcesses copy(Memory newMemory) {
        return new FlatProcesses(space.copy(), alive);
    }

    @Override
    public void digest(Digest into) {
        if (!alive) {
            into.fold(1);
        }
    }
}
