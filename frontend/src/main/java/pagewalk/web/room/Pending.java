package pagewalk.web.room;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Commands that the server has not ordered yet, oldest first; each keeps its id, however often it is sent. */
public final class Pending {
    /** One command line. */
    public record Ask(String id, String line) {}

    private final List<Ask> asks = new ArrayList<>();

    void add(Ask ask) {
        asks.add(ask);
    }

    /** Takes out the command with this id and gives it back; null when there is none. */
    @Nullable
    Ask remove(String id) {
        for (int i = 0; i < asks.size(); i++) {
            if (asks.get(i).id().equals(id)) {
                return asks.remove(i);
            }
        }
        return null;
    }

    public List<Ask> all() {
        return asks;
    }

    public int size() {
        return asks.size();
    }
}
