package pagewalk.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;
import pagewalk.engine.command.AreaCommand;
import pagewalk.engine.command.ObjectRef;
import pagewalk.engine.command.VmallocCommand;
import pagewalk.engine.digest.Digest;
import pagewalk.engine.event.Refusal;
import pagewalk.engine.event.Refusal.Reason;
import pagewalk.engine.proc.Vmallocinfo;
import pagewalk.engine.rule.Rule;
import pagewalk.engine.util.Bits;
import pagewalk.engine.vmalloc.AreaPages;
import pagewalk.engine.vmalloc.Vmalloc;
import pagewalk.engine.vmalloc.VmallocView;
import pagewalk.engine.zone.Zone;

/** Carries out the commands about kernel addresses in a row; a refusal changes nothing and is told by the caller. */
final class VirtualMemory implements Area {
    private static final int NIL = -1;
    private static final String FILE = "/proc/vmallocinfo";
    private static final int PAGE_SHIFT = Vmalloc.PAGE_SHIFT;
    private static final int PAGE_MASK = (1 << PAGE_SHIFT) - 1;
    /** Bits of a physical address that the machine's processors have (cpu_data.x86_phys_bits). */
    private static final int PHYS_BITS = 46;

    private final MachineConfig config;
    private final Memory memory;
    private final Names names;
    private final Recorder events;
    private final Vmalloc vmalloc;
    /** Frames that were missing in the last attempt that failed; no part of the state. */
    private int missing;

    VirtualMemory(MachineConfig config, Memory memory, Names names, Recorder events) {
        this(config, memory, names, events, begin(config, memory, events));
    }

    private VirtualMemory(MachineConfig config, Memory memory, Names names, Recorder events, Vmalloc vmalloc) {
        this.config = config;
        this.memory = memory;
        this.names = names;
        this.events = events;
        this.vmalloc = vmalloc;
    }

    private static Vmalloc begin(MachineConfig config, Memory memory, Recorder events) {
        int base = memory.frames().basePfn();
        int count = memory.frames().endPfn() - base;
        boolean lazy = config.preset() == MachineConfig.Preset.LINUX;
        return new Vmalloc(base, count, lazy ? config.layers().cpus() : 0, pages(memory), events);
    }

    @Override
    public VirtualMemory copy(Memory newMemory, Names newNames, Recorder newEvents) {
        return new VirtualMemory(config, newMemory, newNames, newEvents, vmalloc.copy(pages(newMemory), newEvents));
    }

    private static AreaPages pages(Memory memory) {
        return new AreaPages() {
            @Override
            public int allocate(int gfp) {
                return memory.allocate(0, gfp, 0);
            }

            @Override
            public void release(int pfn) {
                memory.free(pfn, 0);
            }
        };
    }

    VmallocView view() {
        return vmalloc.view();
    }

    @Override
    public boolean owns(int pfn) {
        return vmalloc.owns(pfn);
    }

    @Override
    public Refusal whyNotFreed(int pfn, int head, int order) {
        int start = vmalloc.start(vmalloc.areaOf(head));
        return new Refusal(Reason.PAGE_OF_AREA, pfn, 0, 0, Bits.hex(VmallocView.address(start)));
    }

    @Override
    public List<String> files() {
        return vmalloc.isUsed() ? List.of(FILE) : List.of();
    }

    @Override
    public @Nullable String readFile(String path) {
        return path.equals(FILE) ? Vmallocinfo.print(view(), memory.zones()) : null;
    }

    @Override
    public @Nullable Rule ruleOfFile(String path) {
        return path.equals(FILE) ? Rule.FILE_VMALLOCINFO : null;
    }

    @Override
    public void digest(Digest into) {
        vmalloc.digest(into);
    }

    @Override
    public int bytesBeside(@Nullable Area other) {
        return vmalloc.bytesBeside(other instanceof VirtualMemory virtual ? virtual.vmalloc : null);
    }

    @Override
    public boolean takes(AreaCommand command) {
        return command instanceof VmallocCommand;
    }

    /** Frames of areas that have some of their own (vmalloc_nr_pages()). */
    @Override
    public int pages(String counter) {
        int pages = 0;
        if (counter.equals("VmallocUsed")) {
            for (int area : view().areas()) {
                pages += view().frames(area).length;
            }
        }
        return pages;
    }

    @Override
    public String name() {
        return "vmalloc";
    }

    @Override
    public Reply apply(AreaCommand command) {
        return switch ((VmallocCommand) command) {
            case VmallocCommand.Vmalloc ask -> allocate(ask);
            case VmallocCommand.Vfree give -> free(give.area(), false);
            case VmallocCommand.Ioremap map -> map(map);
            case VmallocCommand.Iounmap unmap -> free(unmap.area(), true);
        };
    }

    private Reply allocate(VmallocCommand.Vmalloc command) {
        long size = command.size();
        if (size == 0) {
            return refused(Reason.VMALLOC_ZERO, 0, 0, null);
        }
        int all = memory.managedPages();
        if (size >>> PAGE_SHIFT > all) {
            return refused(Reason.VMALLOC_TOO_LARGE, 0, all, shown(size));
        }
        int pages = (int) ((size + PAGE_MASK) >>> PAGE_SHIFT);
        int slot = tryAllocate(pages);
        if (slot == NIL) {
            return missing == 0
                    ? refused(Reason.VMALLOC_NO_ADDRESSES, pages, 0, null)
                    : refused(Reason.VMALLOC_NO_FRAMES, pages, missing, null);
        }
        if (command.as() != null) {
            names.bindArea(command.as(), vmalloc.start(slot));
        }
        return new Reply.Area(VmallocView.address(vmalloc.start(slot)), pages);
    }

    /**
     * Linux gives all frames back when they do not suffice, but its lists are then in another order, and a refusal here
     * changes nothing. So where it is not certain to succeed, it is tried on a copy without a word first; an attempt
     * that fails is then told from a copy too, step by step.
     */
    private int tryAllocate(int pages) {
        boolean sure = memory.surelyServes(Vmalloc.framesFor(pages), Vmalloc.GFP) && vmalloc.hasHole(pages);
        if (!sure && elsewhere(new Recorder(new Digest(), 0)).allocate(pages) == NIL) {
            Vmalloc attempt = elsewhere(events);
            attempt.allocate(pages);
            missing = attempt.missing();
            return NIL;
        }
        int slot = vmalloc.allocate(pages);
        missing = vmalloc.missing();
        return slot;
    }

    /** The areas as they are, over a copy of memory, telling {@code to} of what is tried there. */
    private Vmalloc elsewhere(Recorder to) {
        return vmalloc.copy(pages(memory.copy(config, to)), to);
    }

    private Reply map(VmallocCommand.Ioremap command) {
        long first = command.physAddr();
        long last = first + command.size() - 1;
        if (command.size() == 0) {
            return refused(Reason.IOREMAP_RANGE, 0, 0, "size is at least 1; this is 0");
        }
        if (Long.compareUnsigned(last, first) < 0 || last >>> PHYS_BITS != 0) {
            return refused(
                    Reason.IOREMAP_RANGE,
                    0,
                    0,
                    "physical addresses have " + PHYS_BITS + " bits; the range begins at " + Bits.hex(first)
                            + " and has " + Bits.hex(command.size()) + " bytes");
        }
        for (Zone zone : memory.zones()) {
            if (first >>> PAGE_SHIFT < zone.endPfn() && last >>> PAGE_SHIFT >= zone.startPfn()) {
                return refused(Reason.IOREMAP_RAM, zone.startPfn(), zone.endPfn(), Bits.hex(first));
            }
        }
        long pages = (last >>> PAGE_SHIFT) - (first >>> PAGE_SHIFT) + 1;
        int slot = pages >= Vmalloc.AREA_PAGES ? NIL : tryMap(first & ~(long) PAGE_MASK, (int) pages);
        if (slot == NIL) {
            return refused(Reason.VMALLOC_NO_ADDRESSES, (int) Math.min(pages, Integer.MAX_VALUE), 0, null);
        }
        int offset = (int) first & PAGE_MASK;
        if (command.as() != null) {
            names.bindArea(command.as(), vmalloc.start(slot));
        }
        return new Reply.Device(VmallocView.address(vmalloc.start(slot)) + offset, first, (int) pages);
    }

    private int tryMap(long phys, int pages) {
        if (vmalloc.hasAlignedHole(pages)) {
            return vmalloc.mapDevice(phys, pages);
        }
        if (elsewhere(new Recorder(new Digest(), 0)).mapDevice(phys, pages) == NIL) {
            elsewhere(events).mapDevice(phys, pages);
            return NIL;
        }
        return vmalloc.mapDevice(phys, pages);
    }

    private Reply free(ObjectRef area, boolean device) {
        if (area instanceof ObjectRef.Named named && names.area(named.name()) == NIL) {
            return refused(Reason.NAME_UNKNOWN, 0, 0, named.name());
        }
        long at = switch (area) {
            case ObjectRef.Named named -> VmallocView.address(names.area(named.name()));
            case ObjectRef.Address address -> address.addr();
        };
        if (at == 0 && !device) {
            return new Reply.Area(0, 0);
        }
        if (!device && (at & PAGE_MASK) != 0) {
            return refused(Reason.AREA_UNKNOWN, 4, 0, Bits.hex(at));
        }
        long page = (at - Vmalloc.VMALLOC_START) >>> PAGE_SHIFT;
        int slot = page < Vmalloc.AREA_PAGES ? vmalloc.areaAt((int) page) : NIL;
        int why = slot == NIL ? 0 : vmalloc.isList(slot) ? 3 : vmalloc.isDevice(slot) == device ? NIL : device ? 2 : 1;
        if (why != NIL) {
            return refused(Reason.AREA_UNKNOWN, why, 0, Bits.hex(at));
        }
        int pages = vmalloc.pages(slot);
        long start = VmallocView.address(vmalloc.start(slot));
        vmalloc.free(slot);
        return new Reply.Area(start, pages);
    }

    private static String shown(long value) {
        return value < 0 ? Bits.hex(value) : Long.toString(value);
    }

    private static Reply refused(Reason reason, int a, int b, @Nullable String word) {
        return new Reply.Refused(new Refusal(reason, a, b, 0, word));
    }
}
