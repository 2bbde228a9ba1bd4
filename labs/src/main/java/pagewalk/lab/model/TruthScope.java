package pagewalk.lab.model;

import java.util.List;
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
 * What truths of questions, notes and conditions on draws may ask beyond {@link RunScope}: lists of pages, who maps
 * them, refaults, slabs and caches, the rows of memblock's tables and the kernel's log.
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
        return switch (function) {
            case LIST -> list(name, text);
            case MAPCOUNT -> mapCount(name, text);
            default -> super.ask(function, name, text);
        };
    }

    @Override
    public int call(Expr.Function function, String name, int number) {
        return switch (function) {
            case REGION_BASE -> region(name, number, false);
            case REGION_SIZE -> region(name, number, true);
            default -> super.call(function, name, number);
        };
    }

    /**
     * The first byte of a row of {@code memory} or {@code reserved}, or how many bytes it has; 0 behind the last row.
     * Rows that reach beyond 2 GiB cannot be asked for.
     */
    private int region(String table, int row, boolean size) {
        String file = run.machine().readFile("/sys/kernel/debug/memblock/" + table);
        if (file == null || row < 0) {
            return ABSENT;
        }
        for (String line : Text.split(file, '\n')) {
            List<String> words = Text.words(Text.trim(line));
            if (words.size() > 1 && words.get(0).equals(row + ":")) {
                int dots = words.get(1).indexOf("..");
                int first = hex(words.get(1).substring(0, dots));
                int last = hex(words.get(1).substring(dots + 2));
                return first < 0 || last < 0 ? ABSENT : size ? last - first + 1 : first;
            }
        }
        return 0;
    }

    /** The number of {@code 0x} and 16 digits; negative when it has more than 31 bits. */
    private static int hex(String text) {
        long number = 0;
        for (int i = 2; i < text.length(); i++) {
            number = number << 4 | Character.digit(text.charAt(i), 16);
        }
        return number == (int) number ? (int) number : -1;
    }

    /**
     * {@code a.distance} and {@code a.room} are of the last refault that the command made; {@code a.place} and the like
     * of the slab or cache that its result stands for ({@link SlabTruth}). The keys of an answer come first.
     */
    @Override
    public int value(String name) {
        int dot = name.indexOf('.');
        String command = dot < 0 ? name : name.substring(0, dot);
        return switch (dot < 0 ? "" : name.substring(dot + 1)) {
            case "" -> super.value(name);
            case "distance" -> refault(command, 1);
            case "room" -> refault(command, 2);
            default -> slab(name, command, name.substring(dot + 1));
        };
    }

    private int slab(String name, String command, String key) {
        int by = byName(command);
        int answered = super.value(name);
        int pfn = answered == ABSENT ? super.value(command) : ABSENT;
        if (pfn >= 0) {
            return SlabTruth.ofObject(run, pfn, key);
        }
        return answered == ABSENT && by >= 0 ? SlabTruth.ofCache(run, run.command(by), key) : answered;
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

    /** Entries that map the page at an address of a process, such as {@code m+0x1000}; 0 when it is not in memory. */
    private int mapCount(String process, String address) {
        Names names = run.machine().names();
        ProcessView processes = run.machine().processes();
        AddressSpace space = names.pid(process) < 0 ? null : processes.space(names.pid(process));
        int plus = address.indexOf('+');
        long base = names.address(plus < 0 ? address : address.substring(0, plus));
        long bytes = plus < 0 ? 0 : offset(address.substring(plus + 1));
        if (space == null || base == 0 || bytes < 0) {
            return ABSENT;
        }
        int pfn = page(processes, space, base + bytes >>> PAGE_SHIFT);
        return pfn < 0 ? 0 : processes.frames().mapCount(pfn);
    }

    /** Bytes behind an address, usually in hex; -1 when it is no number. */
    private static long offset(String text) {
        try {
            return Integer.decode(text);
        } catch (NumberFormatException noNumber) {
            return -1;
        }
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
