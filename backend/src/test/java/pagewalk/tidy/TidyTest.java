package pagewalk.tidy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Holds the measures of the style in all modules: lengths, names, docs, and what may not stand in a committed file. */
final class TidyTest {
    private static final int FILE_LINES = 400;
    private static final int TEST_FILE_LINES = 600;
    private static final int TABLE_LINES = 900;
    private static final int METHOD_LINES = 60;
    private static final int PARAMETERS = 5;
    private static final int LINE_CHARS = 120;

    /** Wider than five on purpose: one event is one packed row of six ints, and on its way no object is made of it. */
    private static final Set<String> WIDE_METHODS = Set.of("emit", "decode", "tell");

    private static final Pattern VAGUE_NAME = Pattern.compile("(Manager|Helper|Helpers|Util|Utils|Impl|V\\d)$");
    private static final Pattern LATER = Pattern.compile("\\b(TODO|FIXME|XXX|HACK)\\b(?!\\([^)]{10,}\\))");

    /** One line a code, in one enum each because a code must be one of a kind: they grow with what the engine knows. */
    private static final Set<String> CODE_TABLES = Set.of("Rule.java", "EventKind.java", "Refusal.java");

    /** Written in parts, so that this file does not hold what it looks for. */
    private static final Pattern MACHINE = Pattern.compile("/" + "(work|root|home/\\w+|Users/\\w+)/|" + "registry"
            + "[.]npmjs|repo1?" + "[.]maven|pypi" + "[.]org|artifactory[./]|nexus" + "[.]");

    /** The Maven wrapper names where Maven itself comes from; it is generated. */
    private static final Set<String> WRAPPER = Set.of("mvnw", "mvnw.cmd", ".mvn/wrapper/maven-wrapper.properties");

    private static final Map<String, String> FILES = Project.files();
    private static final Map<String, String> JAVA = Project.java();
    private static final Map<String, JavaShape> SHAPES = JavaShape.of(JAVA);

    @Test
    void allModulesAreLookedAt() {
        Set<String> modules = new TreeSet<>();
        JAVA.keySet().forEach(path -> modules.add(path.substring(0, path.indexOf('/'))));
        assertEquals(JAVA.keySet(), SHAPES.keySet());
        assertTrue(modules.containsAll(Set.of("shared-engine", "labs", "frontend", "backend")), modules.toString());
    }

    @Test
    void filesAreShort() {
        List<String> found = new ArrayList<>();
        JAVA.forEach((path, source) -> {
            long lines = source.lines().count();
            if (lines > longest(path)) {
                found.add(path + ": " + lines + " lines");
            }
        });
        assertNone(found);
    }

    private static int longest(String path) {
        if (CODE_TABLES.contains(path.substring(path.lastIndexOf('/') + 1))) {
            return TABLE_LINES;
        }
        return Project.isTest(path) ? TEST_FILE_LINES : FILE_LINES;
    }

    @Test
    void linesAreShort() {
        assertNone(lines(JAVA, line -> line.length() > LINE_CHARS));
    }

    @Test
    void methodsAreShortAndTakeFewParameters() {
        List<String> found = new ArrayList<>();
        SHAPES.forEach((path, shape) -> {
            for (JavaShape.Method method : shape.methods()) {
                if (method.lines() > METHOD_LINES) {
                    found.add(path + " " + method.name() + ": " + method.lines() + " lines");
                }
                if (method.parameters() > PARAMETERS && !WIDE_METHODS.contains(method.name())) {
                    found.add(path + " " + method.name() + ": " + method.parameters() + " parameters");
                }
            }
        });
        assertNone(found);
    }

    @Test
    void typesHaveClearNamesAndPublicOnesADoc() {
        List<String> found = new ArrayList<>();
        SHAPES.forEach((path, shape) -> {
            for (JavaShape.Type type : shape.types()) {
                if (VAGUE_NAME.matcher(type.name()).find()) {
                    found.add(path + ": the name says nothing");
                }
                if (type.isPublic() && !type.hasDoc() && !Project.isTest(path)) {
                    found.add(path + ": a public type without a sentence of doc");
                }
            }
        });
        assertNone(found);
    }

    @Test
    void everyPackageTellsWhatItIsAndIsNullMarked() {
        Set<String> missing = new TreeSet<>();
        for (String path : JAVA.keySet()) {
            if (path.contains("/src/main/java/")) {
                missing.add(path.substring(0, path.lastIndexOf('/')) + "/package-info.java");
            }
        }
        missing.removeIf(path -> JAVA.getOrDefault(path, "").contains("@NullMarked")
                && JAVA.getOrDefault(path, "").contains("/**"));
        assertNone(missing);
    }

    /** What is left for later says why, in brackets: the word, then the reason. */
    @Test
    void nothingIsLeftForLaterWithoutAReason() {
        TreeMap<String, String> others = new TreeMap<>(FILES);
        others.keySet().removeIf(path -> WRAPPER.contains(path) || path.endsWith("/TidyTest.java"));
        assertNone(lines(others, line -> LATER.matcher(line).find()));
    }

    @Test
    void noFileNamesAMachineOrARegistry() {
        TreeMap<String, String> others = new TreeMap<>(FILES);
        others.keySet().removeIf(WRAPPER::contains);
        assertNone(lines(others, line -> MACHINE.matcher(line).find()));
    }

    /** What runs in the browser: each of these costs tens of kilobytes there, or another order than on the JVM. */
    @Test
    void browserCodeIsLean() {
        Pattern heavy = Pattern.compile("String\\.format\\(|\\.formatted\\(|\\.stream\\(\\)|\\.split\\(\"[^\"]{2,}"
                + "|\\.(replaceAll|replaceFirst|matches)\\(|Double\\.parse|java\\.util\\.regex|new Hash(Map|Set)");
        TreeMap<String, String> browser = new TreeMap<>(JAVA);
        browser.keySet()
                .removeIf(path -> Project.isTest(path)
                        || !path.startsWith("shared-engine/src/main")
                                && !path.startsWith("labs/src/main/java/pagewalk/lab/model")
                                && !path.startsWith("frontend/src/main"));
        assertTrue(browser.size() > 2, "no browser code found");
        assertNone(lines(browser, line -> heavy.matcher(line).find()));
    }

    private static void assertNone(Collection<String> found) {
        assertEquals("", String.join("\n", found));
    }

    private static List<String> lines(Map<String, String> files, Predicate<String> bad) {
        List<String> found = new ArrayList<>();
        files.forEach((path, text) -> {
            String[] lines = text.split("\n", -1);
            for (int i = 0; i < lines.length; i++) {
                if (bad.test(lines[i])) {
                    found.add(path + ":" + (i + 1) + ": " + lines[i].strip());
                }
            }
        });
        return found;
    }
}
