package pagewalk.engine.tidy;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Keeps out of the engine what gives different answers on the JVM, in JavaScript and in WebAssembly, or on two runs.
 * The reasons stand with each rule; how they were found is told in ARCHITECTURE.md.
 */
final class EngineDeterminismTest {
    private static final JavaClasses ENGINE =
            new ClassFileImporter(List.of(new ImportOption.DoNotIncludeTests())).importPackages("pagewalk.engine");

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
            "java.util.Map.of",
            "java.util.Map.ofEntries",
            "java.util.Set.of");

    private static final Pattern FLOATING =
            Pattern.compile("\\b(double|float|Double|Float)\\b|\\b\\d[\\d_]*(\\.\\d|[eE][+-]?\\d|[dDfF]\\b)");

    /** OSTEP's generators are defined in doubles; they make input, outside the state of any machine. */
    private static final List<String> MAY_USE_FLOATING = List.of("trace", "segment");

    @Test
    void noTypeOfChanceHashOrTime() {
        noClasses()
                .should()
                .dependOnClassesThat(describe(
                        "are banned from the engine",
                        type -> BANNED_TYPES.contains(type.getName())
                                || BANNED_PACKAGES.stream().anyMatch(type.getPackageName()::startsWith)))
                .check(ENGINE);
    }

    @Test
    void noCallOfChanceHashOrTime() {
        noClasses()
                .should()
                .callMethodWhere(describe(
                        "is banned from the engine",
                        call -> BANNED_CALLS.contains(call.getTargetOwner().getName() + "."
                                + call.getTarget().getName())))
                .check(ENGINE);
    }

    @Test
    void onlyJavaAndJSpecifyAreUsed() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideOutsideOfPackages("java..", "org.jspecify..", "pagewalk.engine..")
                .check(ENGINE);
    }

    @Test
    void noFloatingPoint() throws IOException {
        Path sources = Path.of("src/main/java/pagewalk/engine");
        List<String> found = new ArrayList<>();
        int files = 0;
        try (Stream<Path> walk = Files.walk(sources)) {
            for (Path file : walk.filter(f -> f.toString().endsWith(".java")).toList()) {
                files++;
                if (MAY_USE_FLOATING.contains(
                        sources.relativize(file).getName(0).toString())) {
                    continue;
                }
                String code = withoutCommentsAndText(Files.readString(file));
                FLOATING.matcher(code).results().forEach(hit -> found.add(file.getFileName() + ": " + hit.group()));
            }
        }
        assertTrue(files > 0, "no sources below " + sources.toAbsolutePath());
        assertEquals(List.of(), found);
    }

    private static String withoutCommentsAndText(String source) {
        return source.replaceAll("(?s)/\\*.*?\\*/", " ")
                .replaceAll("(?s)\"\"\".*?\"\"\"", "\"\"")
                .replaceAll("\"(\\\\.|[^\"\\\\\\n])*\"", "\"\"")
                .replaceAll("//[^\\n]*", " ");
    }
}
