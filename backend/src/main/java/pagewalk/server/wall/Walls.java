package pagewalk.server.wall;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import pagewalk.server.ops.Contexts;
import pagewalk.server.ops.Notices;
import pagewalk.server.ops.Notices.Missed;
import pagewalk.server.ops.Notices.Notice;
import pagewalk.server.room.LiveMachines;
import pagewalk.server.room.Wire;

/** The walls that somebody looks at on this node. */
@ApplicationScoped
class Walls {
    private static final long TICK_MILLIS = 500;
    private static final int RENEW_EVERY = 30;

    private final Map<UUID, WallBoard> boards = new ConcurrentHashMap<>();
    private final Map<String, Viewer> viewers = new ConcurrentHashMap<>();
    private final WallBoard.Tools tools;
    private final Looks looks;
    private final Vertx vertx;
    private long timer;
    private int ticks;

    Walls(WallData data, LiveMachines machines, Contexts contexts, Wire wire, Vertx vertx) {
        tools = new WallBoard.Tools(data, machines, contexts, wire);
        looks = data.looks();
        this.vertx = vertx;
    }

    void start(@Observes StartupEvent event) {
        timer = vertx.setPeriodic(TICK_MILLIS, id -> tick());
    }

    void stop(@Observes ShutdownEvent event) {
        vertx.cancelTimer(timer);
    }

    void enter(UUID course, Viewer viewer) {
        viewers.put(viewer.id(), viewer);
        boards.compute(course, (id, known) -> {
            WallBoard board = known == null ? new WallBoard(id, tools) : known;
            board.enter(viewer);
            return board;
        });
    }

    /** The viewer's looks end with its socket. */
    void leave(UUID course, Viewer viewer) {
        viewers.remove(viewer.id());
        boards.computeIfPresent(course, (id, board) -> {
            if (!board.leave(viewer.id())) {
                return board;
            }
            board.close();
            return null;
        });
        viewer.open()
                .forEach(session -> tools.contexts()
                        .run("ending a look", () -> looks.end(viewer.person().id(), session)));
    }

    void grew(@Observes Notice notice) {
        if (notice.channel().equals(Notices.JOURNAL)) {
            String[] words = notice.id().split(" ", 2);
            WallBoard board = boards.get(UUID.fromString(words[1]));
            if (board != null) {
                board.grew(UUID.fromString(words[0]));
            }
        }
    }

    void missed(@Observes Missed missed) {
        boards.values().forEach(WallBoard::missed);
    }

    private void tick() {
        boards.values().forEach(WallBoard::tick);
        if (++ticks % RENEW_EVERY == 0) {
            viewers.values().forEach(this::renew);
        }
    }

    private void renew(Viewer viewer) {
        if (!viewer.open().isEmpty()) {
            tools.contexts()
                    .run(
                            "renewing looks",
                            () -> Multi.createFrom()
                                    .iterable(viewer.open())
                                    .onItem()
                                    .transformToUniAndConcatenate(session ->
                                            looks.renew(viewer.person().id(), session))
                                    .collect()
                                    .last());
        }
    }
}
