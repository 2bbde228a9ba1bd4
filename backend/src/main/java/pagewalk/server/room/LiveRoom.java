package pagewalk.server.room;

import io.quarkus.websockets.next.CloseReason;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import pagewalk.server.ops.Contexts;
import pagewalk.server.ops.DiskSpace;
import pagewalk.server.page.Problem;
import pagewalk.server.room.Ask.Outcome;

/**
 * One room on this node: takes what its members ask in turns, one transaction a turn, and sends the log on in order.
 *
 * <p>While a turn is under way, what is asked waits and becomes the next turn. Nothing is sent before it is committed.
 * A turn that failed drops the live machine and is tried again: ids make that safe even if it was committed after all.
 */
final class LiveRoom {
    private static final Logger LOG = Logger.getLogger(LiveRoom.class);
    private static final CloseReason AWAY = new CloseReason(1013, "the database does not answer: reconnect");
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration PAUSE_BEFORE_RETRY = Duration.ofMillis(250);
    private static final int MAX_TRIES = 20;
    private static final int MAX_PENDING = 2_000;
    private static final int TURN = 250;
    private static final int PAGE = 200;

    private final UUID id;
    private final Tools tools;
    /** Tells this room's announcements from those of other nodes, and of its own past life on this one. */
    private final String voice = UUID.randomUUID().toString();

    private final Map<String, Member> members = new LinkedHashMap<>();
    private final Deque<Ask> pending = new ArrayDeque<>();
    private final Presence presence;
    /** Taken by a turn; dropped by the room that needs its bytes, which must not wait for this one. */
    private final AtomicReference<@Nullable RoomMachine> machine = new AtomicReference<>();

    private boolean inTurn;
    private boolean reading;
    /** Last entry that was sent to all live members, and last one heard of. */
    private int position;

    private int heard;

    LiveRoom(UUID id, Tools tools) {
        this.id = id;
        this.tools = tools;
        presence = new Presence(tools.wire());
    }

    /** What every room of the node shares; {@code node} tells its announcements from those of others. */
    record Tools(RoomLog log, LiveMachines machines, Contexts contexts, Wire wire, String node) {}

    UUID id() {
        return id;
    }

    // ---- members ------------------------------------------------------------------------------------------------

    synchronized void enter(Member member) {
        member.room = this;
        members.put(member.line().id(), member);
    }

    synchronized void leave(Member member) {
        boolean was = members.remove(member.line().id()) != null;
        if (was && member.joined) {
            presence.left(member, members.values());
        }
    }

    /** Whether nothing is going on here. */
    synchronized boolean isIdle() {
        return members.isEmpty() && pending.isEmpty() && !inTurn && !reading;
    }

    /** Answers a join: {@code welcome} first, then the log after {@code sent}, then entries as they come. */
    synchronized void join(Member member, int sent, String welcome) {
        if (!members.containsKey(member.line().id())) {
            return;
        }
        boolean fresh = !member.joined;
        member.sent = sent;
        member.live = false;
        member.joined = true;
        member.line().send(welcome);
        if (fresh) {
            presence.came(member, members.values());
        }
        catchUp(member);
    }

    synchronized void point(Member member, Member.Pointing pointing) {
        member.pointing = pointing;
        presence.pointed(member);
    }

    /** Sends what was pointed at since the last tick; asks again for news that could not be read. */
    synchronized void tick() {
        presence.tick(members.values());
        if (heard > position && !reading) {
            readNews();
        }
    }

    /** What other nodes should hear of this one's members; null when there is nothing to say. */
    synchronized @Nullable String sayPresence(boolean always) {
        boolean changed = presence.takeChanged();
        return changed || (always && !members.isEmpty())
                ? id + " " + tools.node() + " " + tools.wire().text(presence.own(members.values()))
                : null;
    }

    synchronized void saidPresence(String node, List<Presence.Here> others) {
        presence.said(node, others);
    }

    synchronized List<Presence.Here> everybody() {
        return presence.everybody(members.values());
    }

    private void catchUp(Member member) {
        int from = member.sent;
        tools.contexts()
                .run(
                        "reading a room's log",
                        () -> tools.log()
                                .after(id, from, PAGE)
                                .invoke(page -> caughtUp(member, from, page))
                                .onFailure()
                                .invoke(e -> member.line().close(AWAY)));
    }

    private synchronized void caughtUp(Member member, int from, List<RoomEntry> page) {
        if (!members.containsKey(member.line().id()) || member.sent != from || member.live) {
            return;
        }
        if (!page.isEmpty()) {
            member.line().send(tools.wire().text(Wire.EntriesMessage.of(page)));
            member.sent = page.getLast().seq();
        }
        if (page.size() == PAGE || member.sent < position) {
            catchUp(member);
            return;
        }
        member.live = true;
        if (members.values().stream().noneMatch(other -> other.live && other != member)) {
            position = Math.max(position, member.sent);
        }
        if (heard > position) {
            readNews();
        }
    }

    // ---- the log ------------------------------------------------------------------------------------------------

    /** Entries up to {@code seq} were stored; {@code by} is the voice that says so. */
    synchronized void heard(int seq, String by) {
        if (by.equals(voice)) {
            return;
        }
        heard = Math.max(heard, seq);
        if (heard > position && !reading) {
            readNews();
        }
    }

    /** News may have been missed: reads what there is. */
    synchronized void missed() {
        if (!reading) {
            readNews();
        }
    }

    private void readNews() {
        reading = true;
        int from = position;
        tools.contexts()
                .run(
                        "reading a room's news",
                        () -> tools.log()
                                .after(id, from, PAGE)
                                .ifNoItem()
                                .after(PATIENCE)
                                .fail()
                                .onItemOrFailure()
                                .invoke((page, failure) -> news(page, failure)));
    }

    private synchronized void news(@Nullable List<RoomEntry> page, @Nullable Throwable failure) {
        reading = false;
        if (page == null) {
            LOG.debug("a room's news could not be read", failure);
            return;
        }
        publish(page);
        if (page.size() == PAGE) {
            readNews();
        }
    }

    private void publish(List<RoomEntry> entries) {
        if (entries.isEmpty()) {
            return;
        }
        int first = entries.getFirst().seq();
        int last = entries.getLast().seq();
        Map<Integer, String> texts = new LinkedHashMap<>();
        for (Member member : members.values()) {
            if (!member.live || member.sent >= last) {
                continue;
            }
            if (member.sent + 1 < first) {
                member.live = false;
                catchUp(member);
                continue;
            }
            int from = member.sent + 1 - first;
            member.line()
                    .send(texts.computeIfAbsent(
                            from,
                            skip -> tools.wire().text(Wire.EntriesMessage.of(entries.subList(skip, entries.size())))));
            member.sent = last;
        }
        position = Math.max(position, last);
    }

    // ---- turns --------------------------------------------------------------------------------------------------

    /** Puts an entry into the log; its answer comes later. */
    synchronized void ask(Ask ask) {
        if (pending.size() >= MAX_PENDING) {
            ask.answer()
                    .accept(new Outcome.Refused(
                            "busy",
                            "The room has " + MAX_PENDING
                                    + " commands waiting, which is its limit: send this one again."));
            return;
        }
        if (tools.log().isFull()) {
            Problem full = DiskSpace.refusal();
            ask.answer().accept(new Outcome.Refused(full.code(), full.sentence()));
            return;
        }
        pending.add(ask);
        if (!inTurn) {
            nextTurn();
        }
    }

    private void nextTurn() {
        List<Ask> asks = new ArrayList<>();
        while (asks.size() < TURN && !pending.isEmpty()) {
            asks.add(pending.remove());
        }
        if (asks.isEmpty()) {
            return;
        }
        inTurn = true;
        RoomMachine taken = machine.getAndSet(null);
        tools.contexts()
                .run(
                        "a room's turn",
                        () -> turn(asks, taken)
                                .onFailure(e -> !(e instanceof Problem))
                                .invoke(e -> LOG.debug("a room's turn failed and is tried again", e))
                                .onFailure(e -> !(e instanceof Problem))
                                .recoverWithUni(() -> Uni.createFrom()
                                        .deferred(() -> turn(asks, null))
                                        .onFailure(e -> !(e instanceof Problem))
                                        .retry()
                                        .withBackOff(PAUSE_BEFORE_RETRY, PAUSE_BEFORE_RETRY)
                                        .atMost(MAX_TRIES))
                                .onItemOrFailure()
                                .invoke((turn, failure) -> turned(asks, turn, failure)));
    }

    /** Only the first try has the machine: a failed turn may have moved it past what was stored. */
    private Uni<RoomBatch.Turn> turn(List<Ask> asks, @Nullable RoomMachine from) {
        int seq = from == null ? 0 : from.seq();
        RoomLog log = tools.log();
        return log.inTransaction(connection -> Uni.combine()
                        .all()
                        .unis(log.lock(connection, id), log.needed(connection, id, seq, asks))
                        .asTuple()
                        .chain(read -> tools.machines()
                                .step(() -> RoomBatch.carryOut(read.getItem1(), from, read.getItem2(), asks))
                                .onFailure()
                                .transform(this::fault))
                        .chain(turn -> log.store(connection, id, turn, voice).replaceWith(turn)))
                .ifNoItem()
                .after(PATIENCE)
                .fail();
    }

    /** The engine never throws; should it, the turn is refused and nothing of it stored. */
    private Problem fault(Throwable e) {
        LOG.errorf(e, "the machine of room %s failed", id);
        return new Problem(500, "fault", "A fault of ours: the command could not be carried out, and was not stored.");
    }

    private synchronized void turned(List<Ask> asks, RoomBatch.@Nullable Turn turn, @Nullable Throwable failure) {
        try {
            if (turn == null) {
                failed(asks, failure);
            } else {
                keep(turn.machine());
                List<RoomEntry> entries = new ArrayList<>(turn.missing());
                entries.addAll(turn.added());
                publish(entries);
                for (int i = 0; i < asks.size(); i++) {
                    asks.get(i).answer().accept(turn.outcomes().get(i));
                }
            }
        } finally {
            inTurn = false;
            nextTurn();
        }
    }

    private void failed(List<Ask> asks, @Nullable Throwable failure) {
        if (failure instanceof Problem problem) {
            asks.forEach(ask -> ask.answer().accept(new Outcome.Refused(problem.code(), problem.sentence())));
            return;
        }
        LOG.warnf(failure, "Room %s cannot store its entries; its members are sent away to come again", id);
        pending.clear();
        closeAll(members.values());
    }

    private static void closeAll(Collection<Member> members) {
        members.forEach(member -> member.line().close(AWAY));
    }

    private void keep(@Nullable RoomMachine used) {
        machine.set(used);
        if (used != null) {
            tools.machines().used(this, used.bytes(), () -> machine.set(null));
        }
    }
}
