package pagewalk.engine.segment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pagewalk.engine.Play;
import pagewalk.engine.event.EventKind;
import pagewalk.engine.rule.Rule;

/** What base and bounds, segments and small page tables do with an address. */
final class SegmentTest {
    private static Play segments() {
        Play play = Play.on("frames=1");
        play.runAll(
                "seg_init segments asize=128 psize=512",
                "seg_set segment=0 base=0 limit=20",
                "seg_set segment=1 base=512 limit=20");
        return play;
    }

    private static Play twoLevel() {
        Play play = Play.on("frames=1");
        play.runAll("seg_init two-level pdbr=108", "seg_map vpn=776 pfn=53 table=33");
        return play;
    }

    @Test
    void anAddressBelowTheBoundIsAddedToTheBase() {
        Play play = Play.on("frames=1");
        play.runAll("seg_init base asize=1K psize=16K", "seg_set base=13884 limit=290");
        assertEquals("ok pa=0x3741", play.run("seg_translate 261"));
        assertEquals(Rule.SEG_ADD_BASE, play.event(EventKind.SEG_TRANSLATED).rule());
        assertEquals("ok pa=0x375d", play.run("seg_translate 289"));
        assertEquals("signal SIGSEGV addr=0x122 segment=0", play.run("seg_translate 290"));
        assertEquals(
                "address 0x122 is a segmentation violation in segment 0",
                play.event(EventKind.SEG_FAULT).sentence());
    }

    @ParameterizedTest
    @CsvSource({
        "0, ok pa=0x0",
        "19, ok pa=0x13",
        "20, signal SIGSEGV addr=0x14 segment=0",
        "63, signal SIGSEGV addr=0x3f segment=0",
        "64, signal SIGSEGV addr=0x40 segment=1",
        "107, signal SIGSEGV addr=0x6b segment=1",
        "108, ok pa=0x1ec",
        "127, ok pa=0x1ff",
    })
    void theUpperSegmentGrowsDownFromItsBase(int address, String reply) {
        assertEquals(reply, segments().run("seg_translate " + address));
    }

    @Test
    void aSegmentMayGrowEitherWay() {
        Play play = segments();
        play.runAll("seg_set 1 base=100 limit=10 grows=up", "seg_set 0 base=90 limit=5 grows=down");
        assertEquals("ok pa=0x64", play.run("seg_translate 64"));
        assertEquals("signal SIGSEGV addr=0x4a segment=1", play.run("seg_translate 74"));
        assertEquals("ok pa=0x59", play.run("seg_translate 63"));
        assertEquals("signal SIGSEGV addr=0x3a segment=0", play.run("seg_translate 58"));
        assertTrue(play.machine().segment().segments()[0].down());
    }

    @Test
    void theHardwareDoesNotAskWhetherMemoryIsThere() {
        Play play = Play.on("frames=1");
        play.runAll("seg_init base asize=64 psize=100", "seg_set base=90 limit=64");
        assertEquals("ok pa=0x64", play.run("seg_translate 10"));
        assertEquals(Rule.SEG_PAST_MEMORY, play.event(EventKind.SEG_TRANSLATED).rule());
    }

    @Test
    void aLinearTableHasAnEntryForEachPage() {
        Play play = Play.on("frames=1");
        assertEquals(
                "ok scheme=linear asize=16384 psize=65536 page=4096",
                play.run("seg_init linear asize=16K psize=64K page=4K"));
        play.runAll("seg_map 0 12", "seg_map 3 6");
        assertEquals("ok pa=0x6229", play.run("seg_translate 0x3229"));
        assertEquals(
                "read table entry 3: 0x80000006, valid",
                play.event(EventKind.SEG_ENTRY).sentence());
        assertEquals("signal SIGSEGV addr=0x1369 vpn=1", play.run("seg_translate 0x1369"));
        assertEquals("ok vpn=3", play.run("seg_unmap 3"));
        assertEquals("signal SIGSEGV addr=0x3229 vpn=3", play.run("seg_translate 0x3229"));
        assertEquals(12, play.machine().segment().pfn(0));
    }

    @Test
    void aTwoLevelTableLiesInTheMemoryItDescribes() {
        Play play = twoLevel();
        play.run("seg_fill page=53 bytes=" + "00".repeat(24) + "0000000008000000");
        assertEquals("ok pa=0x6bc value=0x8", play.run("seg_translate 0x611c"));
        assertEquals(0xa1, play.machine().segment().byteAt(108 * 32 + 24));
        assertEquals(0xb5, play.machine().segment().byteAt(33 * 32 + 8));
        assertEquals(0x7f, play.machine().segment().byteAt(33 * 32 + 9));
        assertEquals(2, play.count(EventKind.SEG_ENTRY));
        assertEquals("signal SIGSEGV addr=0x0 vpn=0", play.run("seg_translate 0"));
        assertEquals(1, play.count(EventKind.SEG_ENTRY));
    }

    @Test
    void theLastEntryTakesItsTableAlong() {
        Play play = twoLevel();
        assertEquals("ok vpn=777 pfn=54 table=33", play.run("seg_map 777 54"));
        assertEquals("ok vpn=776 table=33", play.run("seg_unmap 776"));
        assertTrue(play.machine().segment().holdsEntries(33));
        assertEquals("ok vpn=777", play.run("seg_unmap 777"));
        assertFalse(play.machine().segment().holdsEntries(33));
        assertEquals("ok vpn=5 pfn=1 table=0", play.run("seg_map 5 1"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "seg_map 0 0 | seg_map is for another scheme; this space has two segments",
                "seg_fill 0 0000000000000000 | seg_fill is for another scheme; this space has two segments",
                "seg_translate 128 | the address space has the addresses 0 to 127; this is 128",
                "seg_translate 0xffffffffffffffff | the address space has the addresses 0 to 127; this is "
                        + "0xffffffffffffffff",
                "seg_set 2 base=0 limit=0 | segments are 0 and 1; this is 2",
                "seg_set 1 base=0 limit=65 | limit is from 0 to 64; this is 65",
                "seg_set 1 base=2048G limit=6 | base is from 0 to 1099511627776; this is 2199023255552",
                "seg_init base asize=2048G | asize is from 1 to 1099511627776; this is 2199023255552",
                "seg_init linear asize=2G | asize is from 1 to 1073741824; this is 2147483648",
                "seg_init linear asize=10 psize=20 page=4 | asize and psize are multiples of the page; these are "
                        + "10 and 20",
                "seg_init linear page=3 | page is a power of two up to 1073741824; this is 3",
                "seg_init linear page=1 asize=2M | a table has at most 1048576 entries; this one would have 2097152",
                "seg_init base page=4K | a space without pages has no page; this is 4096",
                "seg_init linear pdbr=1 | a space without a page directory has no pdbr; this is 1",
                "seg_init two-level page=4 | page is 8, 16, 32 or 64, as two levels of one-byte entries need it; "
                        + "this is 4",
                "seg_init two-level asize=1K | asize is 32768 with such pages; this is 1024",
                "seg_init two-level psize=8K | psize is 1 to 128 pages; this is 8192 bytes",
                "seg_init two-level pdbr=128 | pdbr is a page from 0 to 127; this is 128",
            })
    void whatCannotBeDoneIsRefusedAndChangesNothing(String line, String sentence) {
        refused(segments(), line, sentence);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "seg_set base=1 limit=1 | seg_set is for another scheme; this space has a two-level page table",
                "seg_map 1024 0 | the address space has the pages 0 to 1023; this is 1024",
                "seg_map 1 128 | page 128 is outside the memory's pages 0 to 127",
                "seg_map 1 108 | page 108 holds entries of the page table itself",
                "seg_map 1 33 | page 33 holds entries of the page table itself",
                "seg_map 1 2 table=53 | page 53 is in use, so no new table can begin there",
                "seg_map 1 2 table=2 | page 2 is in use, so no new table can begin there",
                "seg_map 1 2 table=999 | page 999 is outside the memory's pages 0 to 127",
                "seg_unmap 1 | virtual page 1 has no valid entry",
                "seg_fill 33 0000000000000000 | page 33 holds entries of the page table itself",
                "seg_fill 128 0000000000000000 | page 128 is outside the memory's pages 0 to 127",
            })
    void pagesThatAreSpokenForStayAsTheyAre(String line, String sentence) {
        refused(twoLevel(), line, sentence);
    }

    @Test
    void aFullMemoryHasNoPageForATable() {
        Play play = Play.on("frames=1");
        play.runAll("seg_init two-level page=8 psize=16", "seg_map 0 1");
        refused(play, "seg_map 0 1", "none of the 2 pages is free for a new table");
    }

    private static void refused(Play play, String line, String sentence) {
        String before = play.machine().stateDigest();
        String reply = play.run(line);
        assertTrue(reply.startsWith("refused E"), reply);
        assertEquals(sentence, reply.substring(reply.indexOf(": ") + 2));
        assertEquals(before, play.machine().stateDigest());
    }

    @Test
    void withoutASpaceThereIsNothingToTranslate() {
        Play play = Play.on("frames=1");
        refused(play, "seg_translate 1", "there is no address space yet; begin one with seg_init");
        assertNull(play.machine().segment().setup());
    }
}
