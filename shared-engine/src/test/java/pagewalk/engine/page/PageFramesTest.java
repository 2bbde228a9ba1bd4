package pagewalk.engine.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import pagewalk.engine.digest.Digest;

/** Heads speak for their blocks. */
final class PageFramesTest {
    private static PageFrames frames() {
        PageFrames frames = new PageFrames(10, 40);
        frames.setPresent(12, 48);
        return frames;
    }

    private static String digest(PageFrames frames) {
        Digest digest = new Digest();
        frames.digest(digest);
        return digest.hex();
    }

    @Test
    void everyFrameOfABlockLeadsToItsHead() {
        PageFrames frames = frames();
        frames.setHead(16, PageFrames.ALLOCATED, 3);
        frames.setHead(24, PageFrames.FREE, 0);
        for (int pfn = 16; pfn < 24; pfn++) {
            assertEquals(16, frames.headOf(pfn));
        }
        assertEquals(24, frames.headOf(24));
        assertEquals(PageFrames.NIL, frames.headOf(25), "no block holds it yet");
        assertEquals(PageFrames.NIL, frames.headOf(11), "a hole");
        assertEquals(PageFrames.NIL, frames.headOf(9));
        assertEquals(PageFrames.NIL, frames.headOf(50));
        assertTrue(frames.isFreeHead(24, 0));
        assertFalse(frames.isFreeHead(24, 1));
        assertFalse(frames.isFreeHead(16, 3));
    }

    @Test
    void onlyTheFramesNamedArePresent() {
        PageFrames frames = frames();
        assertEquals(PageFrames.ABSENT, frames.kind(11));
        assertEquals(PageFrames.TAIL, frames.kind(12));
        assertEquals(PageFrames.TAIL, frames.kind(47));
        assertEquals(PageFrames.ABSENT, frames.kind(48));
        frames.setPresent(49, 49);
        assertEquals(PageFrames.ABSENT, frames.kind(49));
        assertThrows(IllegalStateException.class, () -> frames.kind(9));
        assertThrows(IllegalStateException.class, () -> frames.setTail(50));
    }

    @Test
    void aCopyTakesAReferenceUntilOneOfTheTwoIsWritten() {
        PageFrames frames = frames();
        assertEquals(4 + 40, frames.bytesBeside(null));
        PageFrames copy = frames.copy();
        assertEquals(4, copy.bytesBeside(frames));
        frames.setHead(12, PageFrames.FREE, 1);
        assertEquals(4 + 40, copy.bytesBeside(frames));
    }

    @Test
    void aFreeOrderIsThatOfAFreeHeadOnly() {
        PageFrames frames = frames();
        frames.setHead(12, PageFrames.FREE, 0);
        frames.setHead(16, PageFrames.ALLOCATED, 0);
        assertEquals(0, frames.freeOrder(12));
        assertEquals(PageFrames.NIL, frames.freeOrder(16));
        assertEquals(PageFrames.NIL, frames.freeOrder(17));
        assertEquals(PageFrames.NIL, frames.freeOrder(11));
        frames.setHead(24, PageFrames.FREE, 3);
        assertEquals(3, frames.freeOrder(24));
    }

    @Test
    void theDigestSeesPlaceKindAndOrderOfEveryHead() {
        PageFrames frames = frames();
        String empty = digest(frames);
        frames.setHead(12, PageFrames.FREE, 1);
        String free = digest(frames);
        assertNotEquals(empty, free);
        PageFrames copy = frames.copy();
        assertEquals(free, digest(copy));
        copy.setHead(12, PageFrames.FREE, 2);
        assertNotEquals(free, digest(copy));
        copy.setHead(12, PageFrames.USED, 1);
        assertNotEquals(free, digest(copy));
        copy.setTail(12);
        assertEquals(empty, digest(copy));
        copy.setHead(14, PageFrames.FREE, 1);
        assertNotEquals(free, digest(copy));
        assertEquals(free, digest(frames), "a copy goes its own way");
    }
}
