package pagewalk.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;
import pagewalk.engine.command.AreaCommand;
import pagewalk.engine.command.SegmentCommand;
import pagewalk.engine.command.SegmentCommand.SegFill;
import pagewalk.engine.command.SegmentCommand.SegInit;
import pagewalk.engine.command.SegmentCommand.SegMap;
import pagewalk.engine.command.SegmentCommand.SegSet;
import pagewalk.engine.digest.Digest;
import pagewalk.engine.event.Refusal;
import pagewalk.engine.event.Refusal.Reason;
import pagewalk.engine.rule.Rule;
import pagewalk.engine.segment.Scheme;
import pagewalk.engine.segment.SegmentSetup;
import pagewalk.engine.segment.SegmentUnit;
import pagewalk.engine.segment.SegmentView;
import pagewalk.engine.util.Bits;

/** Carries out the commands to the address space beside the machine; a refusal changes nothing. */
final class SegmentSpace implements Area {
    private static final int NIL = -1;
    /** Why a page cannot be used, as {@link Reason#SEG_PAGE} has it. */
    private static final int OUTSIDE = 0;

    private static final int HOLDS_ENTRIES = 1;
    private static final int IN_USE = 2;
    private static final int NONE_FREE = 3;
    private static final int NO_ENTRY = 4;

    private final SegmentUnit unit;
    private final long[] physical = new long[1];

    SegmentSpace(Recorder events) {
        this(new SegmentUnit(events));
    }

    private SegmentSpace(SegmentUnit unit) {
        this.unit = unit;
    }

    @Override
    public SegmentSpace copy(Memory newMemory, Names newNames, Recorder newEvents) {
        return new SegmentSpace(unit.copy(newEvents));
    }

    SegmentView view() {
        return unit.view();
    }

    @Override
    public void digest(Digest into) {
        unit.digest(into);
    }

    @Override
    public int bytesBeside(@Nullable Area other) {
        return unit.bytesBeside(other instanceof SegmentSpace space ? space.unit : null);
    }

    @Override
    public List<String> files() {
        return List.of();
    }

    @Override
    public @Nullable String readFile(String path) {
        return null;
    }

    @Override
    public @Nullable Rule ruleOfFile(String path) {
        return null;
    }

    @Override
    public boolean takes(AreaCommand command) {
        return command instanceof SegmentCommand;
    }

    @Override
    public String name() {
        return "segment";
    }

    @Override
    public Reply apply(AreaCommand command) {
        if (command instanceof SegInit init) {
            return begin(init);
        }
        SegmentSetup setup = unit.setup();
        if (setup == null) {
            return refused(Reason.SEG_NOT_BEGUN, null);
        }
        return switch ((SegmentCommand) command) {
            case SegInit init -> begin(init);
            case SegSet set -> setup.scheme().hasRegisters() ? set(set, setup) : otherScheme(set, setup);
            case SegMap map -> setup.scheme().hasRegisters() ? otherScheme(map, setup) : map(map, setup);
            case SegmentCommand.SegUnmap unmap ->
                setup.scheme().hasRegisters() ? otherScheme(unmap, setup) : unmap(unmap.vpn(), setup);
            case SegFill fill -> setup.scheme() == Scheme.TWO_LEVEL ? fill(fill, setup) : otherScheme(fill, setup);
            case SegmentCommand.SegTranslate translate -> translate(translate.addr(), setup);
        };
    }

    private Reply begin(SegInit command) {
        boolean small = command.scheme() == Scheme.TWO_LEVEL;
        long page = command.page() != 0 ? command.page() : small ? 32 : command.scheme() == Scheme.LINEAR ? 4096 : 0;
        long asize = command.asize() != 0 ? command.asize() : small ? page * page * page : 1024;
        long psize = command.psize() != 0 ? command.psize() : small ? page * 128 : 16 * asize;
        String wrong = wrong(new SegInit(command.scheme(), asize, psize, page, command.pdbr()));
        if (wrong != null) {
            return refused(Reason.SEG_SETTING, wrong);
        }
        unit.begin(new SegmentSetup(command.scheme(), asize, psize, (int) page, small ? command.pdbr() : NIL));
        return new Reply.Space(command.scheme().word(), asize, psize, (int) page);
    }

    private static @Nullable String wrong(SegInit command) {
        Scheme scheme = command.scheme();
        long most = scheme.hasRegisters() ? SegmentSetup.MAX_SIZE : SegmentSetup.MAX_PAGED;
        if (outside(command.asize(), 1, most)) {
            return "asize is from 1 to " + most + "; this is " + shown(command.asize());
        }
        if (outside(command.psize(), 1, most)) {
            return "psize is from 1 to " + most + "; this is " + shown(command.psize());
        }
        if (scheme != Scheme.TWO_LEVEL && command.pdbr() != 0) {
            return "a space without a page directory has no pdbr; this is " + command.pdbr();
        }
        if (scheme.hasRegisters()) {
            return command.page() == 0 ? null : "a space without pages has no page; this is " + shown(command.page());
        }
        return scheme == Scheme.LINEAR ? wrongPages(command) : wrongSmallPages(command);
    }

    private static @Nullable String wrongPages(SegInit command) {
        long page = command.page();
        if (outside(page, 1, SegmentSetup.MAX_PAGED) || (page & (page - 1)) != 0) {
            return "page is a power of two up to " + SegmentSetup.MAX_PAGED + "; this is " + shown(page);
        }
        if (command.asize() % page != 0 || command.psize() % page != 0) {
            return "asize and psize are multiples of the page; these are " + command.asize() + " and "
                    + command.psize();
        }
        long entries = command.asize() / page;
        return outside(entries, 1, SegmentSetup.MAX_ENTRIES)
                ? "a table has at most " + SegmentSetup.MAX_ENTRIES + " entries; this one would have " + entries
                : null;
    }

    private static @Nullable String wrongSmallPages(SegInit command) {
        long page = command.page();
        if (outside(page, SegmentSetup.MIN_SMALL_PAGE, SegmentSetup.MAX_SMALL_PAGE) || (page & (page - 1)) != 0) {
            return "page is 8, 16, 32 or 64, as two levels of one-byte entries need it; this is " + shown(page);
        }
        if (command.asize() != page * page * page) {
            return "asize is " + page * page * page + " with such pages; this is " + command.asize();
        }
        if (command.psize() % page != 0 || command.psize() / page > SegmentSetup.MAX_SMALL_PAGES) {
            return "psize is 1 to " + SegmentSetup.MAX_SMALL_PAGES + " pages; this is " + command.psize() + " bytes";
        }
        return outside(command.pdbr(), 0, command.psize() / page - 1)
                ? "pdbr is a page from 0 to " + (command.psize() / page - 1) + "; this is " + command.pdbr()
                : null;
    }

    private static boolean outside(long value, long low, long high) {
        return value < low || value > high;
    }

    private static String shown(long value) {
        return value < 0 ? Bits.hex(value) : Long.toString(value);
    }

    private Reply set(SegSet command, SegmentSetup setup) {
        int segment = command.segment();
        boolean second = setup.scheme() == Scheme.SEGMENTS;
        if (segment >= unit.segments()) {
            String there = second ? "segments are 0 and 1; this is " : "there is one segment, 0; this is ";
            return refused(Reason.SEG_SETTING, there + segment);
        }
        Boolean asked = command.down();
        boolean down = asked == null ? segment == 1 : asked;
        if (down && !second) {
            return refused(Reason.SEG_SETTING, "grows is up with one base and one bound; this is down");
        }
        long limits = second ? setup.asize() / 2 : SegmentSetup.MAX_SIZE;
        if (outside(command.base(), 0, SegmentSetup.MAX_SIZE)) {
            return refused(
                    Reason.SEG_SETTING,
                    "base is from 0 to " + SegmentSetup.MAX_SIZE + "; this is " + shown(command.base()));
        }
        if (outside(command.limit(), 0, limits)) {
            return refused(Reason.SEG_SETTING, "limit is from 0 to " + limits + "; this is " + shown(command.limit()));
        }
        unit.set(segment, command.base(), command.limit(), down);
        return new Reply.Registers(segment, command.base(), command.limit(), down);
    }

    private Reply map(SegMap command, SegmentSetup setup) {
        boolean small = setup.scheme() == Scheme.TWO_LEVEL;
        int vpn = command.vpn();
        int pfn = command.pfn();
        if (vpn >= setup.virtualPages()) {
            return noPage(vpn, setup);
        }
        if (pfn >= setup.physicalPages()) {
            return refusedPage(pfn, setup.physicalPages(), OUTSIDE);
        }
        if (unit.holdsEntries(pfn)) {
            return refusedPage(pfn, setup.physicalPages(), HOLDS_ENTRIES);
        }
        int table = command.table();
        if (!small && table != SegMap.ANY) {
            return refused(Reason.SEG_SETTING, "a linear table is not in memory and takes no page; table is " + table);
        }
        boolean needsTable = small && unit.tableOf(vpn) == NIL;
        if (needsTable && table == SegMap.ANY) {
            table = unit.lowestFree(pfn);
            if (table == NIL) {
                return refusedPage(0, setup.physicalPages(), NONE_FREE);
            }
        } else if (needsTable && table >= setup.physicalPages()) {
            return refusedPage(table, setup.physicalPages(), OUTSIDE);
        } else if (needsTable && (!unit.isFree(table) || table == pfn)) {
            return refusedPage(table, setup.physicalPages(), IN_USE);
        }
        unit.map(vpn, pfn, table);
        return new Reply.SmallPage(vpn, pfn, unit.tableOf(vpn));
    }

    private Reply unmap(int vpn, SegmentSetup setup) {
        if (vpn >= setup.virtualPages()) {
            return noPage(vpn, setup);
        }
        if (!unit.isMapped(vpn)) {
            return refusedPage(vpn, setup.virtualPages(), NO_ENTRY);
        }
        unit.unmap(vpn);
        return new Reply.SmallPage(vpn, NIL, unit.tableOf(vpn));
    }

    private Reply fill(SegFill command, SegmentSetup setup) {
        int page = command.page();
        if (page >= setup.physicalPages()) {
            return refusedPage(page, setup.physicalPages(), OUTSIDE);
        }
        if (unit.holdsEntries(page)) {
            return refusedPage(page, setup.physicalPages(), HOLDS_ENTRIES);
        }
        byte[] bytes = command.values();
        if (bytes.length > setup.page()) {
            return refused(Reason.SEG_SETTING, "a page has " + setup.page() + " bytes; these are " + bytes.length);
        }
        unit.fill(page, bytes);
        return new Reply.Written((long) page * setup.page(), bytes.length);
    }

    private Reply translate(long addr, SegmentSetup setup) {
        if (outside(addr, 0, setup.asize() - 1)) {
            return refused(
                    Reason.SEG_ADDRESS,
                    "the address space has the addresses 0 to " + (setup.asize() - 1) + "; this is " + shown(addr));
        }
        if (unit.translate(addr, physical)) {
            return new Reply.Translated(physical[0], unit.value(physical[0]));
        }
        return setup.scheme().hasRegisters()
                ? new Reply.Violation(addr, unit.segmentOf(addr), NIL)
                : new Reply.Violation(addr, NIL, (int) (addr / setup.page()));
    }

    private static Reply otherScheme(SegmentCommand command, SegmentSetup setup) {
        Refusal refusal = new Refusal(
                Reason.SEG_SCHEME,
                setup.scheme().ordinal(),
                0,
                0,
                command.verb().word());
        return new Reply.Refused(refusal);
    }

    private static Reply noPage(int vpn, SegmentSetup setup) {
        return refused(
                Reason.SEG_ADDRESS,
                "the address space has the pages 0 to " + (setup.virtualPages() - 1) + "; this is " + vpn);
    }

    private static Reply refusedPage(int page, int pages, int why) {
        return new Reply.Refused(new Refusal(Reason.SEG_PAGE, page, pages, why, null));
    }

    private static Reply refused(Reason reason, @Nullable String word) {
        return new Reply.Refused(new Refusal(reason, 0, 0, 0, word));
    }
}
