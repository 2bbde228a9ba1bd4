package pagewalk.web.process;

import org.jspecify.annotations.Nullable;
import pagewalk.engine.Machine;
import pagewalk.engine.command.Command;
import pagewalk.engine.command.ProcessCommand;
import pagewalk.engine.event.EventKind;
import pagewalk.engine.event.EventLog;
import pagewalk.engine.mm.AddressSpace;
import pagewalk.engine.timeline.Timeline;
import pagewalk.engine.util.IntList;
import pagewalk.engine.view.ProcessView;

/**
 * The newest access of a program as far as the timeline shows it: six stages from the virtual address to the frame.
 *
 * <p>The page is known from the start, because an access is about a known address; what came of it is known once its
 * event is reached.
 */
final class Walk {
    static final int ADDRESS = 1;
    static final int INDICES = 2;
    static final int TLB = 3;
    static final int TABLES = 4;
    static final int CHECK = 5;
    static final int FRAME = 6;

    /** So many commands are looked at for the newest access. */
    private static final int LOOK_BACK = 500;

    private static final int NIL = -1;
    private static final int LEVEL_SHIFT = 9;
    private static final int TOP = 4;
    private static final int OFFSET_MASK = 0xfff;

    private final Timeline timeline;
    private final EventLog log;
    private final int command;
    private final ProcessCommand.Access access;
    private final IntList tables = new IntList();
    private final IntList decisions = new IntList();
    private final IntList lookups = new IntList();
    private Page page = new Page(0, 0, 0);
    private int offset;
    private int stage = INDICES;
    private int walks;
    private int pfn = NIL;
    private boolean failed;

    private Walk(Timeline timeline, int command, ProcessCommand.Access access) {
        this.timeline = timeline;
        log = timeline.log();
        this.command = command;
        this.access = access;
    }

    /** The newest access at the timeline's position; null if there is none. */
    static @Nullable Walk of(Timeline timeline) {
        int newest = timeline.command() - 1;
        for (int i = newest; i >= 0 && i > newest - LOOK_BACK; i--) {
            Command command = timeline.commandAt(i);
            if (command instanceof ProcessCommand.Access access) {
                Walk walk = new Walk(timeline, i, access);
                if (walk.read()) {
                    return walk;
                }
            }
        }
        return null;
    }

    /** Reads the events of its command; false if no page was asked for at all. */
    private boolean read() {
        int first = timeline.firstEventOf(command);
        int end = timeline.endEventOf(command);
        int shown = Math.min(end, timeline.event());
        int begin = NIL;
        boolean over = true;
        for (int i = first; i < end; i++) {
            if (over && begins(i) && (begin == NIL || i < shown)) {
                begin = i;
                over = false;
            }
            over |= log.kind(i) == EventKind.TRANSLATED.code() || log.kind(i) == EventKind.SIGNALLED.code();
        }
        if (begin == NIL || !findPage(begin, end)) {
            return false;
        }
        for (int i = begin; i < shown && pfn == NIL && !failed; i++) {
            take(i);
        }
        return true;
    }

    /** Whether the event is the first of a translation: a look into the TLB, or the top table without one. */
    private boolean begins(int event) {
        int kind = log.kind(event);
        return kind == EventKind.TLB_HIT.code() || kind == EventKind.TLB_MISSED.code() || isTop(event);
    }

    private boolean isTop(int event) {
        return log.kind(event) == EventKind.WALKED.code() && log.arg(event, 0) >>> LEVEL_SHIFT == TOP;
    }

    /** The page is in the first event that ends a walk or a fault; whose it is says the top table. */
    private boolean findPage(int begin, int end) {
        Machine machine = timeline.machine();
        int pid = 0;
        for (int i = begin; i < end; i++) {
            int kind = log.kind(i);
            pid = pid == 0 && isTop(i) ? pidOf(machine, log.arg(i, 1)) : pid;
            if (kind == EventKind.TRANSLATED.code() || kind == EventKind.FAULT.code()) {
                int owner = pid == 0 ? Asked.pid(machine, access.range().pid()) : pid;
                page = new Page(owner, log.arg(i, 2), log.arg(i, 3));
                long address = address(machine);
                offset = address >>> 12 == page.number() ? (int) address & OFFSET_MASK : 0;
                return true;
            }
        }
        return false;
    }

    private int pidOf(Machine machine, int pgd) {
        ProcessView view = machine.processes();
        for (int pid = 1; pid < view.nextPid(); pid++) {
            AddressSpace mm = view.space(pid);
            if (mm != null && mm.root().pgd() == pgd) {
                return pid;
            }
        }
        return Asked.pid(machine, access.range().pid());
    }

    private long address(Machine machine) {
        String name = access.range().addr().name();
        return access.range().addr().offset()
                + (name == null ? 0 : machine.names().address(name));
    }

    private void take(int event) {
        EventKind kind = EventKind.of(log.kind(event));
        switch (kind) {
            case TLB_HIT, TLB_MISSED, TLB_FILLED -> {
                lookups.add(event);
                stage = kind == EventKind.TLB_FILLED ? CHECK : TLB;
            }
            case WALKED -> {
                if (isTop(event)) {
                    tables.truncate(0);
                    walks++;
                }
                tables.add(event);
                stage = TABLES;
            }
            case TRANSLATED -> {
                pfn = log.arg(event, 0);
                stage = FRAME;
            }
            case FAULT, FAULT_SERVED, SIGNALLED, STACK_GROWN, STACK_REFUSED, PAGE_COPIED, PTE_MARKED -> {
                decisions.add(event);
                failed = kind == EventKind.SIGNALLED;
                stage = CHECK;
            }
            default -> stage = stage == TABLES ? CHECK : stage;
        }
    }

    /** Whether the command at the position is this access, not a later one. */
    boolean isCurrent() {
        return command == timeline.command() - 1;
    }

    /** Index of its command. */
    int command() {
        return command;
    }

    /** "load", "store" or "fetch". */
    String kind() {
        return access.verb().word();
    }

    /** The page that is accessed; its pid is 0 if the process is gone. */
    Page page() {
        return page;
    }

    /** Bytes behind the begin of the page. */
    int offset() {
        return offset;
    }

    /** The stage that was reached, {@link #INDICES} to {@link #FRAME}. */
    int stage() {
        return stage;
    }

    /** How often the tables were walked: once more after each fault. */
    int walks() {
        return walks;
    }

    /** Events of the last walk, a level each. */
    IntList tables() {
        return tables;
    }

    /** Events of the TLB: hits, misses, and what it remembers after a walk; none in a machine without one. */
    IntList lookups() {
        return lookups;
    }

    /** Events of faults and of bits that the processor sets. */
    IntList decisions() {
        return decisions;
    }

    /** The frame that was reached; -1 if none is, yet. */
    int pfn() {
        return pfn;
    }

    /** Whether it ended with a signal. */
    boolean failed() {
        return failed;
    }
}
