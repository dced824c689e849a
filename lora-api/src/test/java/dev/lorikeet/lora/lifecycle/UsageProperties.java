package dev.lorikeet.lora.lifecycle;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;

import dev.lorikeet.event.GenerationId;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import static dev.lorikeet.lora.lifecycle.LoraSamples.NOON;
import static org.assertj.core.api.Assertions.assertThat;

/** Events may come again, in any order; a use counts once. */
final class UsageProperties {

    @Provide
    Arbitrary<List<Integer>> deliveries() {
        return Arbitraries.integers().between(1, 60).list().ofMaxSize(200);
    }

    @Provide
    Arbitrary<List<Integer>> happenings() {
        return Arbitraries.integers().between(-20, 20).filter(number -> number != 0).list().ofMaxSize(100);
    }

    @Property(tries = 500)
    void countsEachGenerationOnceHoweverOftenItIsDelivered(@ForAll("deliveries") List<Integer> deliveries) {
        var usage = Usage.none();
        for (int number : deliveries) {
            usage = usage.counting(new GenerationId("g" + number), NOON.plusSeconds(number)).orElse(usage);
        }
        assertThat(usage.count()).isEqualTo(new HashSet<>(deliveries).size());
        assertThat(usage.last()).isEqualTo(deliveries.stream()
                .max(Integer::compare)
                .map(NOON::plusSeconds)
                .orElse(null));
    }

    /** Numbers above zero are asked for, the others end what had that number. */
    @Property(tries = 500)
    void needsItExactlyForWhatIsNotOver(@ForAll("happenings") List<Integer> happenings) {
        var usage = Usage.none();
        var open = new LinkedHashSet<GenerationId>();
        var counted = new HashSet<GenerationId>();
        for (int number : happenings) {
            var generation = new GenerationId("g" + Math.abs(number));
            if (number > 0) {
                usage = usage.counting(generation, NOON).orElse(usage);
                if (counted.add(generation)) {
                    open.add(generation);
                }
            } else {
                usage = usage.without(generation).orElse(usage);
                open.remove(generation);
            }
            assertThat(usage.needing()).extracting(Usage.Need::generation).containsExactlyElementsOf(open);
        }
    }

    @Example
    void forgetsWhatNeverSaidThatItIsOver() {
        var usage = Usage.none().counting(new GenerationId("g1"), NOON).orElseThrow();
        var dayAfter = usage.counting(new GenerationId("g2"), NOON.plus(Usage.LONGEST_NEED)).orElseThrow();
        assertThat(dayAfter.needing()).extracting(Usage.Need::generation).containsExactly(new GenerationId("g2"));
    }

    @Example
    void waitsForALimitedNumber() {
        var usage = Usage.none();
        for (int number = 0; number <= Usage.MOST_NEEDING; number++) {
            usage = usage.counting(new GenerationId("g" + number), NOON).orElseThrow();
        }
        assertThat(usage.needing()).hasSize(Usage.MOST_NEEDING);
    }
}
