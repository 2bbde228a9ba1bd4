package pagewalk.web.room;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pagewalk.engine.command.CommandText;
import pagewalk.engine.command.Parsed;
import pagewalk.engine.timeline.Timeline;
import pagewalk.lab.model.TextFault;
import pagewalk.web.session.LabSession;
import pagewalk.web.session.PartData;

/**
 * A room's log as this page has carried it out, entry by entry, each compared with the server's digest.
 *
 * <p>Entries go to the end of the newest machine; a position in its past stays where it is.
 */
public final class RoomLog {
    /** How a batch of entries went. */
    public enum Outcome {
        TAKEN,
        /** An entry is missing before one of these. */
        GAP,
        /** This page's machine has come to another state than the server's. */
        DISAGREES
    }

    private List<RoomEntry> commands = new ArrayList<>();
    private @Nullable LabSession newest;
    private int seq;
    private int pushSeq;
    private String pusher = "";
    private String digest = "";
    private boolean compares = true;

    /** The newest machine that was pushed, or null before the first. */
    public @Nullable LabSession newest() {
        return newest;
    }

    /** Number of the last entry taken; 0 before the first. */
    public int seq() {
        return seq;
    }

    /** Number of the entry that set up the newest machine. */
    public int pushSeq() {
        return pushSeq;
    }

    /** Who set up the newest machine. */
    public String pusher() {
        return pusher;
    }

    /** The machine's digest after the last entry. */
    public String digest() {
        return digest;
    }

    /** Whether digests are compared; not after two disagreements about the same entry. */
    public boolean compares() {
        return compares;
    }

    /** From now on what the server says is carried out and not compared. */
    void stopComparing() {
        compares = false;
    }

    /** The entries that were commands for the newest machine; a new push begins a new list. */
    public List<RoomEntry> commands() {
        return commands;
    }

    /** Throws everything away, to read the log again from its last push. */
    void forget() {
        newest = null;
        seq = 0;
        commands = new ArrayList<>();
    }

    /** Carries out entries in order; those taken before are passed over. Stops at the first that does not fit. */
    public Outcome take(List<RoomEntry> entries) {
        LabSession held = newest;
        int position = held == null ? 0 : held.part().timeline().event();
        boolean past = held != null && !held.part().timeline().atEnd();
        if (held != null && past) {
            toEnd(held);
        }
        Outcome outcome = takeAtEnd(entries);
        if (held != null && past) {
            held.part().timeline().seekEvent(position);
        }
        return outcome;
    }

    private static void toEnd(LabSession session) {
        Timeline timeline = session.part().timeline();
        timeline.seekEvent(timeline.events());
    }

    private Outcome takeAtEnd(List<RoomEntry> entries) {
        for (RoomEntry entry : entries) {
            if (entry.seq() <= seq) {
                continue;
            }
            boolean begins = entry.kind() == RoomEntry.Kind.PUSH;
            if (!begins && (newest == null || entry.seq() != seq + 1)) {
                return Outcome.GAP;
            }
            String now = carryOut(entry);
            if (compares && !now.equals(entry.digest())) {
                return Outcome.DISAGREES;
            }
            seq = entry.seq();
            digest = now;
        }
        return Outcome.TAKEN;
    }

    /** The digest after the entry; empty when the entry cannot be read. */
    private String carryOut(RoomEntry entry) {
        LabSession session = newest;
        if (entry.kind() == RoomEntry.Kind.PUSH) {
            session = machine(entry.text());
            newest = session;
            pushSeq = entry.seq();
            pusher = entry.name();
            commands = new ArrayList<>();
        } else if (entry.kind() == RoomEntry.Kind.COMMAND && session != null) {
            if (!(CommandText.parse(entry.text()) instanceof Parsed.Ok ok)) {
                return "";
            }
            session.part().issue(ok.command());
            commands.add(entry);
        }
        return session == null ? "" : digestOf(session.part().timeline());
    }

    private static String digestOf(Timeline timeline) {
        int count = timeline.commands();
        return count == 0 ? timeline.machine().digest() : timeline.digestAfter(count - 1);
    }

    /** The machine of a push; null when its text is none. */
    private static @Nullable LabSession machine(String text) {
        List<String> lines = new ArrayList<>();
        int from = 0;
        while (from <= text.length()) {
            int end = text.indexOf('\n', from);
            end = end < 0 ? text.length() : end;
            if (end > from) {
                lines.add(text.substring(from, end));
            }
            from = end + 1;
        }
        try {
            String config = lines.isEmpty() ? "" : lines.get(0);
            List<String> start = lines.isEmpty() ? lines : lines.subList(1, lines.size());
            return new LabSession(List.of(PartData.shared(config, start)));
        } catch (TextFault fault) {
            return null;
        }
    }
}
