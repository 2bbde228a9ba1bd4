package pagewalk.web.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import pagewalk.engine.Machine;
import pagewalk.engine.MachineConfig;
import pagewalk.engine.command.CommandText;
import pagewalk.engine.command.Parsed;
import pagewalk.engine.event.Events;
import pagewalk.engine.timeline.Timeline;
import pagewalk.web.room.RoomEntry.Kind;
import pagewalk.web.session.LabSession;

/** A room's log as a page carries it out, against a machine that does the same on its own. */
final class RoomLogTest {
    private static final String CONFIG = MachineConfig.textbook(64).text();

    private final RoomLog log = new RoomLog();

    @Test
    void entriesInOrderGiveTheServersDigests() {
        List<RoomEntry> room = room("a = alloc_pages order=2", "b = alloc_pages order=0", "free_pages a");
        assertEquals(RoomLog.Outcome.TAKEN, log.take(room.subList(0, 2)));
        assertEquals(RoomLog.Outcome.TAKEN, log.take(room.subList(2, 4)));
        assertEquals(4, log.seq());
        assertEquals(room.get(3).digest(), log.digest());
        assertEquals("free_pages a", log.commands().get(2).text());
        assertTrue(timeline().atEnd());
    }

    @Test
    void aPushBringsItsOwnCommandsAndANewMachine() {
        log.take(room("a = alloc_pages order=2"));
        LabSession before = log.newest();
        String text = CONFIG + "\nx = alloc_pages order=1\nfree_pages x";
        Machine machine = machine("x = alloc_pages order=1", "free_pages x");
        RoomEntry push = new RoomEntry(9, Kind.PUSH, "Dr N", "id", text, machine.digest());
        assertEquals(RoomLog.Outcome.TAKEN, log.take(List.of(push)), "a push may come after a jump");
        assertNotSame(before, log.newest());
        assertEquals(9, log.pushSeq());
        assertEquals("Dr N", log.pusher());
        assertEquals(2, timeline().commands());
        assertTrue(log.commands().isEmpty());
    }

    @Test
    void aPositionInThePastStaysWhereItIs() {
        List<RoomEntry> room = room("a = alloc_pages order=2", "b = alloc_pages order=0", "free_pages a");
        log.take(room.subList(0, 3));
        timeline().seekEvent(3);
        log.take(room.subList(3, 4));
        assertEquals(3, timeline().event());
        assertEquals(1, timeline().branches(), "a room's log has no branches");
        assertEquals(room.get(3).digest(), log.digest());
    }

    @Test
    void entriesTakenBeforeArePassedOverAndMissingOnesAreSeen() {
        List<RoomEntry> room = room("a = alloc_pages order=2", "b = alloc_pages order=0", "free_pages a");
        log.take(room.subList(0, 2));
        assertEquals(RoomLog.Outcome.TAKEN, log.take(room.subList(0, 3)));
        assertEquals(3, log.seq());
        assertEquals(2, timeline().commands());
        List<RoomEntry> later = List.of(new RoomEntry(7, Kind.COMMAND, "", "", "free_pages b", ""));
        assertEquals(RoomLog.Outcome.GAP, log.take(later));
        assertEquals(RoomLog.Outcome.GAP, new RoomLog().take(later));
    }

    @Test
    void anotherDigestIsADisagreementUntilTheLogIsReadAgain() {
        List<RoomEntry> room = room("a = alloc_pages order=2", "b = alloc_pages order=0");
        RoomEntry right = room.get(1);
        RoomEntry wrong =
                new RoomEntry(right.seq(), right.kind(), right.name(), right.id(), right.text(), "0000000000000000");
        log.take(room.subList(0, 1));
        assertEquals(RoomLog.Outcome.DISAGREES, log.take(List.of(wrong, room.get(2))));
        log.forget();
        assertEquals(RoomLog.Outcome.TAKEN, log.take(room));
        assertEquals(room.get(2).digest(), log.digest());
    }

    @Test
    void aPauseIsAnEntryThatLeavesTheMachineAlone() {
        List<RoomEntry> room = room("a = alloc_pages order=2");
        log.take(room);
        String digest = log.digest();
        assertEquals(RoomLog.Outcome.TAKEN, log.take(List.of(new RoomEntry(3, Kind.PAUSE, "Dr N", "p", "", digest))));
        assertEquals(3, log.seq());
        assertEquals(digest, log.digest());
    }

    private Timeline timeline() {
        LabSession newest = log.newest();
        assertTrue(newest != null);
        return newest.part().timeline();
    }

    /** The log of a room whose first machine is empty, as a server would have it. */
    private static List<RoomEntry> room(String... commands) {
        List<RoomEntry> entries = new ArrayList<>();
        Machine machine = Machine.boot(MachineConfig.textbook(64));
        entries.add(new RoomEntry(1, Kind.PUSH, "Dr N", "push", CONFIG, machine.digest()));
        for (String command : commands) {
            apply(machine, command);
            int seq = entries.size() + 1;
            entries.add(new RoomEntry(seq, Kind.COMMAND, "Ada", "id-" + seq, command, machine.digest()));
        }
        return entries;
    }

    private static Machine machine(String... commands) {
        Machine machine = Machine.boot(MachineConfig.textbook(64));
        for (String command : commands) {
            apply(machine, command);
        }
        return machine;
    }

    private static void apply(Machine machine, String command) {
        machine.apply(((Parsed.Ok) CommandText.parse(command)).command(), Events.NONE);
    }
}
