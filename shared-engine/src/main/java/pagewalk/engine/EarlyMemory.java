package pagewalk.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;
import pagewalk.engine.command.AreaCommand;
import pagewalk.engine.command.BootCommand;
import pagewalk.engine.command.BootCommand.MemblockAlloc;
import pagewalk.engine.command.BootCommand.MemblockRange;
import pagewalk.engine.digest.Digest;
import pagewalk.engine.event.Refusal;
import pagewalk.engine.event.Refusal.Reason;
import pagewalk.engine.memblock.Memblock;
import pagewalk.engine.memblock.RegionTable;
import pagewalk.engine.proc.Iomem;
import pagewalk.engine.proc.MemblockFile;
import pagewalk.engine.rule.Rule;
import pagewalk.engine.util.Bits;

/** Carries out the commands to memblock; a refusal changes nothing and is told by the caller. */
final class EarlyMemory implements Area {
    private static final String MEMORY_FILE = "/sys/kernel/debug/memblock/memory";
    private static final String RESERVED_FILE = "/sys/kernel/debug/memblock/reserved";

    private static final String IOMEM_FILE = "/proc/iomem";

    private static final List<String> FILES = List.of(MEMORY_FILE, RESERVED_FILE);

    /** What an alignment of 0 means (SMP_CACHE_BYTES). */
    private static final long CACHE_LINE = 64;

    private final MachineConfig config;
    private final Memory memory;
    private final Memblock memblock;
    /** Whether memory is the page allocator's now. */
    private boolean over;

    EarlyMemory(MachineConfig config, Memory memory, Recorder events) {
        this(config, memory, Memblock.of(config.firmware().map(), events));
        if (config.firmware().given() && config.firmware().booted()) {
            freeAll(false);
        }
    }

    private EarlyMemory(MachineConfig config, Memory memory, Memblock memblock) {
        this.config = config;
        this.memory = memory;
        this.memblock = memblock;
    }

    @Override
    public EarlyMemory copy(Memory newMemory, Names newNames, Recorder newEvents) {
        EarlyMemory copy = new EarlyMemory(config, newMemory, memblock.copy(newEvents));
        copy.over = over;
        return copy;
    }

    /** Hands all free memory to the buddy lists, and ends memblock's time (memblock_free_all()). */
    private int freeAll(boolean told) {
        int[] pages = new int[1];
        memblock.eachFreeRun((from, end) -> pages[0] += memory.handOver(from, end, told));
        memory.settle(config);
        over = true;
        return pages[0];
    }

    Memblock tables() {
        return memblock;
    }

    @Override
    public String name() {
        return "memblock";
    }

    @Override
    public List<String> files() {
        if (config.firmware().given()) {
            return List.of(IOMEM_FILE, MEMORY_FILE, RESERVED_FILE);
        }
        return memblock.isEmpty() ? List.of() : FILES;
    }

    @Override
    public @Nullable Rule ruleOfFile(String path) {
        if (path.equals(IOMEM_FILE)) {
            return Rule.FILE_IOMEM;
        }
        return path.equals(MEMORY_FILE) || path.equals(RESERVED_FILE) ? Rule.FILE_MEMBLOCK : null;
    }

    @Override
    public void digest(Digest into) {
        memblock.digest(into);
        into.fold(over ? 1 : 0);
    }

    @Override
    public int bytesBeside(@Nullable Area other) {
        return memblock.bytes();
    }

    @Override
    public @Nullable String readFile(String path) {
        return switch (path) {
            case MEMORY_FILE -> MemblockFile.print(memblock.memory());
            case RESERVED_FILE -> MemblockFile.print(memblock.reserved());
            case IOMEM_FILE ->
                config.firmware().given() ? Iomem.print(config.firmware().map()) : null;
            default -> null;
        };
    }

    @Override
    public boolean takes(AreaCommand command) {
        return command instanceof BootCommand;
    }

    @Override
    public Reply apply(AreaCommand command) {
        if (over) {
            return refused(Reason.MEMBLOCK_OVER, 0, null);
        }
        return switch ((BootCommand) command) {
            case BootCommand.MemblockFreeAll all ->
                config.firmware().given()
                        ? new Reply.Setting("pages", Integer.toString(freeAll(true)))
                        : refused(Reason.NO_FIRMWARE_MAP, 0, null);
            case MemblockRange range -> range(range);
            case MemblockAlloc alloc -> allocate(alloc);
            case BootCommand.MemblockSetBottomUp set -> {
                memblock.setBottomUp(set.enable());
                yield new Reply.Setting("bottom_up", set.enable() ? "1" : "0");
            }
            case BootCommand.MemblockSetCurrentLimit set -> {
                memblock.setLimit(set.limit());
                yield new Reply.Setting("limit", Bits.hex(set.limit()));
            }
            case BootCommand.MemblockTrimMemory trim -> trim(trim.align());
        };
    }

    private Reply range(MemblockRange range) {
        long base = range.base();
        long size = range.size();
        boolean done = switch (range.verb()) {
            case MEMBLOCK_ADD -> memblock.add(base, size);
            case MEMBLOCK_RESERVE -> memblock.reserve(base, size);
            case MEMBLOCK_REMOVE -> memblock.remove(base, size);
            case MEMBLOCK_PHYS_FREE -> memblock.free(base, size);
            case MEMBLOCK_MARK_NOMAP -> memblock.mark(base, size, Memblock.NOMAP);
            default -> memblock.mark(base, size, Memblock.HOTPLUG);
        };
        boolean taken = switch (range.verb()) {
            case MEMBLOCK_RESERVE, MEMBLOCK_PHYS_FREE -> true;
            default -> false;
        };
        RegionTable table = taken ? memblock.reserved() : memblock.memory();
        return done ? told(table) : refused(Reason.TABLE_FULL, table.count(), null);
    }

    private Reply allocate(MemblockAlloc alloc) {
        long align = alloc.align() == 0 ? CACHE_LINE : alloc.align();
        if (alloc.size() == 0) {
            return refused(Reason.NO_BYTES, 0, null);
        }
        if (!powerOfTwo(align)) {
            return refused(Reason.NOT_POWER_OF_TWO, 0, Bits.hex(align));
        }
        long pa = memblock.allocate(alloc.size(), align, alloc.min(), alloc.max());
        return pa == Memblock.NONE ? refused(Reason.NO_HOLE, 0, Bits.hex(alloc.size())) : new Reply.Address(pa);
    }

    private Reply trim(long align) {
        if (!powerOfTwo(align)) {
            return refused(Reason.NOT_POWER_OF_TWO, 0, Bits.hex(align));
        }
        memblock.trim(align);
        return told(memblock.memory());
    }

    private static boolean powerOfTwo(long value) {
        return value != 0 && (value & value - 1) == 0;
    }

    private static Reply told(RegionTable table) {
        return new Reply.Ranges(table.count(), table.totalBytes());
    }

    private static Reply refused(Reason reason, int a, @Nullable String word) {
        return new Reply.Refused(new Refusal(reason, a, 0, 0, word));
    }
}
