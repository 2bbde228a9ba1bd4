package pagewalk.server.wall;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the wall shows of one student; a later tile of the same member replaces it.
 *
 * @param step commands of the part at hand
 * @param progress questions answered and goals reached, of all: {@code 2/5}; empty for free play
 * @param stopped why the session is not followed beyond {@code step}; null when it is
 * @param thumb the whole picture: base64 of {@link Thumbnail#CELLS} bytes; null when {@code runs} says what changed
 * @param runs start, length and state of each run of cells that changed
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Tile(
        UUID session,
        UUID member,
        String name,
        String lab,
        String mode,
        int attempt,
        String part,
        int step,
        String progress,
        @Nullable String stopped,
        int length,
        String lastActivity,
        @Nullable String thumb,
        @Nullable List<Integer> runs) {

    Tile with(@Nullable String picture, @Nullable List<Integer> changes) {
        return new Tile(
                session,
                member,
                name,
                lab,
                mode,
                attempt,
                part,
                step,
                progress,
                stopped,
                length,
                lastActivity,
                picture,
                changes);
    }
}
