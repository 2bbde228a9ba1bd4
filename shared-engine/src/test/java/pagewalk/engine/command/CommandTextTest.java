package pagewalk.engine.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pagewalk.engine.Limits;
import pagewalk.engine.Machine;
import pagewalk.engine.MachineConfig;
import pagewalk.engine.event.Events;
import pagewalk.engine.page.Gfp;
import pagewalk.engine.slab.SlabFlags;
import pagewalk.engine.util.Xorshift;

/** The one grammar: what it reads, how it prints, and where it says a line goes wrong. */
final class CommandTextTest {
    private static Command ok(String line) {
        return assertInstanceOf(Parsed.Ok.class, CommandText.parse(line), line).command();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "alloc_pages order=3                          | alloc_pages order=3",
                "alloc_pages 3                                | alloc_pages order=3",
                "alloc_pages order=0x1F                       | alloc_pages order=31",
                "  a  =  alloc_pages   order=3 # why not      | a = alloc_pages order=3",
                "_9 = alloc_pages gfp=GFP_KERNEL order=0      | _9 = alloc_pages order=0 gfp=GFP_KERNEL",
                "alloc_pages order=1 gfp=__GFP_MOVABLE,DMA    | alloc_pages order=1 gfp=__GFP_MOVABLE,DMA",
                "free_pages a                                 | free_pages a",
                "free_pages $a                                | free_pages a",
                "free_pages a cpu=1 order=0x3                 | free_pages a order=3 cpu=1",
                "free_pages page=$a                           | free_pages a",
                "free_pages pfn=0x10                          | free_pages pfn=16",
                "free_pages pfn=2147483647                    | free_pages pfn=2147483647",
                "cat /proc/buddyinfo                          | cat /proc/buddyinfo",
                "cat path=/a=b                                | cat path=/a=b",
                "memblock_add 0x1000 4K                       | memblock_add base=0x1000 size=0x1000",
                "memblock_add base=4096 size=2G               | memblock_add base=0x1000 size=0x80000000",
                "memblock_reserve size=0 base=0xFFFFFFFFFFFFFFFF | memblock_reserve base=0xffffffffffffffff size=0x0",
                "memblock_phys_free 0x3ffffffffG 1            | memblock_phys_free base=0xffffffffc0000000 size=0x1",
                "memblock_mark_nomap 1M 1m                    | memblock_mark_nomap base=0x100000 size=0x100000",
                "memblock_alloc 64                            | memblock_alloc size=0x40 align=0x0",
                "memblock_alloc 64 max=16M min=1M align=4K    | memblock_alloc size=0x40 align=0x1000 min=0x100000 "
                        + "max=0x1000000",
                "memblock_set_bottom_up 1                     | memblock_set_bottom_up enable=1",
                "memblock_set_current_limit limit=4G          | memblock_set_current_limit limit=0x100000000",
                "memblock_trim_memory 4K                      | memblock_trim_memory align=0x1000",
                "fit_init 100                                 | fit_init size=100 base=0 header=0 align=1 policy=first "
                        + "order=addrsort coalesce=on convention=exact",
                "fit_init size=4K base=0x10 policy=next order=sizesort- coalesce=off convention=ostep header=8 "
                        + "align=16 "
                        + "| fit_init size=4096 base=16 header=8 align=16 policy=next order=sizesort- coalesce=off "
                        + "convention=ostep",
                "x = fit_alloc 12                             | x = fit_alloc size=12",
                "fit_alloc size=4G                            | fit_alloc size=0x100000000",
                "fit_free $x                                  | fit_free x",
                "fit_free addr=12                             | fit_free addr=0xc",
                "a = vmalloc 8K                               | a = vmalloc size=0x2000",
                "vfree $a                                     | vfree a",
                "vfree addr=0xffffc90000000000                | vfree addr=0xffffc90000000000",
                "io = ioremap 0xfed00000 4K                   | io = ioremap phys_addr=0xfed00000 size=0x1000",
                "iounmap area=io                              | iounmap io",
            })
    void linesAreReadAndPrintedBack(String line, String printed) {
        assertEquals(printed, ok(line).text());
        assertEquals(ok(line), ok(printed));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a = malloc 1 4K                              | a = malloc pid=1 size=4096",
                "malloc pid=$p size=0xffffffffffffffff        | malloc pid=p size=0xffffffffffffffff",
                "b = calloc p 3 16                            | b = calloc pid=p n=3 size=16",
                "a = realloc 1 $a 10                          | a = realloc pid=1 ptr=a size=10",
                "realloc 1 size=3 ptr=0                       | realloc pid=1 ptr=0x0 size=3",
                "free p a+8                                   | free pid=p ptr=a+0x8",
                "free pid=2 ptr=4096                          | free pid=2 ptr=0x1000",
                "malloc_trim 1                                | malloc_trim pid=1 pad=0",
                "mallinfo p                                   | mallinfo pid=p",
                "mtrace pid=7                                 | mtrace pid=7",
                "seg_init base                                | seg_init scheme=base asize=0 psize=0",
                "seg_init two-level page=16 pdbr=3 asize=4K psize=2K | seg_init scheme=two-level asize=4096 psize=2048 "
                        + "page=16 pdbr=3",
                "seg_init linear asize=0xffffffffffffffff     | seg_init scheme=linear asize=0xffffffffffffffff "
                        + "psize=0",
                "seg_set base=4K limit=100                    | seg_set segment=0 base=4096 limit=100",
                "seg_set 1 limit=2 base=9 grows=up            | seg_set segment=1 base=9 limit=2 grows=up",
                "seg_set 1 limit=2 base=9 grows=down          | seg_set segment=1 base=9 limit=2 grows=down",
                "seg_map 3 4                                  | seg_map vpn=3 pfn=4",
                "seg_map pfn=3 vpn=0x10 table=0               | seg_map vpn=16 pfn=3 table=0",
                "seg_unmap 9                                  | seg_unmap vpn=9",
                "seg_fill 2 00ff00ff00ff00ff                  | seg_fill page=2 bytes=00ff00ff00ff00ff",
                "seg_translate 0x20b                          | seg_translate addr=523",
                "seg_translate 0x8000000000000000             | seg_translate addr=0x8000000000000000",
            })
    void linesOfHeapsAndSegmentsToo(String line, String printed) {
        assertEquals(printed, ok(line).text());
        assertEquals(ok(line), ok(printed));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t", "# a comment", "   # another", "\r\n"})
    void blankLinesAreNoCommands(String line) {
        assertInstanceOf(Parsed.Blank.class, CommandText.parse(line));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "alloc_pages                | 1  | alloc_pages needs order=, a number from 0 to 10",
                "a = alloc_pages order=     | 23 | order has no value",
                "alloc_pages order=x        | 19 | order is a number from 0 to 2147483647, decimal or 0x; this is x",
                "alloc_pages order=2147483648 | 19 | order is a number from 0 to 2147483647, decimal or 0x; this "
                        + "is 2147483648",
                "alloc_pages order=-1       | 19 | order is a number from 0 to 2147483647, decimal or 0x; this is -1",
                "alloc_pages order=٣        | 19 | order is a number from 0 to 2147483647, decimal or 0x; this is ٣",
                "alloc_pages order=0x       | 19 | order is a number from 0 to 2147483647, decimal or 0x; this is 0x",
                "alloc_pages order=1 order=2 | 21 | order is given twice",
                "alloc_pages order=1 node=2 | 21 | alloc_pages has no key node; it takes order, gfp and cpu",
                "alloc_pages 1 KERNEL 2     | 22 | alloc_pages takes no further value: 2",
                "a=alloc_pages order=1      | 1  | a verb is expected here, not a=; a name needs spaces around =",
                "9a = alloc_pages order=1   | 1  | a name is a letter and then letters, digits or _, at most 64 "
                        + "characters; this is 9a",
                "a =                        | 1  | a verb is missing after a =",
                "a = free_pages b           | 1  | free_pages has no result to name",
                "b = cat /x                 | 1  | cat has no result to name",
                "free_pages                 | 1  | free_pages needs one page: a name, or pfn= and a number",
                "free_pages a pfn=3         | 14 | free_pages needs one page: a name, or pfn= and a number",
                "free_pages a b             | 14 | free_pages takes no further value: b",
                "free_pages 8               | 12 | page is the name of an earlier result; for a frame number "
                        + "write pfn=8",
                "free_pages page=a-b        | 17 | page is the name of an earlier result; this is a-b",
                "free_pages $               | 12 | page is the name of an earlier result; this is $",
                "cat                        | 1  | cat needs a path that starts with /, such as /proc/buddyinfo",
                "cat proc/buddyinfo         | 5  | cat needs a path that starts with /, such as /proc/buddyinfo",
                "cat /a /b                  | 8  | cat takes no further value: /b",
            })
    void faultsNameTheColumnAndTheValue(String line, int column, String message) {
        assertEquals(new Parsed.Malformed(column, message), CommandText.parse(line));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "memblock_add 1             | 1  | memblock_add needs size=, a number of bytes",
                "memblock_add base= size=1  | 19 | base has no value",
                "memblock_add 1 2 3         | 18 | memblock_add takes no further value: 3",
                "memblock_add 1 2 node=0    | 18 | memblock_add has no key node; it takes base and size",
                "memblock_add 1 -2          | 16 | size is a number below 2^64, decimal or 0x, with K, M or G; "
                        + "this is -2",
                "memblock_add 1 0x10000000000000000 | 16 | size is a number below 2^64, decimal or 0x, with K, M or G; "
                        + "this is 0x10000000000000000",
                "memblock_add 1 18446744073709551616 | 16 | size is a number below 2^64, decimal or 0x, with K, "
                        + "M or G; "
                        + "this is 18446744073709551616",
                "memblock_add 1 0x4000000000G | 16 | size is a number below 2^64, decimal or 0x, with K, M or G; "
                        + "this is 0x4000000000G",
                "memblock_add 1 K           | 16 | size is a number below 2^64, decimal or 0x, with K, M or G; "
                        + "this is K",
                "memblock_alloc 1 1 1 1 1   | 24 | memblock_alloc takes no further value: 1",
                "memblock_set_bottom_up 2   | 24 | enable is 0 or 1; this is 2",
                "a = memblock_alloc 64      | 1  | memblock_alloc has no result to name",
                "kmem_cache_create          | 1  | kmem_cache_create needs name=, one word",
                "kmem_cache_create c        | 1  | kmem_cache_create needs size=, a number of bytes",
                "kmem_cache_create c 8 ctor=2 | 28 | ctor is 0 or 1; this is 2",
                "kmem_cache_alloc           | 1  | kmem_cache_alloc needs cache=, the name of a cache",
                "kmem_cache_alloc c cpu=x   | 24 | cpu is a number from 0 to 2147483647, decimal or 0x; this is x",
                "kmem_cache_free            | 1  | kmem_cache_free needs one object: a name, or addr= and an address",
                "kfree a addr=1             | 9  | kfree needs one object: a name, or addr= and an address",
                "kfree 0x1000               | 7  | object is the name of an earlier result; for an address write "
                        + "addr=0x1000",
                "kfree a.b                  | 7  | object is the name of an earlier result; this is a.b",
                "kmalloc -1                 | 9  | size is a number below 2^64, decimal or 0x, with K, M or G; "
                        + "this is -1",
                "kmalloc 8 align=8          | 11 | kmalloc has no key align; it takes size, gfp and cpu",
                "a = kfree b                | 1  | kfree has no result to name",
                "a = kmem_cache_shrink b    | 1  | kmem_cache_shrink has no result to name",
            })
    void faultsOfEarlyMemoryAndObjects(String line, int column, String message) {
        assertEquals(new Parsed.Malformed(column, message), CommandText.parse(line));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "vmalloc                    | 1  | vmalloc needs size=, a number of bytes",
                "malloc 1                   | 1  | malloc needs size=, a number of bytes",
                "free 1                     | 1  | free needs ptr=, an address",
                "free 1 a+b                 | 8  | ptr is a number below 2^64, a name, or a name+bytes; this is a+b",
                "free p=1                   | 6  | free has no key p; it takes pid and ptr",
                "vfree                      | 1  | vfree needs one area: a name, or addr= and an address",
                "vfree 0x1000               | 7  | area is the name of an earlier result; for an address write "
                        + "addr=0x1000",
                "ioremap size=4K            | 1  | ioremap needs phys_addr=, a number of bytes",
                "a = iounmap b              | 1  | iounmap has no result to name",
                "fit_init                   | 1  | fit_init needs size=, a number of bytes",
                "seg_init                   | 1  | seg_init needs scheme=, how addresses are translated",
                "seg_init paged             | 10 | scheme is base, segments, linear or two-level; this is paged",
                "seg_set base=1             | 1  | seg_set needs limit=, a number of bytes",
                "seg_set base=1 limit=1 grows=left | 30 | grows is up or down; this is left",
                "seg_map 3                  | 1  | seg_map needs pfn=, a number of a page",
                "seg_map -3 2               | 9  | vpn is a number from 0 to 2147483647, decimal or 0x; this is -3",
                "seg_unmap                  | 1  | seg_unmap needs vpn=, a number of a page",
                "seg_fill 3                 | 1  | seg_fill needs bytes=, two hexadecimal digits a byte",
                "seg_fill 3 00              | 12 | bytes are 8 to 64 bytes, eight at a time, as pairs of digits 0-9 "
                        + "and a-f; this is 00",
                "seg_translate              | 1  | seg_translate needs addr=, a number of bytes",
                "a = seg_translate 3        | 1  | seg_translate has no result to name",
                "fit_init 100 7             | 14 | fit_init takes no further value: 7",
                "fit_init 100 policy=quick  | 21 | policy is first, best, worst or next; this is quick",
                "fit_init 100 order=size    | 20 | order is addrsort, sizesort+, sizesort-, insert-front or "
                        + "insert-back; "
                        + "this is size",
                "fit_init 100 coalesce=1    | 23 | coalesce is on or off; this is 1",
                "fit_init 100 convention=linux | 25 | convention is exact or ostep; this is linux",
                "a = fit_init 100           | 1  | fit_init has no result to name",
                "fit_alloc -1               | 11 | size is a number below 2^64, decimal or 0x, with K, M or G; "
                        + "this is -1",
                "fit_free                   | 1  | fit_free needs one block: a name, or addr= and an address",
                "fit_free 12                | 10 | block is the name of an earlier result; for an address write "
                        + "addr=12",
            })
    void faultsOfAreasAndRanges(String line, int column, String message) {
        assertEquals(new Parsed.Malformed(column, message), CommandText.parse(line));
    }

    @Test
    void anUnknownVerbIsAnsweredWithThoseThereAre() {
        Parsed.Malformed fault = assertInstanceOf(Parsed.Malformed.class, CommandText.parse(" xmalloc 12"));
        assertEquals(2, fault.column());
        for (Command.Verb verb : Command.Verb.values()) {
            assertTrue(fault.message().contains(verb.word()), verb.word());
        }
    }

    @Test
    void anUnknownGfpFlagIsPointedAt() {
        Parsed.Malformed fault =
                assertInstanceOf(Parsed.Malformed.class, CommandText.parse("alloc_pages order=1 gfp=KERNEL,FOO"));
        assertEquals(32, fault.column());
        assertEquals("gfp takes " + Gfp.names() + "; this is FOO", fault.message());
    }

    @Test
    void anUnknownCacheFlagIsPointedAt() {
        Parsed.Malformed fault =
                assertInstanceOf(Parsed.Malformed.class, CommandText.parse("kmem_cache_create c 8 flags=POISON,FOO"));
        assertEquals(36, fault.column());
        assertEquals("flags takes " + SlabFlags.names() + "; this is FOO", fault.message());
        String bare = "kmem_cache_create name=c size=0x8 align=0x10 flags=SLAB_POISON,NO_MERGE ctor=1";
        assertEquals(bare, ok(bare).text());
        assertEquals(
                SlabFlags.POISON | SlabFlags.NO_MERGE | SlabFlags.CTOR,
                ((ObjectCommand.KmemCacheCreate) ok(bare)).flags());
    }

    @Test
    void gfpFlagsAddUp() {
        assertEquals(Gfp.KERNEL, ((Command.AllocPages) ok("alloc_pages 0")).gfp());
        assertEquals(
                Gfp.DMA | Gfp.MOVABLE | Gfp.HIGH | Gfp.KSWAPD_RECLAIM,
                ((Command.AllocPages) ok("alloc_pages 0 DMA,__GFP_MOVABLE,GFP_ATOMIC")).gfp());
        assertEquals(
                Gfp.KERNEL | Gfp.HIGHMEM | Gfp.MOVABLE,
                ((Command.AllocPages) ok("alloc_pages 0 HIGHUSER_MOVABLE")).gfp());
        for (String name : Gfp.names().split(", ")) {
            assertTrue(Gfp.byName(name) > 0, name);
        }
        assertEquals(1, Gfp.migratetype(Gfp.byName("HIGHUSER_MOVABLE")));
        assertEquals(2, Gfp.migratetype(Gfp.byName("RECLAIMABLE")));
        assertEquals(0, Gfp.migratetype(Gfp.byName("ATOMIC")));
    }

    @Test
    void aLineIsAsLongAsTheLimitAndNoLonger() {
        String comment = "alloc_pages 1 #";
        String longest = comment + "x".repeat(Limits.LINE_CHARS - comment.length());
        ok(longest);
        assertEquals(
                new Parsed.Malformed(1001, "a line has at most 1000 characters, this one has 1001"),
                CommandText.parse(longest + "x"));
        ok("x".repeat(Limits.NAME_CHARS) + " = alloc_pages 1");
        assertInstanceOf(
                Parsed.Malformed.class, CommandText.parse("x".repeat(Limits.NAME_CHARS + 1) + " = alloc_pages 1"));
    }

    @Test
    void parseAndPrintAreInverse() {
        Xorshift random = new Xorshift(7, 1);
        String[] gfps = Gfp.names().split(", ");
        for (int i = 0; i < 20_000; i++) {
            String name = "n" + random.below(1000);
            Command command = switch (random.below(10)) {
                case 0 -> {
                    String gfp = gfps[random.below(gfps.length)] + ",__GFP_" + gfps[random.below(gfps.length)];
                    int bits = Gfp.byName(gfp.substring(0, gfp.indexOf(',')))
                            | Gfp.byName(gfp.substring(gfp.indexOf(',') + 1));
                    yield new Command.AllocPages(
                            random.below(2) == 0 ? null : name, random.nextInt() >>> 1, bits, gfp, random.below(3));
                }
                case 1 -> new Command.FreePages(new PageRef.Named(name), random.below(13) - 1, random.below(3));
                case 2 ->
                    new Command.FreePages(
                            new PageRef.Pfn(random.nextInt() >>> 1), random.below(13) - 1, random.below(3));
                case 3 -> new ObjectCommand.KmemCacheFree(new ObjectRef.Named(name), random.below(3));
                case 4 -> new ObjectCommand.Kfree(new ObjectRef.Address(number(random)), random.below(3));
                case 5 -> new ObjectCommand.Kmalloc(name, number(random), Gfp.DMA, "DMA", random.below(9));
                case 6 -> new ObjectCommand.KmemCacheAlloc(null, "c-" + name, Gfp.KERNEL, "", random.below(9));
                case 7 ->
                    new ObjectCommand.KmemCacheCreate(
                            random.below(2) == 0 ? null : name,
                            name + ":x",
                            number(random),
                            number(random),
                            SlabFlags.POISON | random.below(2) * SlabFlags.CTOR,
                            "POISON");
                case 8 ->
                    random.below(2) == 0
                            ? new ObjectCommand.KmemCacheShrink(name)
                            : new ObjectCommand.KmemCacheDestroy(name);
                default -> new Command.Cat("/" + path(random));
            };
            assertEquals(command, ok(command.text()), command.text());
        }
    }

    private static long number(Xorshift random) {
        return ((long) random.nextInt() << 32 | random.nextInt() & 0xffffffffL) >>> random.below(64);
    }

    private static String path(Xorshift random) {
        StringBuilder path = new StringBuilder();
        for (int i = random.below(9); i > 0; i--) {
            path.append("a/=$.9Z-\u00e9".charAt(random.below(9)));
        }
        return path.toString();
    }

    private static final String[] PIECES = {
        "alloc_pages",
        "free_pages",
        "cat",
        "order",
        "gfp",
        "pfn",
        "page",
        "=",
        " = ",
        " ",
        "\t",
        "0x",
        "10",
        "-1",
        "$",
        "a",
        "#",
        "alloc_pages order=3",
        "free_pages a",
        " gfp=KERNEL",
        "b = alloc_pages 0",
        "cat /a=",
        ",",
        "KERNEL",
        "\u0000",
        "\u00e9",
        "\ud83d",
        "\uffff",
        "99999999999",
        "/proc/buddyinfo",
        "kmalloc",
        "a = kmalloc 8",
        "kfree ",
        "kmem_cache_create c 64",
        "kmem_cache_alloc ",
        "size=",
        "\n"
    };

    @Test
    void anyTextIsAnsweredWithoutAThrow() {
        Xorshift random = new Xorshift(7, 2);
        Machine machine = Machine.boot(MachineConfig.textbook(64));
        int commands = 0;
        for (int i = 0; i < 60_000; i++) {
            StringBuilder line = new StringBuilder();
            for (int p = random.below(9); p > 0; p--) {
                line.append(PIECES[random.below(PIECES.length)]);
            }
            Parsed parsed = CommandText.parse(line.toString());
            if (parsed instanceof Parsed.Ok ok) {
                commands++;
                assertEquals(ok.command(), ok(ok.command().text()));
                assertNotNull(machine.apply(ok.command(), Events.NONE).line());
            } else if (parsed instanceof Parsed.Malformed fault) {
                assertTrue(fault.column() >= 1 && fault.column() <= line.length() + 1, line + ": " + fault);
                assertFalse(fault.message().isEmpty());
            }
        }
        assertTrue(commands > 300, "some of it is well-formed: " + commands);
    }

    @Test
    void commandsAreCheckedWhenTheyAreBuilt() {
        assertThrows(IllegalStateException.class, () -> new Command.AllocPages("1x", 0, 0, ""));
        assertThrows(IllegalStateException.class, () -> new Command.AllocPages(null, -1, 0, ""));
        assertThrows(IllegalStateException.class, () -> new Command.AllocPages(null, 0, 0, "A B"));
        assertThrows(IllegalStateException.class, () -> new Command.Cat("proc"));
        assertThrows(IllegalStateException.class, () -> new Command.Cat("/a b"));
        assertThrows(IllegalStateException.class, () -> new Command.Cat("/a#b"));
        assertThrows(IllegalStateException.class, () -> new PageRef.Named(""));
        assertThrows(IllegalStateException.class, () -> new PageRef.Pfn(-1));
    }
}
