package pagewalk.engine.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The grammar of memory pools, and of writes to objects. */
final class PoolTextTest {
    private static Command ok(String line) {
        return assertInstanceOf(Parsed.Ok.class, CommandText.parse(line), line).command();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "p = mempool_create bio 4 c | p = mempool_create name=bio min_nr=4 cache=c",
                "mempool_create name=bio min_nr=0x10 size=4K | mempool_create name=bio min_nr=16 size=0x1000",
                "mempool_create order=2 min_nr=1 name=x | mempool_create name=x min_nr=1 order=2",
                "mempool_create x 1 $c | mempool_create name=x min_nr=1 cache=c",
                "e = mempool_alloc pool=p gfp=ATOMIC cpu=1 | e = mempool_alloc p gfp=ATOMIC cpu=1",
                "mempool_alloc $p | mempool_alloc p",
                "mempool_free e p | mempool_free e pool=p",
                "mempool_free pool=p object=$e cpu=0 | mempool_free e pool=p",
                "mempool_free addr=0x10 pool=p cpu=3 | mempool_free addr=0x10 pool=p cpu=3",
                "mempool_resize p 9 | mempool_resize p min_nr=9",
                "mempool_destroy $p | mempool_destroy p",
                "memset a 0x6b 8 | memset a c=0x6b count=0x8",
                "memset a c=255 count=1K offset=-16 | memset a c=0xff count=0x400 offset=-16",
                "memset addr=0x10 c=0 count=0xffffffffffffffff offset=7 | "
                        + "memset addr=0x10 c=0x0 count=0xffffffffffffffff offset=7",
                "validate_slab_cache $c | validate_slab_cache c",
            })
    void linesAreReadAndPrintedBack(String line, String printed) {
        assertEquals(printed, ok(line).text());
        assertEquals(ok(line), ok(printed));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mempool_create name=x min_nr=1 | 1 | mempool_create needs one of cache=, size= and order=: where its "
                        + "elements come from",
                "mempool_create x 1 c order=0 | 1 | mempool_create needs one of cache=, size= and order=: where its "
                        + "elements come from",
                "mempool_create x min_nr=-1 order=0 | 25 | min_nr is a number from 0 to 2147483647, decimal or 0x; "
                        + "this is -1",
                "mempool_create min_nr=1 order=0 | 1 | mempool_create needs name=, one word",
                "mempool_create x order=0 | 1 | mempool_create needs min_nr=, a number of elements",
                "mempool_alloc | 1 | mempool_alloc needs pool=, the name of a pool",
                "mempool_alloc p gfp=MAGIC | 21 | gfp takes",
                "mempool_free e | 1 | mempool_free needs pool=, the name of a pool",
                "mempool_free pool=p | 1 | mempool_free needs one object: a name, or addr= and an address",
                "mempool_free e p addr=1 | 18 | mempool_free needs one object: a name, or addr= and an address",
                "mempool_resize p | 1 | mempool_resize needs min_nr=, a number of elements",
                "mempool_destroy | 1 | mempool_destroy needs pool=, the name of a pool",
                "e = mempool_destroy p | 1 | mempool_destroy has no result to name",
                "memset a 256 1 | 1 | c is a byte, from 0 to 255; this is 256",
                "memset a 1 | 1 | memset needs count=, a number of bytes",
                "memset c=1 count=1 | 1 | memset needs one object: a name, or addr= and an address",
                "memset a 1 1 offset=x | 21 | offset is a number of bytes, - for before; this is x",
                "memset a 1 1 offset=- | 21 | offset is a number of bytes, - for before; this is -",
                "validate_slab_cache | 1 | validate_slab_cache needs cache=, the name of a cache",
            })
    void whatIsWrongIsSaidWithItsColumn(String line, int column, String message) {
        Parsed.Malformed malformed = assertInstanceOf(Parsed.Malformed.class, CommandText.parse(line), line);
        assertEquals(column, malformed.column(), malformed.message());
        assertEquals(
                message,
                malformed
                        .message()
                        .substring(
                                0,
                                Math.min(message.length(), malformed.message().length())));
    }
}
