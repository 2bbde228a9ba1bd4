package pagewalk.server.room;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who is in a room and what each looks at. Lossy, never in the log, and sent in one message a tick, however many point
 * at something. Members on other nodes are known by what those nodes say now and then. Guarded by its room.
 */
final class Presence {
    private static final long REMOTE_LIFE_NANOS = 6_000_000_000L;
    /** A room sends its presence every tick while it has so many members, every second tick with twice as many... */
    private static final int MEMBERS_A_TICK = 25;

    private final Wire wire;
    private final Map<UUID, Here> news = new LinkedHashMap<>();
    private final Map<UUID, Remote> remote = new LinkedHashMap<>();
    private boolean changed;
    private int ticks;

    Presence(Wire wire) {
        this.wire = wire;
    }

    /** Those of this node, as other nodes are told. */
    List<Here> own(Collection<Member> all) {
        Map<UUID, Here> known = new LinkedHashMap<>();
        for (Member member : all) {
            if (member.joined) {
                known.put(member.seat().account(), Here.of(member));
            }
        }
        return new ArrayList<>(known.values());
    }

    /** One person as sent; {@code gone} alone is said of who left. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Here(
            UUID member,
            @Nullable String name,
            @Nullable String role,
            @Nullable Integer pfn,
            @Nullable Integer event,
            @Nullable Boolean gone) {
        static Here of(Member member) {
            Member.Pointing at = member.pointing;
            return new Here(
                    member.seat().account(),
                    member.seat().name(),
                    member.seat().role(),
                    at == null || at.pfn() < 0 ? null : at.pfn(),
                    at == null || at.event() < 0 ? null : at.event(),
                    null);
        }

        static Here left(UUID member) {
            return new Here(member, null, null, null, null, true);
        }
    }

    private record Remote(Here here, String node, long until) {
        Remote endedAt(long now) {
            return new Remote(here, node, now);
        }
    }

    /** What is sent. */
    record PresenceMessage(String type, List<Here> members) {}

    void came(Member member, Collection<Member> all) {
        changed = true;
        send(List.of(Here.of(member)), all);
    }

    void left(Member member, Collection<Member> all) {
        UUID account = member.seat().account();
        changed = true;
        boolean still = all.stream()
                .anyMatch(other -> other.joined && other.seat().account().equals(account));
        if (!still && !remote.containsKey(account)) {
            news.remove(account);
            send(List.of(Here.left(account)), all);
        }
    }

    void pointed(Member member) {
        changed = true;
        news.put(member.seat().account(), Here.of(member));
    }

    void tick(Collection<Member> all) {
        long now = System.nanoTime();
        remote.entrySet().removeIf(entry -> {
            boolean old = entry.getValue().until() < now;
            if (old && !isHere(entry.getKey(), all)) {
                news.put(entry.getKey(), Here.left(entry.getKey()));
            }
            return old;
        });
        ticks++;
        if (!news.isEmpty() && ticks % (1 + all.size() / MEMBERS_A_TICK) == 0) {
            send(List.copyOf(news.values()), all);
            news.clear();
        }
    }

    /** Everybody, each once. */
    List<Here> everybody(Collection<Member> all) {
        Map<UUID, Here> known = new LinkedHashMap<>();
        remote.forEach((account, other) -> known.put(account, other.here()));
        own(all).forEach(here -> known.put(here.member(), here));
        return new ArrayList<>(known.values());
    }

    /** What another node says of its members: all that it has. */
    void said(String node, List<Here> others) {
        long now = System.nanoTime();
        remote.replaceAll((account, other) -> other.node().equals(node) ? other.endedAt(now) : other);
        for (Here here : others) {
            Remote before = remote.put(here.member(), new Remote(here, node, now + REMOTE_LIFE_NANOS));
            if (before == null || !before.here().equals(here)) {
                news.put(here.member(), here);
            }
        }
    }

    /** Whether something changed here since the last call: other nodes should hear of it. */
    boolean takeChanged() {
        boolean was = changed;
        changed = false;
        return was;
    }

    private static boolean isHere(UUID account, Collection<Member> all) {
        return all.stream()
                .anyMatch(member -> member.joined && member.seat().account().equals(account));
    }

    private void send(List<Here> some, Collection<Member> all) {
        String text = wire.text(new PresenceMessage("presence", some));
        for (Member member : all) {
            if (member.joined) {
                member.line().sendLossy(text);
            }
        }
    }
}
