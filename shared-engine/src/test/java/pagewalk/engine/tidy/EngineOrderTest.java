package pagewalk.engine.tidy;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Holds the order of the engine's packages: each may use those below it, and nothing of its own level or above. */
final class EngineOrderTest {
    private static final String ROOT = "pagewalk.engine";

    /** Lowest first. Packages of one line stand side by side: among themselves there must only be no circle. */
    private static final List<List<String>> LEVELS = List.of(
            List.of("util"),
            List.of("event", "rule", "digest"),
            List.of("page", "zone"),
            List.of("memblock", "buddy"),
            List.of("compaction", "slab", "vmalloc"),
            List.of("pagetable", "tlb", "rmap"),
            List.of("hugetlb"),
            List.of("swap", "zswap", "filemap", "lru"),
            List.of("reclaim", "oom"),
            List.of("ipc"),
            List.of("mm"),
            List.of("task", "heap"),
            List.of("segment", "trace", "fit"),
            List.of("command"),
            List.of("proc", "view"),
            List.of(""),
            List.of("timeline"));

    /** ArchUnit's own option knows the tests only where the build folder is named "target". */
    private static final ImportOption NO_TESTS = location -> !location.contains("/test-classes/");

    private static final JavaClasses ENGINE = new ClassFileImporter(List.of(NO_TESTS)).importPackages(ROOT);

    @Test
    void everyPackageHasItsPlace() {
        Set<String> packages = new TreeSet<>();
        for (JavaClass type : ENGINE) {
            packages.add(nameOf(type));
        }
        LEVELS.forEach(packages::removeAll);
        assertEquals(Set.of(), packages, "packages of the engine without a place in LEVELS");
    }

    @TestFactory
    List<DynamicTest> noPackageLooksUp() {
        List<DynamicTest> tests = new ArrayList<>();
        for (int level = 0; level < LEVELS.size() - 1; level++) {
            String[] higher = packages(LEVELS.subList(level + 1, LEVELS.size()));
            for (String name : LEVELS.get(level)) {
                tests.add(DynamicTest.dynamicTest(
                        "pagewalk.engine." + name,
                        () -> noClasses()
                                .that()
                                .resideInAPackage(tree(name))
                                .should()
                                .dependOnClassesThat()
                                .resideInAnyPackage(higher)
                                .allowEmptyShould(true)
                                .check(ENGINE)));
            }
        }
        return tests;
    }

    /** Segmentation and traces are studies beside the machine: nothing but the machine itself may lean on them. */
    @Test
    void segmentAndTraceStandBeside() {
        noClasses()
                .that()
                .resideInAnyPackage(tree("segment"), tree("trace"), tree("fit"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(packages(LEVELS.subList(2, 10)))
                .allowEmptyShould(true)
                .check(ENGINE);
    }

    @Test
    void packagesHaveNoCircles() {
        slices().matching(ROOT + ".(*)..")
                .should()
                .beFreeOfCycles()
                .allowEmptyShould(true)
                .check(ENGINE);
    }

    private static String[] packages(List<List<String>> levels) {
        return levels.stream().flatMap(List::stream).map(EngineOrderTest::tree).toArray(String[]::new);
    }

    /** The pattern of a package and those inside it; the root package stands for itself alone. */
    private static String tree(String name) {
        return name.isEmpty() ? ROOT : ROOT + "." + name + "..";
    }

    private static String nameOf(JavaClass type) {
        String name = type.getPackageName().substring(ROOT.length());
        int end = name.indexOf('.', 1);
        return name.isEmpty() ? "" : name.substring(1, end < 0 ? name.length() : end);
    }
}
