package pagewalk.lab.prove;

import java.util.List;
import pagewalk.engine.Machine;
import pagewalk.engine.MachineConfig;
import pagewalk.engine.Reply;
import pagewalk.engine.command.ObjectCommand;
import pagewalk.engine.event.Events;
import pagewalk.engine.slab.CacheGeometry;
import pagewalk.engine.slab.SlabConfig;
import pagewalk.engine.slab.SlabFlags;
import pagewalk.engine.slab.SlabView;

/**
 * Compares a table of a running kernel's caches, a row each: the engine creates a cache of the same object size and
 * alignment, and its slabs must come out the same.
 *
 * <p>A row does not say whether the free pointer lies behind the object. Where the bytes from object to object can be
 * explained by that alone, it is taken to. The caches of kmalloc() are those that the engine has from boot.
 */
final class SlubGeometry {
    private static final String HEADER =
            "cache\tobject_size\talign\tslab_size\torder\tobjs_per_slab\tmin_partial\tcpu_partial";
    private static final int COLUMNS = 8;
    /** CPUs of the recorded machine. */
    private static final int CPUS = 2;

    private SlubGeometry() {}

    /** Whether a text begins as such a table does. */
    static boolean isTable(String text) {
        return text.startsWith("cache\t");
    }

    /** Compares row after row until the first difference; throws {@link RecordingFault} for a text that is no table. */
    static Proof of(String text) {
        List<String> lines = text.lines().filter(line -> !line.isBlank()).toList();
        if (lines.isEmpty() || !lines.get(0).equals(HEADER)) {
            throw new RecordingFault(
                    1, "this is no table of caches: its first line is not " + HEADER.replace('\t', ' '));
        }
        int rows = lines.size() - 1;
        for (int i = 1; i <= rows; i++) {
            String got = row(lines.get(i), i + 1);
            if (!got.equals(lines.get(i))) {
                String trouble =
                        "differs at line " + (i + 1) + ", row '" + shown(lines.get(i)) + "': got " + shown(got);
                return new Proof(i - 1, rows, trouble + "; decided by slab.order and slab.limits");
            }
        }
        return new Proof(rows, rows, "");
    }

    private static String shown(String row) {
        return row.replace('\t', ' ');
    }

    /** The row as the engine would have it. */
    private static String row(String line, int number) {
        String[] cells = line.split("\t", -1);
        if (cells.length != COLUMNS) {
            throw new RecordingFault(number, "a row has " + COLUMNS + " cells; this one has " + cells.length);
        }
        int size = number(cells[1], number);
        int align = number(cells[2], number);
        int slabSize = number(cells[3], number);
        Machine machine = Machine.boot(MachineConfig.textbook(64).withSlab(SlabConfig.ofCpus(CPUS)));
        SlabView slabs = machine.slabs();
        String name = cells[0];
        int known = slabs.named(name);
        if (known >= 0) {
            return text(name, slabs.geometry(known));
        }
        int flags = flags(name) | (outside(size, align, slabSize) ? SlabFlags.CTOR : 0);
        Reply reply = machine.apply(
                new ObjectCommand.KmemCacheCreate(null, "row", size, align, flags | SlabFlags.NO_MERGE, ""),
                Events.NONE);
        if (reply instanceof Reply.Cache cache) {
            CacheGeometry geometry = cache.geometry();
            return text(name.startsWith(":") ? geometry.sharedName() : name, geometry);
        }
        return name + "\t" + reply.line();
    }

    private static boolean outside(int size, int align, int slabSize) {
        int words = (size + 7) / 8 * 8;
        return roundUp(words, align) != slabSize && roundUp(words + 8, align) == slabSize;
    }

    private static int roundUp(int value, int align) {
        return (value + align - 1) / align * align;
    }

    private static String text(String name, CacheGeometry g) {
        return name + "\t" + g.objectSize() + "\t" + g.align() + "\t" + g.size() + "\t" + g.order() + "\t" + g.objects()
                + "\t" + g.minPartial() + "\t" + g.cpuPartial();
    }

    /** The flags that the letters of a shared cache's name stand for. */
    private static int flags(String name) {
        int dash = name.indexOf('-');
        String letters = name.startsWith(":") && dash > 0 ? name.substring(1, dash) : "";
        return (letters.contains("d") ? SlabFlags.CACHE_DMA : 0)
                | (letters.contains("D") ? SlabFlags.CACHE_DMA32 : 0)
                | (letters.contains("a") ? SlabFlags.RECLAIM_ACCOUNT : 0)
                | (letters.contains("A") ? SlabFlags.ACCOUNT : 0);
    }

    private static int number(String cell, int line) {
        int value = Recording.number(cell);
        if (value < 1) {
            throw new RecordingFault(line, "this is no number of bytes: " + cell);
        }
        return value;
    }
}
