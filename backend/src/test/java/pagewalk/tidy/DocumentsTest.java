package pagewalk.tidy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Holds the documents to the truth: each link leads to a file or a heading, and each name in code marks exists. */
final class DocumentsTest {
    private static final Pattern LINK = Pattern.compile("\\[[^\\]]*\\]\\(([^)\\s]+)\\)");
    private static final Pattern CODE = Pattern.compile("`([^`\\n]+)`");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ +(.+)$");
    private static final Pattern FENCE = Pattern.compile("(?ms)^ *```.*?^ *```");

    /** A word like a Java type, perhaps with a member; a path; a package. */
    private static final Pattern TYPE = Pattern.compile("@?([A-Z][a-z0-9]+[A-Za-z0-9]*)(\\.(\\w+)(\\(.*\\))?)?");

    private static final Pattern DECLARED = Pattern.compile("\\b(?:class|record|enum|@?interface) (\\w+)");

    private static final Pattern PATH = Pattern.compile("(\\./)?[\\w.-]+(/[\\w.-]+)+/?");
    private static final Pattern PACKAGE = Pattern.compile("pagewalk(\\.[a-z]+)+");

    /** Names of other people's types that the documents may use. */
    private static final Set<String> FOREIGN = Set.of("String", "HashMap", "Random", "Nullable", "NullMarked");

    private static final Set<String> WATCHED = Set.of("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md");

    private final Map<String, String> files = Project.files();

    @Test
    void theDocumentsAreThere() {
        assertTrue(files.keySet().containsAll(WATCHED), "of README, ARCHITECTURE and CONTRIBUTING one is missing");
        assertTrue(files.containsKey("CHANGELOG.md") && files.containsKey("docs/adr/README.md"));
    }

    @Test
    void linksLeadSomewhere() {
        List<String> broken = new ArrayList<>();
        documents().forEach((path, text) -> {
            for (MatchResult link : matches(LINK, text)) {
                String target = link.group(1);
                if (!target.matches("(https?|mailto):.*") && !exists(path, target)) {
                    broken.add(path + ": " + target);
                }
            }
        });
        assertEquals("", String.join("\n", broken));
    }

    @Test
    void namesInCodeMarksExist() {
        Set<String> types = new TreeSet<>(FOREIGN);
        Project.java().values().forEach(source -> matches(DECLARED, source).forEach(type -> types.add(type.group(1))));
        List<String> unknown = new ArrayList<>();
        for (String path : WATCHED) {
            for (MatchResult code : matches(CODE, files.getOrDefault(path, ""))) {
                if (!known(code.group(1), types)) {
                    unknown.add(path + ": `" + code.group(1) + "`");
                }
            }
        }
        assertEquals("", String.join("\n", unknown));
    }

    private boolean known(String name, Set<String> types) {
        var type = TYPE.matcher(name);
        if (type.matches()) {
            return types.contains(type.group(1)) && (type.group(3) == null || mentions(type.group(1), type.group(3)));
        }
        if (PACKAGE.matcher(name).matches()) {
            String folder = "/src/main/java/" + name.replace('.', '/') + "/";
            return files.keySet().stream().anyMatch(path -> path.contains(folder));
        }
        return !PATH.matcher(name).matches() || !name.contains("/") || isOurs(name);
    }

    /** A path whose first folder is one of ours must exist; others, such as /proc files or URLs, are not ours. */
    private boolean isOurs(String name) {
        String path = name.startsWith("./") ? name.substring(2) : name;
        String first = path.substring(0, path.indexOf('/') < 0 ? path.length() : path.indexOf('/'));
        return !Files.exists(Project.ROOT.resolve(first)) || Files.exists(Project.ROOT.resolve(path));
    }

    private boolean mentions(String type, String member) {
        return files.entrySet().stream()
                .filter(file -> file.getKey().endsWith("/" + type + ".java"))
                .anyMatch(file -> Pattern.compile("\\b" + member + "\\b")
                        .matcher(file.getValue())
                        .find());
    }

    private boolean exists(String from, String target) {
        int hash = target.indexOf('#');
        String file = hash < 0 ? target : target.substring(0, hash);
        Path folder = Project.ROOT.resolve(from).getParent();
        Path path = file.isEmpty()
                ? Project.ROOT.resolve(from)
                : folder.resolve(file).normalize();
        if (hash < 0 || !Files.exists(path)) {
            return Files.exists(path);
        }
        String text = files.getOrDefault(Project.ROOT.relativize(path).toString(), "");
        return matches(HEADING, text).stream().anyMatch(h -> anchor(h.group(1)).equals(target.substring(hash + 1)));
    }

    private static String anchor(String heading) {
        return heading.strip()
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9 _-]", "")
                .replace(' ', '-');
    }

    private TreeMap<String, String> documents() {
        TreeMap<String, String> documents = new TreeMap<>(files);
        documents.keySet().removeIf(path -> !path.endsWith(".md") || path.contains("/src/test/resources/"));
        return documents;
    }

    private static List<MatchResult> matches(Pattern pattern, String text) {
        return pattern.matcher(FENCE.matcher(text).replaceAll("")).results().toList();
    }
}
