package pagewalk.web.room;

import java.util.ArrayList;
import java.util.List;
import pagewalk.web.json.Json;

/**
 * One entry of a room's log, as the server sends it.
 *
 * @param seq counts from 1, without gaps
 * @param name who sent it
 * @param id made by the client that sent it
 * @param text a command line; for a push the machine and the commands that lead to its state, one a line
 * @param digest of the machine's event chain after the entry
 */
public record RoomEntry(int seq, Kind kind, String name, String id, String text, String digest) {
    /** What it does to the room. */
    public enum Kind {
        COMMAND,
        PUSH,
        PAUSE,
        RESUME
    }

    static RoomEntry of(Json json) {
        Kind kind = switch (json.text("kind", "")) {
            case "push" -> Kind.PUSH;
            case "pause" -> Kind.PAUSE;
            case "resume" -> Kind.RESUME;
            default -> Kind.COMMAND;
        };
        return new RoomEntry(
                json.number("seq", 0),
                kind,
                json.text("name", ""),
                json.text("id", ""),
                json.text("text", ""),
                json.text("digest", ""));
    }

    static List<RoomEntry> all(Json message) {
        List<RoomEntry> entries = new ArrayList<>();
        for (Json entry : message.array("entries")) {
            entries.add(of(entry));
        }
        return entries;
    }
}
