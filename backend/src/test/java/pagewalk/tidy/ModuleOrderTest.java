package pagewalk.tidy;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Holds the order of the modules: backend and frontend use labs, labs use the engine, and nothing uses the backend. */
final class ModuleOrderTest {
    private static final String ENGINE = "pagewalk.engine..";
    private static final String LABS = "pagewalk.lab..";
    private static final String LAB_MODEL = "pagewalk.lab.model..";
    private static final String FRONTEND = "pagewalk.web..";
    private static final String BACKEND = "pagewalk.server..";

    private static final JavaClasses ALL =
            new ClassFileImporter(Set.of(new ImportOption.DoNotIncludeTests())).importPackages("pagewalk");

    private static final JavaClasses LABS_ONLY = ALL.that(JavaClass.Predicates.resideInAPackage(LABS));

    @Test
    void everyModuleIsSeen() {
        Set<String> roots = new TreeSet<>();
        for (JavaClass type : ALL) {
            String inside = type.getPackageName().substring("pagewalk.".length());
            int end = inside.indexOf('.');
            roots.add(end < 0 ? inside : inside.substring(0, end));
        }
        assertEquals(Set.of("build", "engine", "lab", "server", "web"), roots);
    }

    @Test
    void engineUsesNoOtherModule() {
        noClasses()
                .that()
                .resideInAPackage(ENGINE)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(LABS, FRONTEND, BACKEND)
                .check(ALL);
    }

    @Test
    void labsUseOnlyTheEngine() {
        noClasses()
                .that()
                .resideInAPackage(LABS)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(FRONTEND, BACKEND)
                .check(ALL);
    }

    /** The lab model runs in the browser too, so it brings no library along. */
    @Test
    void labModelUsesOnlyTheEngine() {
        noClasses()
                .that()
                .resideInAPackage(LAB_MODEL)
                .should()
                .dependOnClassesThat()
                .resideOutsideOfPackages(LAB_MODEL, ENGINE, "java..", "org.jspecify..")
                .check(ALL);
    }

    @Test
    void frontendUsesOnlyTheEngineAndTheLabModel() {
        noClasses()
                .that()
                .resideInAPackage(FRONTEND)
                .should()
                .dependOnClassesThat()
                .resideOutsideOfPackages(FRONTEND, LAB_MODEL, ENGINE, "java..", "org.jspecify..", "org.teavm..")
                .check(ALL);
    }

    @Test
    void backendKnowsTheFrontendAsFilesOnly() {
        noClasses()
                .that()
                .resideInAPackage(BACKEND)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(FRONTEND)
                .check(ALL);
    }

    /** Inside the labs: what the browser shares is lowest, what talks to a terminal highest. */
    @Test
    void labsPackagesUseOnlyWhatIsBelow() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("model")
                .definedBy("pagewalk.lab.model..")
                .layer("files")
                .definedBy("pagewalk.lab.content..", "pagewalk.lab.json..")
                .layer("lab")
                .definedBy("pagewalk.lab")
                .optionalLayer("grade")
                .definedBy("pagewalk.lab.grade..")
                .optionalLayer("prove")
                .definedBy("pagewalk.lab.prove..")
                .optionalLayer("cli")
                .definedBy("pagewalk.lab.cli..")
                .whereLayer("cli")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("prove")
                .mayOnlyBeAccessedByLayers("cli")
                .whereLayer("grade")
                .mayOnlyBeAccessedByLayers("prove", "cli")
                .whereLayer("lab")
                .mayOnlyBeAccessedByLayers("grade", "prove", "cli")
                .whereLayer("files")
                .mayOnlyBeAccessedByLayers("lab", "grade", "prove", "cli")
                .check(LABS_ONLY);
    }
}
