package pagewalk.lab.grade;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A command as a student reads it: its verb and its keys, without the engine's own reader. */
record PaperCall(String verb, Map<String, String> keys) {
    static PaperCall of(String line) {
        String text = line.replaceFirst("^[a-z]+ = ", "");
        String[] words = text.strip().split(" +");
        Map<String, String> keys = new HashMap<>();
        for (int i = 1; i < words.length; i++) {
            int equals = words[i].indexOf('=');
            keys.put(words[i].substring(0, equals), words[i].substring(equals + 1));
        }
        return new PaperCall(words[0], keys);
    }

    String get(String key) {
        String value = keys.get(key);
        return value == null ? "" : value;
    }

    boolean has(String key, String word) {
        @Nullable String value = keys.get(key);
        return value != null && value.contains(word);
    }

    /** The number of the first page. */
    int page() {
        return Math.toIntExact(Long.parseLong(get("addr").substring(2), 16) >>> 12);
    }

    /** The page behind the last one; a length without a unit is a byte or so. */
    int end() {
        String len = get("len");
        return page() + (len.endsWith("K") ? Integer.parseInt(len.replace("K", "")) / 4 : 1);
    }
}
