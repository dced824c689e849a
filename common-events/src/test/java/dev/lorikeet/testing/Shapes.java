package dev.lorikeet.testing;

import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import org.jspecify.annotations.NullMarked;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;

/** The kinds of classes that the rules speak of. */
final class Shapes {
    private static final Pattern SAYING_NOTHING = Pattern
            .compile(".*(Util|Utils|Helper|Helpers|Manager|Impl|Base|DTO|Dto)");
    private static final Pattern PACKAGE_SAYING_NOTHING = Pattern
            .compile("(.*\\.)?(util|common|helper|manager|impl|base|dto|model|service)(\\..*)?");
    private static final Pattern SERVICE_PACKAGE = Pattern
            .compile("dev\\.lorikeet\\.(lora|storage|generation)(\\..*)?");
    private static final Set<String> TEST_ANNOTATIONS = Set.of("org.junit.jupiter.api.Test",
            "org.junit.jupiter.api.RepeatedTest", "org.junit.jupiter.api.TestFactory",
            "org.junit.jupiter.params.ParameterizedTest", "net.jqwik.api.Property", "net.jqwik.api.Example",
            "com.tngtech.archunit.junit.ArchTest");

    static final DescribedPredicate<JavaClass> SERVICE = resideInAnyPackage("dev.lorikeet.lora..",
            "dev.lorikeet.storage..", "dev.lorikeet.generation..");

    /** What the services share of it. */
    private static final DescribedPredicate<JavaClass> HTTP = resideInAPackage("dev.lorikeet.http..");

    static final DescribedPredicate<JavaClass> PRODUCTION = describe("production classes",
            type -> type.getSource().stream().noneMatch(source -> source.getUri().toString().contains("test-classes"))
                    && !type.getSimpleName().equals("package-info"));

    /** Where something comes in from outside. */
    static final DescribedPredicate<JavaClass> ENTRY = describe("controllers, consumers and schedules",
            type -> (SERVICE.test(type) || HTTP.test(type))
                    && type.getSimpleName().matches(".*(Controller|Consumer|Schedule)"));

    static final DescribedPredicate<JavaClass> EDGE = describe("the edge",
            type -> ENTRY.test(type) || type.getSimpleName().matches(".*(Store|Configuration|Properties)"));

    /** The few that may read the clock, draw ids and wait: they are where the program meets the machine. */
    static final DescribedPredicate<JavaClass> OUTERMOST = resideInAnyPackage("dev.lorikeet.embedded..",
            "dev.lorikeet.standalone..").or(
                    nameMatching(
                            ".*(Application|Configuration|DeliveryLifecycle|KafkaSubscription|KafkaDrain|RandomIds)(\\$.*)?"));

    static final DescribedPredicate<JavaMethodCall> BLOCKING = describe("blocks",
            call -> call.getTarget().getOwner().getPackageName().startsWith("reactor.core.publisher")
                    && call.getName().matches("block|blockOptional|blockFirst|blockLast|toIterable|toStream"));

    static final DescribedPredicate<JavaClass> HOLDS_TESTS = describe("hold tests",
            type -> !type.getModifiers().contains(JavaModifier.ABSTRACT)
                    && type.getAllMethods()
                            .stream()
                            .anyMatch(method -> method.getAnnotations()
                                    .stream()
                                    .anyMatch(annotation -> TEST_ANNOTATIONS
                                            .contains(annotation.getRawType().getName()))));

    static final SliceAssignment SERVICES = new SliceAssignment() {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            var matcher = SERVICE_PACKAGE.matcher(type.getPackageName());
            return matcher.matches() ? SliceIdentifier.of(matcher.group(1)) : SliceIdentifier.ignore();
        }

        @Override
        public String getDescription() {
            return "the services";
        }
    };

    private Shapes() {}

    static ArchCondition<JavaClass> beCalledNothing() {
        return condition("have a name that says nothing",
                type -> SAYING_NOTHING.matcher(type.getSimpleName()).matches()
                        || PACKAGE_SAYING_NOTHING.matcher(type.getPackageName()).matches());
    }

    static ArchCondition<JavaClass> liveInANullMarkedPackage() {
        return condition("live in a package marked @NullMarked",
                type -> type.getPackage().isAnnotatedWith(NullMarked.class));
    }

    static ArchCondition<JavaClass> beSealedOrHaveTwoImplementations() {
        return condition("be sealed, an annotation, or implemented twice", type -> type.isAnnotation()
                || type.reflect().isSealed()
                || type.getAllSubclasses().stream().filter(sub -> !sub.isInterface()).count() >= 2);
    }

    private static ArchCondition<JavaClass> condition(String description, Predicate<JavaClass> holds) {
        return new ArchCondition<>(description) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                boolean satisfied = holds.test(type);
                events.add(new SimpleConditionEvent(type, satisfied,
                        type.getName() + (satisfied ? " does " : " does not ") + description));
            }
        };
    }
}
