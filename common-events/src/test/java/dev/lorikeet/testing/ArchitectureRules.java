package dev.lorikeet.testing;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.UUID;

import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

/** Which way the arrows point, for every module. A module's ArchitectureTest runs them on its classes. */
public final class ArchitectureRules {
    private static final String EVENT = "dev.lorikeet.event..";
    private static final String[] PURE = {"java..", "org.jspecify..", "com.fasterxml.jackson.annotation..", EVENT};

    private ArchitectureRules() {}

    @ArchTest
    static final ArchRule EVENTS_ARE_PURE = classes()
            .that()
            .resideInAPackage(EVENT)
            .and(Shapes.PRODUCTION)
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(PURE).or(resideInAPackage("tools.jackson..")))
            .allowEmptyShould(true)
            .because("consumers outside this repository depend on the contract and must not get our machinery with it");

    @ArchTest
    static final ArchRule DELIVERY_KNOWS_NO_HTTP = noClasses()
            .that()
            .resideInAPackage("dev.lorikeet.delivery..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.lorikeet.http..")
            .allowEmptyShould(true)
            .because(
                    "events travel whether or not anybody asks over HTTP; that delivery fails is an answer, though, and"
                            + " so http may know it");

    @ArchTest
    static final ArchRule SERVICES_DO_NOT_KNOW_EACH_OTHER = slices()
            .assignedFrom(Shapes.SERVICES)
            .should()
            .notDependOnEachOther()
            .allowEmptyShould(true)
            .because("services speak through events, so that each can be deployed, stopped and replaced alone");

    @ArchTest
    static final ArchRule NOTHING_KNOWS_THE_STANDALONE = noClasses()
            .that(resideInAPackage("dev.lorikeet..").and(not(resideInAPackage("dev.lorikeet.standalone.."))))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.lorikeet.standalone..")
            .allowEmptyShould(true)
            .because("a service must run the same in a cluster, where the one-process program does not exist");

    @ArchTest
    static final ArchRule SERVICES_DO_NOT_KNOW_THE_EMBEDDED_ENGINES = noClasses()
            .that(Shapes.SERVICE.and(Shapes.PRODUCTION))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.lorikeet.embedded..")
            .allowEmptyShould(true)
            .because("the engines are reached by their protocols, whoever runs them");

    @ArchTest
    static final ArchRule LIFE_CYCLES_ARE_PURE = classes()
            .that()
            .haveSimpleNameEndingWith("LifeCycle")
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(PURE).or(Shapes.SERVICE))
            .andShould()
            .onlyDependOnClassesThat(not(Shapes.EDGE))
            .allowEmptyShould(true)
            .because("a decision that needs nothing but its arguments can be tested a million times a second");

    @ArchTest
    static final ArchRule NOBODY_CALLS_BACK_TO_THE_EDGE = noClasses()
            .that(Shapes.PRODUCTION.and(not(nameMatching(".*(Configuration|Application)(\\$.*)?")))
                    .and(not(Shapes.ENTRY)))
            .should()
            .dependOnClassesThat(Shapes.ENTRY)
            .allowEmptyShould(true)
            .because(
                    "requests, events and timers come in through controllers, consumers and schedules, and only there");

    @ArchTest
    static final ArchRule TIME_AND_CHANCE_ARE_INPUTS = noClasses()
            .that(Shapes.PRODUCTION.and(not(Shapes.OUTERMOST)))
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(LocalDateTime.class, "now")
            .orShould()
            .callMethod(UUID.class, "randomUUID")
            .orShould()
            .callMethod(Clock.class, "systemUTC")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(Math.class, "random")
            .orShould()
            .callMethod(Thread.class, "sleep", long.class)
            .allowEmptyShould(true)
            .because("a run must repeat itself exactly when it is given the same clock and the same ids");

    @ArchTest
    static final ArchRule ONLY_THE_OUTERMOST_BLOCKS = noClasses()
            .that(Shapes.PRODUCTION.and(not(Shapes.OUTERMOST)))
            .should()
            .callMethodWhere(Shapes.BLOCKING)
            .allowEmptyShould(true)
            .because("a blocked event loop stops every request of the process; Kafka's listener has threads to spare");

    @ArchTest
    static final ArchRule PACKAGES_HAVE_NO_CYCLES = slices()
            .matching("dev.lorikeet.(**)")
            .should()
            .beFreeOfCycles()
            .allowEmptyShould(true)
            .because("what depends on itself cannot be understood one part at a time");

    @ArchTest
    static final ArchRule NAMES_SAY_SOMETHING = noClasses()
            .should()
            .haveSimpleName("Util")
            .orShould(Shapes.beCalledNothing())
            .allowEmptyShould(true)
            .because("such a name says only that its author did not find the right place");

    @ArchTest
    static final ArchRule PACKAGES_ARE_NULL_MARKED = classes()
            .that(Shapes.PRODUCTION)
            .should(Shapes.liveInANullMarkedPackage())
            .allowEmptyShould(true)
            .because("a package that the null checker skips makes its promises worthless for everybody else");

    @ArchTest
    static final ArchRule INTERFACES_ARE_BOUNDARIES = classes()
            .that(Shapes.PRODUCTION)
            .and()
            .areInterfaces()
            .and(not(nameMatching(".*package-info")))
            .should(Shapes.beSealedOrHaveTwoImplementations())
            .allowEmptyShould(true)
            .because("an interface with one implementation is an indirection that tells nobody anything");

    @ArchTest
    static final ArchRule EVERY_TEST_IS_RUN = classes()
            .that(Shapes.HOLDS_TESTS)
            .should()
            .haveNameMatching(".*(Test|Properties|Contract|IT|Simulation|E2E)(\\$.*)?")
            .allowEmptyShould(true)
            .because("Maven runs test classes by name and says nothing about those it leaves out");

    @ArchTest
    static final ArchRule TWINS_INSTEAD_OF_MOCKS = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.mockito..", "org.easymock..", "lombok..")
            .allowEmptyShould(true)
            .because("a mock repeats the code it replaces, and generated code hides what is there");
}
