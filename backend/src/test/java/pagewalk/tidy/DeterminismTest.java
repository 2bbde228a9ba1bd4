package pagewalk.tidy;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Keeps out of the engine and the lab model what gives different answers on the JVM, in JavaScript and in WebAssembly,
 * or on two runs. The reasons stand with each rule; how they were found is told in ARCHITECTURE.md.
 */
final class DeterminismTest {
    private static final String[] PACKAGES = {"pagewalk.engine", "pagewalk.lab.model"};

    private static final JavaClasses BOTH =
            new ClassFileImporter(List.of(new ImportOption.DoNotIncludeTests())).importPackages(PACKAGES);

    /** Hash order differs between the targets, and every other of these has its own idea of time or chance. */
    private static final Set<String> BANNED_TYPES = Set.of(
            "java.util.Random",
            "java.util.SplittableRandom",
            "java.util.UUID",
            "java.util.HashMap",
            "java.util.HashSet",
            "java.util.Hashtable",
            "java.util.IdentityHashMap",
            "java.util.WeakHashMap",
            "java.util.ArrayDeque",
            "java.util.Date",
            "java.util.Timer",
            "java.util.Formatter",
            "java.lang.Thread",
            "java.lang.ThreadLocal",
            "java.lang.Runtime",
            "java.lang.StrictMath");

    private static final List<String> BANNED_PACKAGES =
            List.of("java.util.stream", "java.util.regex", "java.util.concurrent", "java.time", "java.io", "java.nio");

    private static final Set<String> BANNED_CALLS = Set.of(
            "java.lang.System.currentTimeMillis",
            "java.lang.System.nanoTime",
            "java.lang.System.getProperty",
            "java.lang.System.getenv",
            "java.lang.System.identityHashCode",
            "java.lang.String.format",
            "java.lang.String.formatted",
            "java.lang.String.split",
            "java.lang.String.matches",
            "java.lang.String.replaceAll",
            "java.lang.Math.random",
            "java.lang.Object.hashCode",
            "java.util.Arrays.hashCode",
            "java.util.Arrays.deepHashCode",
            "java.util.Objects.hash",
            "java.util.Objects.hashCode",
            "java.util.Map.copyOf",
            "java.util.Map.of",
            "java.util.Map.ofEntries",
            "java.util.Set.copyOf",
            "java.util.Set.of");

    private static final Pattern FLOATING =
            Pattern.compile("\\b(double|float|Double|Float)\\b|\\b\\d[\\d_]*(\\.\\d|[eE][+-]?\\d|[dDfF]\\b)");

    /** OSTEP's generators are defined in doubles; they make input, outside the state of any machine. */
    private static final Set<String> MAY_USE_FLOATING = Set.of("trace", "segment");

    /** What is looked at, and the package inside it. */
    private static final Pattern SOURCES =
            Pattern.compile("[a-z-]+/src/main/java/pagewalk/(engine|lab/model)/(?:([a-z]+)/)?[^/]+\\.java");

    @Test
    void bothAreSeen() {
        for (String name : PACKAGES) {
            assertTrue(BOTH.containPackage(name), name);
        }
    }

    @Test
    void noTypeOfChanceHashOrTime() {
        noClasses()
                .should()
                .dependOnClassesThat(describe(
                        "are banned here",
                        type -> BANNED_TYPES.contains(type.getName())
                                || BANNED_PACKAGES.stream().anyMatch(type.getPackageName()::startsWith)))
                .check(BOTH);
    }

    @Test
    void noCallOfChanceHashOrTime() {
        noClasses()
                .should()
                .callMethodWhere(describe(
                        "is banned here",
                        call -> BANNED_CALLS.contains(call.getTargetOwner().getName() + "."
                                + call.getTarget().getName())))
                .check(BOTH);
    }

    @Test
    void onlyJavaAndJSpecifyAreUsed() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideOutsideOfPackages("java..", "org.jspecify..", "pagewalk.engine..", "pagewalk.lab.model..")
                .check(BOTH);
    }

    @Test
    void noFloatingPoint() {
        List<String> found = new ArrayList<>();
        Set<String> seen = new TreeSet<>();
        Project.java().forEach((path, source) -> {
            Matcher place = SOURCES.matcher(path);
            if (place.matches()) {
                seen.add(place.group(1));
                if (!MAY_USE_FLOATING.contains(String.valueOf(place.group(2)))) {
                    FLOATING.matcher(withoutCommentsAndText(source))
                            .results()
                            .forEach(hit -> found.add(path + ": " + hit.group()));
                }
            }
        });
        assertEquals(Set.of("engine", "lab/model"), seen, "the sources of both were found");
        assertEquals(List.of(), found);
    }

    private static String withoutCommentsAndText(String source) {
        return source.replaceAll("(?s)/\\*.*?\\*/", " ")
                .replaceAll("(?s)\"\"\".*?\"\"\"", "\"\"")
                .replaceAll("\"(\\\\.|[^\"\\\\\\n])*\"", "\"\"")
                .replaceAll("//[^\\n]*", " ");
    }
}
