package pagewalk.server.room;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import pagewalk.engine.Limits;
import pagewalk.server.room.Ask.Outcome;

/**
 * One turn of a room: what others stored since the last turn is followed, then what is asked here is numbered. Runs
 * on a worker thread while the room's row is locked, and touches nothing but the machine.
 */
final class RoomBatch {
    private final List<RoomEntry> added = new ArrayList<>();
    private final List<Outcome> outcomes = new ArrayList<>();
    private final Map<UUID, Integer> known;
    private @Nullable RoomMachine machine;
    private int seq;
    private int pushSeq;
    private boolean paused;

    private RoomBatch(Head head, @Nullable RoomMachine machine, Map<UUID, Integer> known) {
        this.machine = machine;
        this.known = new HashMap<>(known);
        seq = head.seq();
        pushSeq = head.pushSeq();
        paused = head.paused();
    }

    /** The room's row: number of its last entry and of its last push, and whether it is paused. */
    record Head(int seq, int pushSeq, boolean paused) {}

    /** What the log has that matters: entries the machine has not seen, in order, and numbers of ids asked again. */
    record Stored(List<RoomEntry> missing, Map<UUID, Integer> known) {}

    /** What came of the turn; {@code outcomes} are in the order of what was asked. */
    record Turn(
            Head head,
            @Nullable RoomMachine machine,
            List<RoomEntry> missing,
            List<RoomEntry> added,
            List<Outcome> outcomes) {}

    static Turn carryOut(Head head, @Nullable RoomMachine machine, Stored stored, List<Ask> asks) {
        RoomBatch batch = new RoomBatch(head, machine, stored.known());
        List<RoomEntry> missing = stored.missing().stream()
                .filter(entry -> entry.seq() >= head.pushSeq())
                .toList();
        missing.forEach(batch::follow);
        asks.forEach(ask -> batch.outcomes.add(batch.take(ask)));
        return new Turn(
                new Head(batch.seq, batch.pushSeq, batch.paused), batch.machine, missing, batch.added, batch.outcomes);
    }

    private void follow(RoomEntry entry) {
        if (machine != null) {
            machine.follow(entry);
        } else if (entry.isPush()) {
            machine = RoomMachine.after(entry);
        }
    }

    private Outcome take(Ask ask) {
        Integer before = known.get(ask.id());
        if (before != null) {
            return new Outcome.Known(before);
        }
        Outcome.Refused refusal = whyNot(ask);
        if (refusal != null) {
            return refusal;
        }
        seq++;
        add(ask);
        known.put(ask.id(), seq);
        return new Outcome.Added(seq);
    }

    private Outcome.@Nullable Refused whyNot(Ask ask) {
        if (!ask.kind().equals(RoomEntry.COMMAND)) {
            return null;
        }
        if (machine == null) {
            return new Outcome.Refused("no-machine", "The room has no machine yet: its instructor has to push one.");
        }
        if (paused && !ask.author().instructor()) {
            return new Outcome.Refused("paused", "The room is paused: the instructor lets it go on.");
        }
        if (machine.commands() >= Limits.ROOM_COMMANDS) {
            return new Outcome.Refused(
                    "room-full",
                    "The room's machine has had " + machine.commands() + " commands, the limit is "
                            + Limits.ROOM_COMMANDS + ": push a new one to go on.");
        }
        return null;
    }

    private void add(Ask ask) {
        switch (ask.kind()) {
            case RoomEntry.PAUSE -> paused = true;
            case RoomEntry.RESUME -> paused = false;
            case RoomEntry.PUSH -> pushSeq = seq;
            default -> {}
        }
        RoomEntry entry = new RoomEntry(
                seq, ask.kind(), ask.author().account(), ask.author().name(), ask.id(), ask.text(), digest(ask));
        added.add(entry);
    }

    private String digest(Ask ask) {
        if (machine != null) {
            return machine.carryOut(seq, ask.kind(), ask.text());
        }
        if (!ask.kind().equals(RoomEntry.PUSH)) {
            return "";
        }
        machine =
                RoomMachine.after(new RoomEntry(seq, ask.kind(), ask.author().account(), "", ask.id(), ask.text(), ""));
        return machine.digest();
    }
}
