package pagewalk.web.process;

import org.jspecify.annotations.Nullable;
import pagewalk.engine.Machine;
import pagewalk.engine.command.ProcessCommand;
import pagewalk.engine.event.EventKind;
import pagewalk.engine.event.EventLog;
import pagewalk.engine.mm.AddressSpace;
import pagewalk.engine.pagetable.Pte;
import pagewalk.engine.rule.Rule;
import pagewalk.engine.timeline.Timeline;
import pagewalk.engine.util.IntList;
import pagewalk.engine.view.ProcessView;

/**
 * An access of a program to one page, as far as the timeline shows it: the way from the virtual address to the frame.
 *
 * <p>The page is known from the start, because an access is about a known address; what came of it is known once its
 * event is reached. A command that touches several pages has an access for each of them.
 */
final class Walk {
    /** So many commands are looked at for the newest access. */
    private static final int LOOK_BACK = 500;

    private static final int NIL = -1;
    private static final int LEVEL_SHIFT = 9;
    private static final int TOP = 4;
    private static final int OFFSET_MASK = 0xfff;
    private static final int PAGE_BITS = 12;

    private final Timeline timeline;
    private final EventLog log;
    private final int command;
    private final ProcessCommand.Access access;
    private final IntList tables = new IntList();
    private final IntList decisions = new IntList();
    private final IntList lookups = new IntList();
    private final IntList begins = new IntList();
    private Page page = new Page(0, 0, 0);
    private int number;
    private int end;
    private int offset;
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
            Walk walk = of(timeline, i, NIL);
            if (walk != null) {
                return walk;
            }
        }
        return null;
    }

    /**
     * An access of a command.
     *
     * @param begin its first event; -1 for the newest that has begun at the timeline's position, else the first
     * @return null if the command has no such access
     */
    static @Nullable Walk of(Timeline timeline, int command, int begin) {
        if (command < timeline.commands() && timeline.commandAt(command) instanceof ProcessCommand.Access access) {
            Walk walk = new Walk(timeline, command, access);
            return walk.read(begin) ? walk : null;
        }
        return null;
    }

    /** Reads the events of its command; false if no page was asked for at all. */
    private boolean read(int chosen) {
        int endOfCommand = timeline.endEventOf(command);
        int shown = Math.min(endOfCommand, timeline.event());
        findBegins(endOfCommand);
        number = NIL;
        for (int i = 0; i < begins.size(); i++) {
            boolean newest = chosen == NIL && (i == 0 || begins.get(i) < shown);
            number = newest || begins.get(i) == chosen ? i : number;
        }
        if (number == NIL) {
            return false;
        }
        int begin = begins.get(number);
        end = begin;
        while (end < endOfCommand && !isLast(end)) {
            end++;
        }
        end = Math.min(endOfCommand, end + 1);
        for (int i = begin; i < Math.min(shown, end); i++) {
            take(i);
        }
        return findPage(begin, end);
    }

    private void findBegins(int endOfCommand) {
        boolean over = true;
        for (int i = timeline.firstEventOf(command); i < endOfCommand; i++) {
            if (over && begins(i)) {
                begins.add(i);
                over = false;
            }
            over |= isLast(i);
        }
    }

    private boolean isLast(int event) {
        return log.kind(event) == EventKind.TRANSLATED.code() || log.kind(event) == EventKind.SIGNALLED.code();
    }

    /** Whether the event is the first of a translation: a look into the TLB, or the top table. */
    private boolean begins(int event) {
        int kind = log.kind(event);
        boolean dropped = kind == EventKind.TLB_DROPPED.code() && log.rule(event) != Rule.TLB_INVLPG.code();
        return kind == EventKind.TLB_HIT.code() || kind == EventKind.TLB_MISSED.code() || dropped || isTop(event);
    }

    private boolean isTop(int event) {
        return log.kind(event) == EventKind.WALKED.code() && log.arg(event, 0) >>> LEVEL_SHIFT == TOP;
    }

    /** The page is in the first event that ends a walk or a fault; whose it is says the top table. */
    private boolean findPage(int begin, int after) {
        Machine machine = timeline.machine();
        int pid = 0;
        for (int i = begin; i < after; i++) {
            int kind = log.kind(i);
            pid = pid == 0 && isTop(i) ? pidOf(machine, log.arg(i, 1)) : pid;
            if (kind == EventKind.TRANSLATED.code() || kind == EventKind.FAULT.code()) {
                int owner = pid == 0 ? Asked.pid(machine, access.range().pid()) : pid;
                page = new Page(owner, log.arg(i, 2), log.arg(i, 3));
                long address = address(machine);
                offset = address >>> PAGE_BITS == page.number() ? (int) address & OFFSET_MASK : 0;
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
        switch (EventKind.of(log.kind(event))) {
            case TLB_HIT, TLB_MISSED, TLB_FILLED, TLB_DROPPED, TLB_EVICTED -> lookups.add(event);
            case WALKED -> {
                if (isTop(event)) {
                    tables.truncate(0);
                    walks++;
                }
                tables.add(event);
            }
            case TRANSLATED -> pfn = log.arg(event, 0);
            case SIGNALLED -> {
                failed = true;
                decisions.add(event);
            }
            case FAULT, FAULT_SERVED, STACK_GROWN, STACK_REFUSED, PAGE_COPIED, PTE_MARKED -> decisions.add(event);
            default -> {}
        }
    }

    /** Its stages in order. */
    Tape tape(Telling telling) {
        return new Tape(log, begins.get(number), end, telling);
    }

    /** Accesses of its command, one for each page that is touched. */
    int accesses() {
        return begins.size();
    }

    /** Which of them it is, from 0. */
    int number() {
        return number;
    }

    /** First event of an access of its command. */
    int begin(int access) {
        return begins.get(access);
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

    /** Bits that the last walk left to the offset: 12, or 21 or 30 where an entry above the lowest maps. */
    int offsetBits() {
        int last = tables.size() == 0 ? NIL : tables.get(tables.size() - 1);
        int level = last == NIL ? 1 : log.arg(last, 0) >>> LEVEL_SHIFT;
        boolean maps = last != NIL && (log.arg(last, 2) & (Pte.PRESENT | Pte.HUGE)) == (Pte.PRESENT | Pte.HUGE);
        return maps ? PAGE_BITS + LEVEL_SHIFT * (level - 1) : PAGE_BITS;
    }

    /** How often the tables were walked: once more after each fault. */
    int walks() {
        return walks;
    }

    /** Events of the last walk, a level each. */
    IntList tables() {
        return tables;
    }

    /** Events of the TLB: hits, misses, and what it remembers or forgets for it; none in a machine without one. */
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

    /** The physical address that was reached; meaningless without a {@link #pfn}. */
    long physical() {
        return ((long) pfn << PAGE_BITS) + offset;
    }

    /** Whether it ended with a signal. */
    boolean failed() {
        return failed;
    }
}
