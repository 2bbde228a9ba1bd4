package pagewalk.engine;

import org.jspecify.annotations.Nullable;
import pagewalk.engine.command.AddrRef;
import pagewalk.engine.command.PidRef;
import pagewalk.engine.command.ShmCommand;
import pagewalk.engine.event.Refusal;
import pagewalk.engine.event.Refusal.Reason;
import pagewalk.engine.mm.SystemCalls;
import pagewalk.engine.task.Tasks;

/** Carries out commands about segments of shared memory. */
final class ShmCalls {
    private final SystemCalls calls;
    private final Tasks tasks;
    private final Names names;
    private final ProcessCalls processes;

    ShmCalls(SystemCalls calls, Tasks tasks, Names names, ProcessCalls processes) {
        this.calls = calls;
        this.tasks = tasks;
        this.names = names;
        this.processes = processes;
    }

    Reply apply(ShmCommand command) {
        calls.resetFaults();
        return switch (command) {
            case ShmCommand.Shmget get -> get(get);
            case ShmCommand.Shmat attach -> attach(attach);
            case ShmCommand.Shmdt detach -> detach(detach);
            case ShmCommand.ShmctlRmid remove -> remove(remove.id());
        };
    }

    private static Reply done(@Nullable Refusal refusal) {
        return refusal == null ? Reply.DONE : new Reply.Refused(refusal);
    }

    private Reply get(ShmCommand.Shmget command) {
        Refusal refusal = calls.shmget(command.key(), command.size(), command.flags());
        if (refusal != null) {
            return new Reply.Refused(refusal);
        }
        int id = (int) calls.result();
        if (command.as() != null) {
            names.bindSegment(command.as(), id);
        }
        return new Reply.Setting("shmid", Integer.toString(id));
    }

    private @Nullable Refusal unknown(@Nullable String name, boolean known) {
        return name == null || known ? null : new Refusal(Reason.NAME_UNKNOWN, 0, 0, 0, name);
    }

    private @Nullable Refusal unknown(PidRef id) {
        return id instanceof PidRef.Named named ? unknown(named.name(), names.segment(named.name()) >= 0) : null;
    }

    private @Nullable Refusal unknown(AddrRef addr) {
        return unknown(addr.name(), addr.name() != null && names.isAddress(addr.name()));
    }

    private int id(PidRef id) {
        return switch (id) {
            case PidRef.Number number -> number.pid();
            case PidRef.Named named -> names.segment(named.name());
        };
    }

    private long address(AddrRef addr) {
        String name = addr.name();
        return (name == null ? 0 : names.address(name)) + addr.offset();
    }

    private Reply attach(ShmCommand.Shmat command) {
        int pid = processes.resolveAlone(command.pid());
        Refusal no = processes.unresolved();
        no = no == null ? unknown(command.id()) : no;
        no = no == null ? unknown(command.addr()) : no;
        if (no == null) {
            no = calls.shmat(tasks.space(pid), id(command.id()), address(command.addr()), command.flags());
        }
        if (no != null) {
            return new Reply.Refused(no);
        }
        if (command.as() != null) {
            names.bindAddress(command.as(), calls.result());
        }
        return new Reply.Mapped(calls.result());
    }

    private Reply detach(ShmCommand.Shmdt command) {
        int pid = processes.resolveAlone(command.pid());
        Refusal no = processes.unresolved();
        no = no == null ? unknown(command.addr()) : no;
        return done(no == null ? calls.shmdt(tasks.space(pid), address(command.addr())) : no);
    }

    private Reply remove(PidRef id) {
        Refusal no = unknown(id);
        return done(no == null ? calls.shmctlRmid(id(id)) : no);
    }
}
