package pagewalk.web.wall;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.teavm.jso.dom.html.HTMLElement;
import pagewalk.web.dom.Store;
import pagewalk.web.json.Json;

/** The students' seats in the order in which they were first seen, which this browser remembers. */
final class Seats {
    private final String setting;
    private final HTMLElement tiles;
    private final HTMLElement rows;
    private final List<String> order = new ArrayList<>();
    private final List<Seat> all = new ArrayList<>();

    /** Tiles and rows are put into the two elements, by seat. */
    Seats(String course, HTMLElement tiles, HTMLElement rows) {
        setting = "wall.seats." + course;
        this.tiles = tiles;
        this.rows = rows;
        String kept = Store.get(setting);
        int from = 0;
        while (kept != null && from < kept.length()) {
            int end = kept.indexOf(' ', from);
            end = end < 0 ? kept.length() : end;
            order.add(kept.substring(from, end));
            from = end + 1;
        }
    }

    List<Seat> all() {
        return all;
    }

    /** Takes one tile of a message. */
    void take(Json tile) {
        String member = tile.text("member", "");
        Seat seat = find(member);
        if (seat == null) {
            seat = sit(member);
        }
        seat.take(tile);
    }

    private @Nullable Seat find(String member) {
        for (Seat seat : all) {
            if (seat.member().equals(member)) {
                return seat;
            }
        }
        return null;
    }

    private Seat sit(String member) {
        if (!order.contains(member)) {
            order.add(member);
            Store.put(setting, String.join(" ", order));
        }
        int number = order.indexOf(member);
        Seat seat = new Seat(member, number + 1);
        int place = 0;
        while (place < all.size() && order.indexOf(all.get(place).member()) < number) {
            place++;
        }
        Seat next = place < all.size() ? all.get(place) : null;
        tiles.insertBefore(seat.tile(), next == null ? null : next.tile());
        rows.insertBefore(seat.row(), next == null ? null : next.row());
        all.add(place, seat);
        return seat;
    }
}
