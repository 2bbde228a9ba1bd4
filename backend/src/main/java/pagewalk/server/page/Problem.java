package pagewalk.server.page;

import java.util.LinkedHashMap;
import java.util.Map;

/** A refusal to a request: a status, a stable code, and a sentence that names the field, the limit and the value. */
public final class Problem extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int status;
    private final String code;
    private final transient Map<String, Object> more = new LinkedHashMap<>();

    public Problem(int status, String code, String sentence) {
        super(sentence, null, false, false);
        this.status = status;
        this.code = code;
    }

    /** A value the client sent that cannot be used. */
    public static Problem bad(String field, String sentence) {
        return new Problem(400, "bad-value", sentence).with("field", field);
    }

    /** Absent and not yours alike. */
    public static Problem notFound(String what) {
        return new Problem(404, "not-found", "There is no such " + what + ", or it is not yours.");
    }

    /** Adds a member to the JSON answer. */
    public Problem with(String key, Object value) {
        more.put(key, value);
        return this;
    }

    public int status() {
        return status;
    }

    public String code() {
        return code;
    }

    public String sentence() {
        return String.valueOf(getMessage());
    }

    /** The answer of the API. */
    public Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("status", status);
        json.put("error", code);
        json.put("message", sentence());
        json.putAll(more);
        return json;
    }
}
