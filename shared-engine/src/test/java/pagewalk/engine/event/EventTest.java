package pagewalk.engine.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import pagewalk.engine.CommandStream;
import pagewalk.engine.Machine;
import pagewalk.engine.Play;
import pagewalk.engine.rule.Rule;
import pagewalk.engine.util.Xorshift;

/** Events say what happened and why, in words; the log keeps them packed. */
final class EventTest {
    private static final Set<EventKind> WITHOUT_PFN = EnumSet.of(
            EventKind.COMMAND,
            EventKind.BATCH_FLUSHED,
            EventKind.LRU_COST,
            EventKind.SCAN_BALANCE,
            EventKind.SCAN_TARGETS,
            EventKind.ISOLATED,
            EventKind.RECLAIM_ROUND,
            EventKind.KSWAPD_DONE,
            EventKind.DIRTY_LIMITS,
            EventKind.FLUSHED,
            EventKind.DEACTIVATION,
            EventKind.THROTTLED,
            EventKind.SWAP_ON,
            EventKind.SWAP_OFF,
            EventKind.SLOT_TAKEN,
            EventKind.SLOT_FREED,
            EventKind.SWAP_WINDOW,
            EventKind.THP_FALLBACK,
            EventKind.THP_SCANNED,
            EventKind.THP_PASS,
            EventKind.THP_SET,
            EventKind.THP_ENTERED,
            EventKind.ZSWAP_STORED,
            EventKind.ZSWAP_REFUSED,
            EventKind.ZSWAP_DROPPED,
            EventKind.ZSWAP_SCANNED,
            EventKind.ZSPAGE,
            EventKind.SHRINKER,
            EventKind.REQUEST,
            EventKind.ZONE_DRY,
            EventKind.FILE_READ,
            EventKind.HUGE_POOL,
            EventKind.REFUSED,
            EventKind.WATERMARK,
            EventKind.COMPACT_BEGUN,
            EventKind.COMPACT_PASSED,
            EventKind.TARGET_KEPT,
            EventKind.COMPACT_ENDED,
            EventKind.COMPACT_DEFERRED,
            EventKind.NODE_SCORED,
            EventKind.COMPACT_SET,
            EventKind.BOOSTED,
            EventKind.KSWAPD_WOKEN,
            EventKind.RETRY,
            EventKind.PCP_REFILLED,
            EventKind.PCP_SPILLED,
            EventKind.CACHE_LAID_OUT,
            EventKind.CACHE_VALIDATED,
            EventKind.POOL_CREATED,
            EventKind.POOL_TRIED,
            EventKind.POOL_RESIZED,
            EventKind.CACHE_ORDER,
            EventKind.CACHE_LIMITS,
            EventKind.CACHE_CREATED,
            EventKind.CACHE_SHARED,
            EventKind.CACHE_RELEASED,
            EventKind.CACHE_DESTROYED,
            EventKind.CLASS_CHOSEN,
            EventKind.ORDER_LOWERED,
            EventKind.KSWAPD_ASKED,
            EventKind.DIRECT_COMPACT,
            EventKind.DIRECT_RECLAIM,
            EventKind.RECLAIM_RETRY,
            EventKind.OOM,
            EventKind.GAVE_UP,
            EventKind.FAULT,
            EventKind.SIGNALLED,
            EventKind.ANON_VMA,
            EventKind.FILE_MADE,
            EventKind.READ_AHEAD,
            EventKind.FAULT_AROUND);

    private static final Set<EventKind> OF_TOP_TABLES =
            EnumSet.of(EventKind.TASK_MADE, EventKind.TASK_EXEC, EventKind.SWITCHED);

    @Test
    void everyEventOfALongSessionReadsWell() {
        Machine machine = Machine.boot(Play.config("preset=linux frames=2700"));
        CommandStream stream = new CommandStream(new Xorshift(10, 1), machine);
        EventLog log = new EventLog();
        for (int i = 0; i < 3000; i++) {
            machine.apply(Play.command(stream.next()), log);
        }
        Set<EventKind> seen = EnumSet.noneOf(EventKind.class);
        for (int i = 0; i < log.size(); i++) {
            Event event = log.event(i);
            seen.add(event.kind());
            assertEquals(log.kind(i), event.kind().code());
            assertEquals(log.rule(i), event.rule().code());
            String sentence = event.sentence();
            assertFalse(sentence.isEmpty());
            assertFalse(sentence.contains("null") || sentence.contains("  "), sentence);
            assertFalse(sentence.endsWith("."), sentence);
            if (event.pfn() >= 0) {
                assertTrue(sentence.contains("pfn " + event.pfn()), event + ": " + sentence);
            }
            assertTrue(event.order() <= 10 || event.kind() == EventKind.REFUSED, event.toString());
        }
        assertTrue(seen.size() >= 17, "kinds seen: " + seen);
    }

    @ParameterizedTest
    @EnumSource
    void everyKindDecodesToAWordedEvent(EventKind kind) {
        Event event = Event.decode(kind.code(), Rule.NONE.code(), 1, 2, 3, 4);
        assertSame(kind, event.kind());
        assertFalse(event.sentence().isEmpty());
        boolean ofFrames = !WITHOUT_PFN.contains(kind)
                && kind.family() != EventKind.Family.BOOT
                && kind.family() != EventKind.Family.FIT
                && kind.family() != EventKind.Family.ADDRESS
                && (kind.family() != EventKind.Family.PROCESS || OF_TOP_TABLES.contains(kind))
                && kind.family() != EventKind.Family.HEAP
                && kind.family() != EventKind.Family.SEGMENT
                && kind.family() != EventKind.Family.TLB
                && kind.family() != EventKind.Family.OOM
                && (kind.family() != EventKind.Family.VMALLOC || kind == EventKind.VM_MAPPED);
        assertEquals(ofFrames, event.pfn() >= 0, event.toString());
        assertFalse(kind.label().isEmpty());
        assertFalse(kind.family().label().isEmpty());
        assertSame(kind, EventKind.of(kind.code()));
    }

    @Test
    void codesAndLabelsAreUnique() {
        Set<Integer> codes = new HashSet<>();
        Set<String> labels = new HashSet<>();
        for (EventKind kind : EventKind.values()) {
            assertTrue(codes.add(kind.code()), kind.toString());
            assertTrue(labels.add(kind.label()), kind.label());
            assertTrue(kind.code() < 512, "the digest packs a kind into nine bits");
        }
        for (int code : List.of(-1, 0, 8, 9, 511, 512, 1000)) {
            assertThrows(IllegalStateException.class, () -> EventKind.of(code));
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyRefusalHasAnErrnoARuleAndASentence(Refusal.Reason reason) {
        Refusal refusal = new Refusal(reason, 3, 1, 2, "word");
        assertFalse(refusal.sentence().isEmpty());
        assertTrue(refusal.errno().number() > 0);
        Event event = Event.decode(EventKind.REFUSED.code(), reason.rule().code(), reason.code(), 3, 1, 2);
        assertEquals(reason.rule(), event.rule());
        assertTrue(event.sentence().startsWith("refused with " + reason.errno() + ": "), event.sentence());
        assertFalse(event.sentence().contains("null"), event.sentence());
    }

    @Test
    void anUnknownRefusalCodeIsABug() {
        assertThrows(IllegalStateException.class, () -> Event.decode(EventKind.REFUSED.code(), 0, 9999, 0, 0, 0));
    }

    @Test
    void theLogKeepsWhatItIsGiven() {
        EventLog log = new EventLog();
        for (int i = 0; i < 1000; i++) {
            log.emit(6, 23, i, -i, i * 3, Integer.MIN_VALUE + i);
        }
        assertEquals(1000, log.size());
        for (int i = 0; i < 1000; i++) {
            assertEquals(6, log.kind(i));
            assertEquals(23, log.rule(i));
            assertEquals(i, log.arg(i, 0));
            assertEquals(-i, log.arg(i, 1));
            assertEquals(i * 3, log.arg(i, 2));
            assertEquals(Integer.MIN_VALUE + i, log.arg(i, 3));
        }
        log.truncate(10);
        assertEquals(10, log.size());
        assertEquals(9, log.arg(9, 0));
        assertThrows(IllegalStateException.class, () -> log.kind(10));
        assertThrows(IllegalStateException.class, () -> log.arg(0, 4));
        assertThrows(IllegalStateException.class, () -> log.arg(0, -1));
        assertThrows(IllegalStateException.class, () -> log.truncate(11));
        log.clear();
        assertEquals(0, log.size());
    }

    @Test
    void nothingIsDroppedByNone() {
        Events.NONE.emit(1, 2, 3, 4, 5, 6);
        assertSame(Events.NONE, Events.NONE);
    }
}
