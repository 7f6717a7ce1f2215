package io.levee.app;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/// The rules of the house, as DESIGN and ADR 0001 have them.
final class ArchitectureTest {
    /// Each package may use only what stands to its left.
    private static final List<String> LINE = List.of(
            "io.levee.fault",
            "io.levee.steps",
            "io.levee.identity",
            "io.levee.catalog",
            "io.levee.change",
            "io.levee.facts",
            "io.levee.ledger",
            "io.levee.budget",
            "io.levee.score",
            "io.levee.knowledge",
            "io.levee.consent",
            "io.levee.organisation",
            "io.levee.rooms",
            "io.levee.adapters",
            "io.levee.app");

    private static final JavaClasses HOUSE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.levee");

    @Test
    void dependenciesRunInOneLine() {
        for (int left = 0; left < LINE.size(); left++) {
            String[] right = LINE.subList(left + 1, LINE.size()).stream()
                    .map(name -> name + "..")
                    .toArray(String[]::new);
            if (right.length > 0) {
                noClasses()
                        .that()
                        .resideInAPackage(LINE.get(left) + "..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(right)
                        .check(HOUSE);
            }
        }
    }

    @Test
    void roomsDoNotKnowEachOther() {
        slices().matching("io.levee.rooms.(*)..")
                .should()
                .notDependOnEachOther()
                .check(HOUSE);
    }

    @Test
    void nothingGoesInCircles() {
        slices().matching("io.levee.(**)").should().beFreeOfCycles().check(HOUSE);
    }

    @Test
    void theProductUsesTheJdkAlone() {
        classes()
                .that()
                .resideInAnyPackage(LINE.subList(0, LINE.indexOf("io.levee.adapters")).stream()
                        .map(name -> name + "..")
                        .toArray(String[]::new))
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "org.jspecify..", "io.levee..")
                .check(HOUSE);
    }

    @Test
    void theVerifierSharesNothingWithTheWriter() {
        classes()
                .that()
                .resideInAPackage("io.levee.verifier..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "org.jspecify..", "io.levee.verifier..")
                .check(HOUSE);
    }

    @Test
    void clientsOfTheApiNeverImportTheProduct() {
        noClasses()
                .that()
                .resideInAnyPackage("io.levee.cli..", "io.levee.console..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(LINE.stream().map(name -> name + "..").toArray(String[]::new))
                .check(HOUSE);
    }

    @Test
    void rulesArePure() {
        noClasses()
                .that()
                .haveSimpleNameEndingWith("Rules")
                .and()
                .resideInAPackage("io.levee.rooms..")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.time.InstantSource")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("io.levee.ledger.Ledger")
                .orShould()
                .dependOnClassesThat()
                .resideInAnyPackage("java.io..", "java.net.http..", "java.nio.file..")
                .check(HOUSE);
    }

    @Test
    void theProductAsksItsOwnClock() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "io.levee.rooms..",
                        "io.levee.consent..",
                        "io.levee.budget..",
                        "io.levee.ledger..",
                        "io.levee.identity..")
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .check(HOUSE);
    }

    @Test
    void namesSayWhatThingsDo() {
        List<String> empty = HOUSE.stream()
                .filter(it -> !it.getPackageName().startsWith("gg.jte"))
                .map(JavaClass::getSimpleName)
                .filter(name -> name.matches(".*(Manager|Utils?|Helper|Impl|Service|Processor)"))
                .toList();
        assertThat(empty).isEmpty();
    }

    @Test
    void everyPackageSaysWhatItIsAndWhatIsNull() {
        Set<String> packages = HOUSE.stream()
                .filter(it -> !it.getName().contains(".Jte")) // generated from the console's templates
                .map(JavaClass::getPackageName)
                .collect(Collectors.toCollection(TreeSet::new));
        List<String> silent = new ArrayList<>();
        for (String name : packages) {
            boolean marked = HOUSE.contain(name + ".package-info")
                    && HOUSE.get(name + ".package-info").isAnnotatedWith(NullMarked.class);
            if (!marked) {
                silent.add(name);
            }
        }
        assertThat(silent).isEmpty();
    }
}
