package pagewalk.server.room;

import java.util.UUID;

/**
 * One entry of a room's log, as stored and as sent.
 *
 * @param seq counts from 1, without gaps
 * @param by the account that sent it, {@code name} as the room knew it then
 * @param id made by the client
 * @param text a command line; for a push the machine's text and the commands that lead to its state, one a line
 * @param digest of the machine's event chain after the entry
 */
public record RoomEntry(int seq, String kind, UUID by, String name, UUID id, String text, String digest) {
    static final String PUSH = "push";
    static final String COMMAND = "command";
    static final String PAUSE = "pause";
    static final String RESUME = "resume";

    boolean isPush() {
        return kind.equals(PUSH);
    }
}
