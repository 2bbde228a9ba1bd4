package pagewalk.web.room;

import java.util.ArrayList;
import java.util.List;
import pagewalk.web.bench.Company;
import pagewalk.web.json.Json;

/** Who is in the room, in the order they were first seen, and what each points at. */
public final class Members {
    /** One person; {@code pfn} and {@code event} are -1 when nothing is pointed at. */
    public record Member(String id, String name, String role, int pfn, int event) {
        boolean instructor() {
            return role.equals("instructor");
        }
    }

    private final List<Member> all = new ArrayList<>();
    private String own = "";

    /** The person at this page is {@code id}; what was known of others is forgotten. */
    void welcome(String id, List<Json> here) {
        own = id;
        all.clear();
        for (Json member : here) {
            hear(member);
        }
    }

    /** Takes news of one member. */
    void hear(Json json) {
        String id = json.text("member", "");
        int place = placeOf(id);
        if (json.flag("gone")) {
            if (place >= 0) {
                all.remove(place);
            }
            return;
        }
        Member before = place < 0 ? null : all.get(place);
        Member now = new Member(
                id,
                json.text("name", before == null ? "somebody" : before.name()),
                json.text("role", before == null ? "" : before.role()),
                json.number("pfn", -1),
                json.number("event", -1));
        if (place < 0) {
            all.add(now);
        } else {
            all.set(place, now);
        }
    }

    private int placeOf(String id) {
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).id().equals(id)) {
                return i;
            }
        }
        return -1;
    }

    public List<Member> all() {
        return all;
    }

    boolean isOwn(Member member) {
        return member.id().equals(own);
    }

    /** The frames that others point at. */
    List<Company.Pointer> pointers() {
        List<Company.Pointer> pointers = new ArrayList<>();
        for (Member member : all) {
            if (member.pfn() >= 0 && !isOwn(member)) {
                pointers.add(new Company.Pointer(member.name(), member.pfn()));
            }
        }
        return pointers;
    }
}
