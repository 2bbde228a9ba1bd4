package pagewalk.web.process;

import org.jspecify.annotations.Nullable;
import pagewalk.engine.Machine;
import pagewalk.engine.command.Command;
import pagewalk.engine.command.PidRef;
import pagewalk.engine.command.ProcessCommand;
import pagewalk.engine.command.ShmCommand;

/** Which process a command is about. */
final class Asked {
    private Asked() {}

    /** The process that {@code ref} names; 0 if there is none. */
    static int pid(Machine machine, PidRef ref) {
        return switch (ref) {
            case PidRef.Number number -> number.pid();
            case PidRef.Named named -> Math.max(0, machine.names().pid(named.name()));
        };
    }

    /** The process of a command; 0 for commands that are about none. */
    static int pid(Machine machine, Command command) {
        PidRef ref = ref(command);
        return ref == null ? 0 : pid(machine, ref);
    }

    private static @Nullable PidRef ref(Command command) {
        return switch (command) {
            case ProcessCommand.Access access -> access.range().pid();
            case ProcessCommand.Mmap map -> map.range().pid();
            case ProcessCommand.OnRange range -> range.range().pid();
            case ProcessCommand.Mprotect protect -> protect.range().pid();
            case ProcessCommand.Madvise advise -> advise.range().pid();
            case ProcessCommand.Mremap remap -> remap.old().pid();
            case ProcessCommand.Brk brk -> brk.pid();
            case ProcessCommand.Sbrk sbrk -> sbrk.pid();
            case ProcessCommand.Execve exec -> exec.pid();
            case ShmCommand.Shmat attach -> attach.pid();
            case ShmCommand.Shmdt detach -> detach.pid();
            default -> null;
        };
    }
}
