package dev.lorikeet;

import java.time.Instant;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Executors;

import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import dev.lorikeet.testing.ArchitectureRules;
import dev.lorikeet.testing.ThisModule;
import reactor.core.scheduler.Schedulers;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

@AnalyzeClasses(locations = ThisModule.class)
final class ArchitectureTest {
    @ArchTest
    static final ArchTests RULES = ArchTests.in(ArchitectureRules.class);

    @ArchTest
    static final ArchRule A_RUN_IS_ITS_SEED = noClasses()
            .that(resideInAPackage("dev.lorikeet.simulation..").and(not(nameMatching(".*\\.Batch"))))
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(Math.class, "random")
            .orShould()
            .callMethod(UUID.class, "randomUUID")
            .orShould()
            .callConstructor(Random.class)
            .orShould()
            .callMethod(Thread.class, "sleep", long.class)
            .allowEmptyShould(true)
            .because("the same seed must give the same run, step by step");

    @ArchTest
    static final ArchRule A_RUN_IS_ONE_THREAD = noClasses()
            .that(resideInAPackage("dev.lorikeet.simulation..").and(not(nameMatching(".*\\.(Batch|Timers)(\\$.*)?"))))
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName(Thread.class.getName())
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName(Schedulers.class.getName())
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName(Executors.class.getName())
            .allowEmptyShould(true)
            .because("what runs beside it could get in between at another moment each time");
}
