package pagewalk.web.live;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pagewalk.web.json.Json;
import pagewalk.web.json.JsonWriter;

/**
 * One tab's copy of a session, as this browser keeps it: where it belongs, what the server has of it, and the lines.
 *
 * <p>Two tabs on the same session have two replicas, so neither overwrites the other's lines.
 */
public final class Replica {
    private final String key;
    private final String session;
    private final Owner owner;
    private final List<String> lines = new ArrayList<>();
    private final List<String> reveals = new ArrayList<>();
    private String variant = "";
    private String config = "";
    private boolean known;
    private int acked;
    private int kept;
    private String batch = "";
    private int batchCount;
    private int updated;

    /** Whose work it is. */
    public record Owner(String lab, String mode, String student, int attempt) {}

    public Replica(String key, String session, Owner owner) {
        this.key = key;
        this.session = session;
        this.owner = owner;
    }

    /** Reads what {@link #json} wrote; null when it cannot be read. */
    static @Nullable Replica parse(String text) {
        Json json = Json.parse(text);
        if (json == null || json.text("key") == null) {
            return null;
        }
        Owner owner = new Owner(
                json.text("lab", ""), json.text("mode", ""), json.text("student", ""), json.number("attempt", 1));
        Replica replica = new Replica(json.text("key", ""), json.text("session", ""), owner);
        replica.variant = json.text("variant", "");
        replica.config = json.text("config", "");
        replica.known = json.flag("known");
        replica.acked = json.number("acked", 0);
        replica.batch = json.text("batch", "");
        replica.batchCount = json.number("batchCount", 0);
        replica.updated = json.number("updated", 0);
        replica.reveals.addAll(json.texts("reveals"));
        return replica;
    }

    String json() {
        return new JsonWriter()
                .put("key", key)
                .put("session", session)
                .put("lab", owner.lab())
                .put("mode", owner.mode())
                .put("student", owner.student())
                .put("attempt", owner.attempt())
                .put("variant", variant)
                .put("config", config)
                .put("known", known)
                .put("acked", acked)
                .put("batch", batch)
                .put("batchCount", batchCount)
                .put("updated", updated)
                .put("reveals", reveals)
                .text();
    }

    public String key() {
        return key;
    }

    /** The server's id of the session. */
    public String session() {
        return session;
    }

    public Owner owner() {
        return owner;
    }

    /** The whole journal body. */
    public List<String> lines() {
        return lines;
    }

    void replaceLines(List<String> all) {
        lines.clear();
        lines.addAll(all);
    }

    /** The variant as the server sent it, empty in free play. */
    public String variant() {
        return variant;
    }

    public void variant(String json) {
        variant = json;
    }

    /** The machine of free play, else empty. */
    public String config() {
        return config;
    }

    public void config(String text) {
        config = text;
    }

    /** Answers to commits that came after the variant, as the server sent them. */
    public List<String> reveals() {
        return reveals;
    }

    boolean known() {
        return known;
    }

    /** The server knows the session. */
    public void known(boolean now) {
        known = now;
    }

    /** How many lines the server has. */
    public int acked() {
        return acked;
    }

    public void acked(int length) {
        acked = length;
        batch = "";
        batchCount = 0;
    }

    /** How many lines this browser keeps, from the first on. */
    int kept() {
        return kept;
    }

    void kept(int length) {
        kept = length;
    }

    public int unsent() {
        return lines.size() - acked;
    }

    /** The batch that is on its way, empty when there is none. */
    String batch() {
        return batch;
    }

    int batchCount() {
        return batchCount;
    }

    void batch(String id, int count) {
        batch = id;
        batchCount = count;
    }

    /** Seconds since 1970 of the last change. */
    int updated() {
        return updated;
    }

    void touch(int seconds) {
        updated = seconds;
    }
}
