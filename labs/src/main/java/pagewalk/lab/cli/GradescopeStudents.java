package pagewalk.lab.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Whose a submission to Gradescope is: the addresses of {@code submission_metadata.json} (JSON is YAML too), looked up
 * in a table of the course with a line {@code address,student} for each.
 */
final class GradescopeStudents {
    private static final int MAX_BYTES = 4_000_000;

    private GradescopeStudents() {}

    /** The students of a submission, several for a group. */
    static List<String> of(String metadata, String table) {
        Map<String, String> known = table(table);
        List<String> students = new ArrayList<>();
        for (String address : addresses(metadata)) {
            String student = known.get(address.toLowerCase(Locale.ROOT));
            if (student == null) {
                throw CliFault.failed(address + " has no line in " + table);
            }
            students.add(student);
        }
        return students;
    }

    private static Map<String, String> table(String file) {
        Map<String, String> table = new TreeMap<>();
        List<String> lines = Input.read(file, MAX_BYTES).lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            List<String> cells = List.of(lines.get(i).replace("\"", "").split(",", -1));
            if (cells.size() == 2) {
                table.put(
                        cells.get(0).strip().toLowerCase(Locale.ROOT),
                        cells.get(1).strip());
            } else if (!lines.get(i).isBlank()) {
                throw CliFault.failed(file + ", line " + (i + 1) + ": a line is ADDRESS,STUDENT");
            }
        }
        return table;
    }

    private static List<String> addresses(String file) {
        String text = Input.read(file, MAX_BYTES);
        List<String> addresses = new ArrayList<>();
        try {
            Object json =
                    new Load(LoadSettings.builder().setCodePointLimit(MAX_BYTES).build()).loadFromString(text);
            if (value(json, "users") instanceof List<?> users) {
                for (Object user : users) {
                    if (value(user, "email") instanceof String address) {
                        addresses.add(address);
                    }
                }
            }
        } catch (YamlEngineException e) {
            throw CliFault.failed(file + " is no JSON");
        }
        if (addresses.isEmpty()) {
            throw CliFault.failed(file + " names no users with an email");
        }
        return addresses;
    }

    private static @Nullable Object value(@Nullable Object json, String key) {
        return json instanceof Map<?, ?> map ? map.get(key) : null;
    }
}
