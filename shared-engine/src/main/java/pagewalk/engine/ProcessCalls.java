package pagewalk.engine;

import org.jspecify.annotations.Nullable;
import pagewalk.engine.command.AddrRef;
import pagewalk.engine.command.Command.Verb;
import pagewalk.engine.command.PidRef;
import pagewalk.engine.command.ProcessCommand;
import pagewalk.engine.command.ProcessCommand.Range;
import pagewalk.engine.event.EventKind;
import pagewalk.engine.event.Refusal;
import pagewalk.engine.event.Refusal.Reason;
import pagewalk.engine.filemap.Files;
import pagewalk.engine.mm.AddressSpace;
import pagewalk.engine.mm.MapRequest;
import pagewalk.engine.mm.SystemCalls;
import pagewalk.engine.rule.Rule;
import pagewalk.engine.task.Task;
import pagewalk.engine.task.Tasks;

/** Carries out commands about processes: names become pids and addresses, and results become replies. */
final class ProcessCalls {
    private static final int NIL = -1;
    private static final int PAGE_SHIFT = 12;
    /** Tables and page cache that one command may need beside its own pages. */
    private static final int SPARE_FRAMES = 96;

    private final SystemCalls calls;
    private final Tasks tasks;
    private final Names names;
    private final Recorder events;
    private final Accesses accesses;
    private final Programs programs;
    private final @Nullable TaskTlbs tlbs;
    /** The process that the last command named, and which command that was. */
    private int current;

    private int currentSince = NIL;
    /** Why the names of the last command could not be resolved. */
    private @Nullable Refusal unresolved;

    ProcessCalls(SystemCalls calls, Tasks tasks, Names names, Recorder events, @Nullable TaskTlbs tlbs) {
        this.tlbs = tlbs;
        this.calls = calls;
        this.tasks = tasks;
        this.names = names;
        this.events = events;
        accesses = new Accesses(calls, tasks, events::isAsked);
        programs = new Programs(calls, tasks);
    }

    /** No more frames than this many are taken by a command; 0 for one that takes none. */
    int frames(ProcessCommand command) {
        return switch (command) {
            case ProcessCommand.Exit exit -> 0;
            case ProcessCommand.Wait wait -> 0;
            case ProcessCommand.SwitchTo to -> 0;
            case ProcessCommand.Prlimit limit -> 0;
            case ProcessCommand.Creat creat -> 0;
            case ProcessCommand.Brk brk -> 0;
            case ProcessCommand.Sbrk sbrk -> 0;
            case ProcessCommand.Spawn spawn -> SPARE_FRAMES;
            case ProcessCommand.Execve exec -> SPARE_FRAMES;
            case ProcessCommand.Fork fork ->
                SPARE_FRAMES + calls.state().tables().tables();
            case ProcessCommand.Mmap map -> bound(map.range().len());
            case ProcessCommand.OnRange range ->
                range.verb() == Verb.MLOCK ? bound(range.range().len()) : 0;
            case ProcessCommand.Mprotect protect -> bound(protect.range().len());
            case ProcessCommand.Madvise advise -> bound(advise.range().len());
            case ProcessCommand.Mremap remap -> bound(remap.newLen());
            case ProcessCommand.Access access -> bound(access.range());
        };
    }

    private static int bound(Range range) {
        return range.lenHigh() == 0 ? bound(range.lenLow() >>> PAGE_SHIFT) : Integer.MAX_VALUE;
    }

    private static int bound(int pages) {
        return pages * 2 + (pages >> 7) + SPARE_FRAMES;
    }

    /** Frames for the pages of a range, their tables, and what is read around the first and last of them. */
    private static int bound(long len) {
        long pages = len >>> PAGE_SHIFT;
        return pages > Limits.FRAMES ? Integer.MAX_VALUE : bound((int) pages);
    }

    Reply apply(ProcessCommand command) {
        unresolved = null;
        calls.resetFaults();
        return switch (command) {
            case ProcessCommand.Spawn spawn -> spawn(spawn);
            case ProcessCommand.Fork fork -> fork(fork);
            case ProcessCommand.Execve exec -> execve(exec);
            case ProcessCommand.Exit exit -> exit(exit);
            case ProcessCommand.Wait wait -> await(wait);
            case ProcessCommand.SwitchTo to -> switchTo(to);
            case ProcessCommand.Prlimit limit -> prlimit(limit);
            case ProcessCommand.Mmap map -> mmap(map);
            case ProcessCommand.OnRange range -> onRange(range);
            case ProcessCommand.Mprotect protect -> mprotect(protect);
            case ProcessCommand.Madvise advise -> madvise(advise);
            case ProcessCommand.Mremap remap -> mremap(remap);
            case ProcessCommand.Brk brk -> brk(brk);
            case ProcessCommand.Sbrk sbrk -> sbrk(sbrk);
            case ProcessCommand.Access access -> access(access);
            case ProcessCommand.Creat creat -> programs.create(creat);
        };
    }

    void watchAccesses(AccessWatch watch) {
        accesses.watchedBy(watch);
    }

    /** As {@link #resolve}, for a command of another area. */
    int resolveAlone(PidRef ref) {
        unresolved = null;
        return resolve(ref);
    }

    int current() {
        return currentSince == events.command() ? current : 0;
    }

    @Nullable
    Refusal unresolved() {
        return unresolved;
    }

    /** As {@link #find}; with translation buffers the process runs from now on, where it ran last. */
    private int resolve(PidRef ref) {
        int pid = find(ref);
        current = pid;
        currentSince = events.command();
        if (tlbs != null && pid != 0) {
            int cpu = tasks.get(pid).cpu();
            if (tasks.running(cpu) != pid) {
                tasks.switchTo(pid, cpu);
            }
            tlbs.runOn(cpu);
        }
        return pid;
    }

    /** The process that is meant and has not exited; 0, and {@link #unresolved} says why, if there is none. */
    private int find(PidRef ref) {
        int pid = switch (ref) {
            case PidRef.Number number -> number.pid();
            case PidRef.Named named -> names.pid(named.name());
        };
        if (pid == NIL && ref instanceof PidRef.Named named) {
            unresolved = new Refusal(Reason.NAME_UNKNOWN, 0, 0, 0, named.name());
            return 0;
        }
        Task task = tasks.find(pid);
        if (task == null || task.isZombie()) {
            boolean exited = pid > 0 && pid < tasks.nextPid();
            unresolved = new Refusal(Reason.TASK_UNKNOWN, pid, exited ? 1 : 0, 0, null);
            return 0;
        }
        return pid;
    }

    private long address(AddrRef ref) {
        String name = ref.name();
        if (name == null) {
            return ref.offset();
        }
        if (!names.isAddress(name)) {
            unresolved = new Refusal(Reason.NAME_UNKNOWN, 0, 0, 0, name);
            return 0;
        }
        return names.address(name) + ref.offset();
    }

    private static Reply refused(Refusal refusal) {
        return new Reply.Refused(refusal);
    }

    private Reply spawn(ProcessCommand.Spawn command) {
        Refusal no = tasks.full() == null ? calls.mayBegin(null, 0, 0) : tasks.full();
        if (no != null) {
            return refused(no);
        }
        int pid = tasks.spawn(command.comm(), command.dies());
        if (command.as() != null) {
            names.bindPid(command.as(), pid);
        }
        return new Reply.Process(pid, NIL);
    }

    private Reply fork(ProcessCommand.Fork command) {
        int parent = resolve(command.pid());
        Refusal no = unresolved == null ? tasks.full() : unresolved;
        if (no != null) {
            return refused(no);
        }
        int child = tasks.fork(parent);
        if (child == NIL) {
            return refused(
                    new Refusal(Reason.OVERCOMMIT, (int) tasks.space(parent).totalPages(), 0, 0, null));
        }
        if (command.as() != null) {
            names.bindPid(command.as(), child);
        }
        return new Reply.Process(child, NIL);
    }

    private Reply execve(ProcessCommand.Execve command) {
        int pid = resolve(command.pid());
        return unresolved == null ? programs.execve(pid, command.path()) : refused(unresolved);
    }

    private Reply exit(ProcessCommand.Exit command) {
        int pid = resolve(command.pid());
        if (unresolved != null) {
            return refused(unresolved);
        }
        tasks.exit(pid, command.status());
        return new Reply.Process(pid, command.status());
    }

    private Reply await(ProcessCommand.Wait command) {
        int pid = resolve(command.pid());
        if (unresolved != null) {
            return refused(unresolved);
        }
        int child = tasks.exitedChild(pid);
        if (child < 0) {
            return refused(new Refusal(child == NIL ? Reason.CHILD_RUNS : Reason.NO_CHILD, pid, 0, 0, null));
        }
        int status = tasks.get(child).exitCode();
        tasks.forget(child);
        return new Reply.Process(child, status);
    }

    private Reply switchTo(ProcessCommand.SwitchTo command) {
        boolean idle = tlbs != null && command.pid() instanceof PidRef.Number number && number.pid() == 0;
        int pid = idle ? 0 : find(command.pid());
        if (unresolved == null && command.cpu() >= tasks.cpus()) {
            unresolved = new Refusal(Reason.CPU_UNKNOWN, command.cpu(), tasks.cpus(), 0, null);
        }
        if (unresolved != null) {
            return refused(unresolved);
        }
        if (idle) {
            tasks.idle(command.cpu());
            return new Reply.Process(0, NIL);
        }
        tasks.switchTo(pid, command.cpu());
        long pgd = tasks.space(pid).root().pgd();
        return new Reply.Switched(command.cpu(), pid, pgd << PAGE_SHIFT);
    }

    private Reply prlimit(ProcessCommand.Prlimit command) {
        int pid = resolve(command.pid());
        if (unresolved != null) {
            return refused(unresolved);
        }
        tasks.space(pid).limits().set(command.resource(), command.limit());
        int pages = command.limit() == -1 ? -1 : (int) Math.min(command.limit() >>> PAGE_SHIFT, Integer.MAX_VALUE);
        events.emit(
                EventKind.RLIMIT_SET.code(),
                Rule.LIMIT_SET.code(),
                pid,
                command.resource().ordinal(),
                pages,
                0);
        String shown = command.limit() == -1 ? "unlimited" : Long.toUnsignedString(command.limit());
        return new Reply.Setting(command.resource().name(), shown);
    }

    private Reply mmap(ProcessCommand.Mmap command) {
        int pid = resolve(command.range().pid());
        long addr = unresolved == null ? address(command.range().addr()) : 0;
        int file = NIL;
        if (unresolved == null && command.file() != null) {
            file = calls.state().files().byPath(command.file().path());
            unresolved = file == Files.NIL
                    ? new Refusal(Reason.FILE_MISSING, 0, 0, 0, command.file().path())
                    : null;
        }
        if (unresolved != null) {
            return refused(unresolved);
        }
        long offset = command.file() == null ? 0 : command.file().offset();
        MapRequest ask = new MapRequest(addr, command.range().len(), command.prot(), command.flags(), file, offset);
        return mapped(pid, command.as(), calls.mmap(tasks.space(pid), ask));
    }

    private Reply mapped(int pid, @Nullable String name, @Nullable Refusal refusal) {
        tasks.count(pid, calls.minorFaults(), calls.majorFaults());
        if (refusal != null) {
            return refused(refusal);
        }
        if (name != null) {
            names.bindAddress(name, calls.result());
        }
        return new Reply.Mapped(calls.result());
    }

    private Reply onRange(ProcessCommand.OnRange command) {
        Range range = command.range();
        int pid = resolve(range.pid());
        long addr = unresolved == null ? address(range.addr()) : 0;
        if (unresolved != null) {
            return refused(unresolved);
        }
        AddressSpace mm = tasks.space(pid);
        return done(
                pid,
                switch (command.verb()) {
                    case MLOCK -> calls.mlock(mm, addr, range.len());
                    case MUNLOCK -> calls.munlock(mm, addr, range.len());
                    default -> calls.munmap(mm, addr, range.len());
                });
    }

    private Reply done(int pid, @Nullable Refusal refusal) {
        tasks.count(pid, calls.minorFaults(), calls.majorFaults());
        return refusal == null ? new Reply.Faulted(calls.minorFaults(), calls.majorFaults(), 0) : refused(refusal);
    }

    private Reply mprotect(ProcessCommand.Mprotect command) {
        int pid = resolve(command.range().pid());
        long addr = unresolved == null ? address(command.range().addr()) : 0;
        return unresolved == null
                ? done(
                        pid,
                        calls.mprotect(tasks.space(pid), addr, command.range().len(), command.prot()))
                : refused(unresolved);
    }

    private Reply madvise(ProcessCommand.Madvise command) {
        int pid = resolve(command.range().pid());
        long addr = unresolved == null ? address(command.range().addr()) : 0;
        return unresolved == null
                ? done(
                        pid,
                        calls.madvise(tasks.space(pid), addr, command.range().len(), command.advice()))
                : refused(unresolved);
    }

    private Reply mremap(ProcessCommand.Mremap command) {
        Range old = command.old();
        int pid = resolve(old.pid());
        long addr = unresolved == null ? address(old.addr()) : 0;
        long target = unresolved == null && command.newAddr() != null ? address(command.newAddr()) : 0;
        if (unresolved != null) {
            return refused(unresolved);
        }
        AddressSpace mm = tasks.space(pid);
        Refusal refusal;
        if (command.newAddr() == null) {
            refusal = calls.mremap(mm, addr, old.len(), command.newLen(), command.mayMove());
        } else if (command.mayMove()) {
            refusal = calls.mremapTo(mm, addr, old.len(), command.newLen(), target);
        } else {
            refusal = new Refusal(Reason.VM_ARGUMENT, 0, 0, 0, "fixed needs maymove");
        }
        return mapped(pid, command.as(), refusal);
    }

    private Reply brk(ProcessCommand.Brk command) {
        int pid = resolve(command.pid());
        long addr = unresolved == null ? address(command.addr()) : 0;
        return unresolved == null ? new Reply.HeapEnd(calls.brk(tasks.space(pid), addr)) : refused(unresolved);
    }

    /** The C library's sbrk(): the end that the heap had, or ENOMEM. */
    private Reply sbrk(ProcessCommand.Sbrk command) {
        int pid = resolve(command.pid());
        if (unresolved != null) {
            return refused(unresolved);
        }
        AddressSpace mm = tasks.space(pid);
        long before = mm.brk();
        long wanted = before + command.increment();
        if (calls.brk(mm, wanted) != wanted) {
            return refused(new Refusal(Reason.BRK_FAILED, 0, 0, 0, null));
        }
        if (command.as() != null) {
            names.bindAddress(command.as(), before);
        }
        return new Reply.Mapped(before);
    }

    private Reply access(ProcessCommand.Access command) {
        int pid = resolve(command.range().pid());
        AddrRef ref = command.range().addr();
        if (unresolved == null && ref.name() == null) {
            return accesses.access(pid, command, ref.high(), ref.low());
        }
        long addr = unresolved == null ? address(ref) : 0;
        return unresolved == null
                ? accesses.access(pid, command, (int) (addr >>> 32), (int) addr)
                : refused(unresolved);
    }
}
