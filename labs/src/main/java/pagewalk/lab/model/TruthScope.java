package pagewalk.lab.model;

import pagewalk.engine.Names;
import pagewalk.engine.event.EventKind;
import pagewalk.engine.event.EventLog;
import pagewalk.engine.mm.AddressSpace;
import pagewalk.engine.mm.Vmas;
import pagewalk.engine.pagetable.PageTables;
import pagewalk.engine.pagetable.Pte;
import pagewalk.engine.view.PressureView;
import pagewalk.engine.view.ProcessView;
import pagewalk.engine.view.ReclaimView;

/**
 * What truths of questions, notes and conditions on draws may ask beyond {@link RunScope}: lists of pages, refaults and
 * the kernel's log.
 *
 * <p>A browser never needs it, so its programs do not carry it; goals and checks, which a browser may have to look at,
 * cannot ask for it.
 */
public final class TruthScope extends RunScope {
    /** A page that is in memory and on no list: it waits with the processor. */
    static final int WAITS = 4;

    private static final int NOT_IN_MEMORY = -1;
    private static final int PAGE_SHIFT = 12;
    /** Bits of a page's number in the lower of two ints. */
    private static final int LO_BITS = 18;

    private final RunView run;

    public TruthScope(RunView run) {
        super(run);
        this.run = run;
    }

    @Override
    public int ask(Expr.Function function, String name, String text) {
        if (name.equals(KernelLog.PATH) && function == Expr.Function.FILE) {
            return KernelLog.number(KernelLog.of(run.machine()), text);
        }
        if (name.equals(KernelLog.PATH) && function == Expr.Function.LINES) {
            return FileNumbers.lines(KernelLog.of(run.machine()), text);
        }
        return function == Expr.Function.LIST ? list(name, text) : super.ask(function, name, text);
    }

    /** {@code a.distance} and {@code a.room} are of the last refault that the command made. */
    @Override
    public int value(String name) {
        if (name.endsWith(".distance")) {
            return refault(name.substring(0, name.length() - ".distance".length()), 1);
        }
        return name.endsWith(".room")
                ? refault(name.substring(0, name.length() - ".room".length()), 2)
                : super.value(name);
    }

    private int refault(String command, int argument) {
        int by = byName(command);
        EventLog log = run.log();
        for (int e = by < 0 ? 0 : run.endEvent(by) - 1; by >= 0 && e >= run.firstEvent(by); e--) {
            if (log.kind(e) == EventKind.REFAULT.code()) {
                return log.arg(e, argument);
            }
        }
        return ABSENT;
    }

    /** The list of the page at an address of a process, as the kernel numbers them; 4 for none, -1 without a page. */
    private int list(String process, String address) {
        Names names = run.machine().names();
        ProcessView processes = run.machine().processes();
        ReclaimView reclaim = processes.reclaim();
        AddressSpace space = names.pid(process) < 0 ? null : processes.space(names.pid(process));
        long at = names.address(address);
        if (reclaim == null || space == null || at == 0) {
            return ABSENT;
        }
        int pfn = page(processes, space, at >>> PAGE_SHIFT);
        int list = pfn < 0 ? NOT_IN_MEMORY : new PressureView(reclaim).list(pfn);
        return pfn >= 0 && list < 0 ? WAITS : list;
    }

    /** The page that the tables name; where they name none, the one that the mapping's file has there. */
    private static int page(ProcessView processes, AddressSpace space, long number) {
        PageTables tables = processes.tables();
        int hi = (int) (number >>> LO_BITS);
        int lo = (int) number & (1 << LO_BITS) - 1;
        int table = tables.find(space.root(), PageTables.PTE, hi, lo);
        int index = PageTables.index(PageTables.PTE, hi, lo);
        if (table > 0 && (tables.lo(table, index) & Pte.PRESENT) != 0) {
            return Pte.pfn(tables.lo(table, index), tables.hi(table, index));
        }
        int vma = vma(processes.vmas(), space, number);
        int file = vma == Vmas.NIL ? Vmas.NIL : processes.vmas().file(vma);
        return file < 0
                ? NOT_IN_MEMORY
                : processes.state().files().page(file, (int) processes.vmas().index(vma, hi, lo));
    }

    private static int vma(Vmas vmas, AddressSpace space, long number) {
        for (int i = 0; i < space.vmas(); i++) {
            int vma = space.vma(i);
            if (vmas.start(vma) <= number && number < vmas.end(vma)) {
                return vma;
            }
        }
        return Vmas.NIL;
    }
}
