package pagewalk.server.wall;

import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import pagewalk.server.ops.Contexts;
import pagewalk.server.room.LiveMachines;
import pagewalk.server.room.Wire;
import pagewalk.server.wall.WallData.Work;

/**
 * The wall of one course on this node: a place for each student who is at work, carried along from journal appends.
 * Ticks come twice a second; a tick sends only what changed since the last one, and nothing when nothing did.
 */
final class WallBoard {
    private final UUID course;
    private final Tools tools;
    private final Map<String, Viewer> viewers = new LinkedHashMap<>();
    private final Map<UUID, Place> places = new LinkedHashMap<>();
    private final Set<UUID> grown = new HashSet<>();
    private boolean busy;
    private boolean loaded;

    WallBoard(UUID course, Tools tools) {
        this.course = course;
        this.tools = tools;
    }

    /** What every board of the node shares. */
    record Tools(WallData data, LiveMachines machines, Contexts contexts, Wire wire) {}

    /** A student's place: the session seen there, its desk while it is live, and what was last sent of it. */
    private static final class Place {
        Work work;
        volatile @Nullable Desk desk;

        @Nullable
        Tile tile;

        byte[] cells = new byte[Thumbnail.CELLS];

        Place(Work work) {
            this.work = work;
        }

        void drop() {
            desk = null;
        }
    }

    record TilesMessage(String type, List<Tile> tiles) {}

    record GrownMessage(String type, UUID session, int length) {}

    synchronized void enter(Viewer viewer) {
        viewers.put(viewer.id(), viewer);
        if (loaded) {
            viewer.send(tools.wire().text(new TilesMessage("tiles", whole())));
        }
    }

    /** Gives the viewer back, so that its looks can be ended; true when nobody is left. */
    synchronized boolean leave(String connection) {
        viewers.remove(connection);
        return viewers.isEmpty();
    }

    synchronized void close() {
        places.values().forEach(place -> tools.machines().gone(place));
        places.clear();
    }

    /** A journal of the course has grown. */
    synchronized void grew(UUID session) {
        grown.add(session);
    }

    /** News may have been missed: look at everything again. */
    synchronized void missed() {
        loaded = false;
    }

    synchronized void tick() {
        if (busy || viewers.isEmpty() || (loaded && grown.isEmpty())) {
            return;
        }
        busy = true;
        List<UUID> some = List.copyOf(grown);
        grown.clear();
        boolean all = !loaded;
        tools.contexts()
                .run(
                        "a wall's tick",
                        () -> (all ? tools.data().live(course) : tools.data().some(course, some))
                                .chain(this::carryAlong)
                                .onItemOrFailure()
                                .invoke((tiles, failure) -> ticked(tiles, some)));
    }

    private synchronized Uni<List<Tile>> carryAlong(List<Work> works) {
        List<Place> changed = new ArrayList<>();
        Map<UUID, Integer> known = new HashMap<>();
        for (Work work : works) {
            Place place = places.computeIfAbsent(work.account(), account -> new Place(work));
            if (!place.work.id().equals(work.id())) {
                place.drop();
                place.tile = null;
            }
            place.work = work;
            Desk desk = place.desk;
            known.put(work.id(), desk == null ? 0 : desk.length());
            changed.add(place);
        }
        return tools.data().grown(known).chain(lines -> tools.machines().step(() -> draw(changed, lines, known)));
    }

    /** On a worker thread; ticks never overlap, so nobody else touches a desk. */
    private List<Tile> draw(List<Place> changed, Map<UUID, List<String>> lines, Map<UUID, Integer> known) {
        List<Tile> tiles = new ArrayList<>();
        for (Place place : changed) {
            Work work = place.work;
            boolean afresh = known.getOrDefault(work.id(), 0) == 0;
            Desk desk = afresh ? tools.data().desk(work) : place.desk;
            if (desk == null && !afresh) {
                grew(work.id());
                continue;
            }
            if (desk != null) {
                desk.follow(lines.getOrDefault(work.id(), List.of()));
                tools.machines().used(place, desk.bytes(), place::drop);
            }
            place.desk = desk;
            tiles.add(tile(place, desk));
        }
        return tiles;
    }

    private static Tile tile(Place place, @Nullable Desk desk) {
        Work work = place.work;
        Tile plain = new Tile(
                work.id(),
                work.account(),
                work.name(),
                work.lab(),
                work.mode(),
                work.attempt(),
                desk == null ? "" : desk.part(),
                desk == null ? 0 : desk.step(),
                desk == null ? "" : desk.progress(),
                desk == null ? null : desk.stopped(),
                desk == null ? work.length() : desk.length(),
                work.updatedAt(),
                null,
                null);
        byte[] cells = desk == null ? new byte[Thumbnail.CELLS] : desk.cells();
        List<Integer> runs = Thumbnail.runs(place.cells, cells);
        String whole = Thumbnail.base64(cells);
        boolean small = place.tile != null && runs.size() * 5 < whole.length();
        place.cells = cells;
        place.tile = plain.with(whole, null);
        return small ? plain.with(null, runs) : place.tile;
    }

    private synchronized void ticked(@Nullable List<Tile> tiles, List<UUID> some) {
        busy = false;
        if (tiles == null) {
            grown.addAll(some);
            return;
        }
        boolean first = !loaded;
        loaded = true;
        if (tiles.isEmpty() && !first) {
            return;
        }
        String text = tools.wire().text(new TilesMessage("tiles", tiles));
        for (Viewer viewer : viewers.values()) {
            viewer.send(text);
            for (Tile tile : tiles) {
                if (viewer.follows(tile.session())) {
                    viewer.tell(tools.wire().text(new GrownMessage("grown", tile.session(), tile.length())));
                }
            }
        }
    }

    private List<Tile> whole() {
        List<Tile> tiles = new ArrayList<>();
        for (Place place : places.values()) {
            if (place.tile != null) {
                tiles.add(place.tile);
            }
        }
        return tiles;
    }
}
