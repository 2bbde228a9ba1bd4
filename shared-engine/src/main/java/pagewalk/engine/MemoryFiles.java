package pagewalk.engine;

import org.jspecify.annotations.Nullable;
import pagewalk.engine.event.Refusal;
import pagewalk.engine.event.Refusal.Reason;
import pagewalk.engine.mm.Accounts;
import pagewalk.engine.proc.FreeTool;
import pagewalk.engine.proc.Meminfo;
import pagewalk.engine.proc.TopTool;
import pagewalk.engine.proc.Vmstat;
import pagewalk.engine.proc.VmstatTool;

/** Files and tools that show memory as a whole. */
final class MemoryFiles {
    private static final String[] PROGRAMS = {"free", "vmstat", "top", "dmesg"};
    private static final String[] OPTIONS = {FreeTool.OPTIONS, VmstatTool.OPTIONS, "", "t"};

    private final Memory memory;
    private final Areas areas;
    private final ProcessMemory processes;
    private final OomState state;

    MemoryFiles(Memory memory, Areas areas, ProcessMemory processes, OomState state) {
        this.memory = memory;
        this.areas = areas;
        this.processes = processes;
        this.state = state;
    }

    String meminfo() {
        Accounts accounts = processes.calls().state().accounts();
        return Meminfo.print(memory.zones(), this::count, accounts.limit(), accounts.committed());
    }

    String vmstat() {
        return Vmstat.print(memory.zones(), this::count);
    }

    private int count(String counter) {
        return counter.equals("oom_kill") ? state.kills : areas.pages(counter);
    }

    /** The number of a program; -1 if the machine has none of that name. */
    static int number(String program) {
        for (int i = 0; i < PROGRAMS.length; i++) {
            if (PROGRAMS[i].equals(program)) {
                return i;
            }
        }
        return -1;
    }

    /** Why a program cannot be run so; null if it can. */
    static @Nullable Refusal whyNot(String program, String options) {
        int number = number(program);
        if (number < 0) {
            return new Refusal(Reason.PROGRAM_UNKNOWN, 0, 0, 0, program);
        }
        boolean good = options.isEmpty() || options.length() > 1 && options.charAt(0) == '-';
        for (int i = 1; good && i < options.length(); i++) {
            good = OPTIONS[number].indexOf(options.charAt(i)) >= 0;
        }
        String takes = OPTIONS[number].isEmpty()
                ? program + " takes no options; this is "
                : program + " takes - and letters of " + OPTIONS[number] + "; this is ";
        return good ? null : new Refusal(Reason.PROGRAM_OPTION, 0, 0, 0, takes + options);
    }

    /** What a program prints. */
    String run(int number, String options) {
        return switch (number) {
            case 0 -> FreeTool.print(meminfo(), options);
            case 1 ->
                options.indexOf('s') >= 0
                        ? VmstatTool.sums(meminfo(), vmstat(), processes.tasks().nextPid() - 1)
                        : VmstatTool.line(meminfo(), options, running());
            case 2 -> TopTool.print(meminfo(), processes.view());
            default -> state.log.isEmpty() ? "" : String.join("\n", state.log) + "\n";
        };
    }

    private int running() {
        int running = 0;
        for (int cpu = 0; cpu < processes.tasks().cpus(); cpu++) {
            running += processes.tasks().running(cpu) == 0 ? 0 : 1;
        }
        return running;
    }
}
