package pagewalk.web.session;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pagewalk.lab.model.Mode;
import pagewalk.web.json.Json;

/** A student's variant of a lab, as the server sends it. */
public record Variant(Header header, List<PartData> parts, String json) {
    /** What goes into the head of the session file. An unknown seed is null. */
    public record Header(
            String lab,
            String title,
            Mode mode,
            int attempt,
            Hashes hashes,
            @Nullable String seed,
            String student) {}

    /** The identity of the engine and of the scenario. */
    public record Hashes(String engine, String scenario) {}

    /** Reads a VariantJson; null when it is none. */
    public static @Nullable Variant parse(String text) {
        Json json = Json.parse(text);
        if (json == null || json.text("lab") == null) {
            return null;
        }
        List<PartData> parts = new ArrayList<>();
        for (Json part : json.array("parts")) {
            PartData data = PartData.of(part);
            if (data != null) {
                parts.add(data);
            }
        }
        Mode mode = Mode.of(json.text("mode"));
        Header header = new Header(
                json.text("lab", ""),
                json.text("title", ""),
                mode == null ? Mode.PRACTICE : mode,
                Math.max(json.number("attempt", 1), 1),
                new Hashes(json.text("engine", ""), json.text("scenario", "")),
                json.text("seed"),
                json.text("student", ""));
        return parts.isEmpty() ? null : new Variant(header, parts, text);
    }
}
