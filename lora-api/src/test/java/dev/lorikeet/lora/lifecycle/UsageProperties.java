package dev.lorikeet.lora.lifecycle;

import java.util.HashSet;
import java.util.List;

import dev.lorikeet.event.GenerationId;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
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
}
