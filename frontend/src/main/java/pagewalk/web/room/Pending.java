package pagewalk.web.room;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Commands that the server has not ordered yet, oldest first; each keeps its id, however often it is sent. They are
 * kept outside the page too, so that a reload loses none.
 */
public final class Pending {
    private static final int ID_CHARS = 36;

    /** One command line. */
    public record Ask(String id, String line) {}

    private final List<Ask> asks = new ArrayList<>();
    private final Consumer<String> keeper;

    /** {@code kept} is what {@code keeper} was last given, empty at first: an id and a command on each line. */
    Pending(String kept, Consumer<String> keeper) {
        this.keeper = keeper;
        int from = 0;
        for (int end = kept.indexOf('\n'); end >= 0; end = kept.indexOf('\n', from)) {
            if (end - from > ID_CHARS) {
                asks.add(new Ask(kept.substring(from, from + ID_CHARS), kept.substring(from + ID_CHARS + 1, end)));
            }
            from = end + 1;
        }
    }

    void add(Ask ask) {
        asks.add(ask);
        keep();
    }

    /** Takes out the command with this id and gives it back; null when there is none. */
    @Nullable
    Ask remove(String id) {
        for (int i = 0; i < asks.size(); i++) {
            if (asks.get(i).id().equals(id)) {
                Ask found = asks.remove(i);
                keep();
                return found;
            }
        }
        return null;
    }

    private void keep() {
        StringBuilder text = new StringBuilder();
        for (Ask ask : asks) {
            text.append(ask.id()).append(' ').append(ask.line()).append('\n');
        }
        keeper.accept(text.toString());
    }

    public List<Ask> all() {
        return asks;
    }

    public int size() {
        return asks.size();
    }
}
