package dev.lorikeet.event;

import java.time.Clock;
import java.time.Instant;
import java.util.Random;
import java.util.UUID;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

final class ContractPurityTest {
    private static final JavaClasses CONTRACT = new ClassFileImporter().withImportOption(new DoNotIncludeTests())
            .importPackages("dev.lorikeet.event");

    @Test
    void theContractNeedsNothingButJavaAndJackson() {
        classes().should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "org.jspecify..", "tools.jackson..", "com.fasterxml.jackson.annotation..",
                        "dev.lorikeet.event")
                .because("consumers outside this repository may depend on it, whatever they are built with")
                .check(CONTRACT);
    }

    @Test
    void theContractReadsNoClockAndNoDice() {
        noClasses().should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(UUID.class, "randomUUID")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Random.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Clock.class)
                .because("time and ids are inputs, so that a simulation can repeat a run from its seed")
                .check(CONTRACT);
    }
}
