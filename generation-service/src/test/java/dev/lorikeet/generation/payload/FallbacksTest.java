package dev.lorikeet.generation.payload;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import dev.lorikeet.event.LoraId;
import dev.lorikeet.event.NoiseExpert;
import dev.lorikeet.generation.job.ChosenLora;
import dev.lorikeet.generation.job.OnLoraFailure;
import dev.lorikeet.generation.job.Order;
import dev.lorikeet.generation.payload.Fallbacks.Adjusted;
import dev.lorikeet.generation.payload.LoraFailure.OutOfMemory;
import dev.lorikeet.generation.payload.LoraFailure.Unusable;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class FallbacksTest {
    private static final int LONGEST = 4000;
    private static final ChosenLora A = Goods.lora("a", NoiseExpert.BOTH, 1.0);
    private static final ChosenLora B = heavy("b", 0.75);

    private static ChosenLora heavy(String id, double weight) {
        var lora = Goods.lora(id, NoiseExpert.BOTH, weight);
        return new ChosenLora(lora.lora(), lora.slot(), lora.expert(), weight, lora.name(), lora.fileName(),
                lora.object(), lora.sha256(), lora.triggerWords(), 900_000_000);
    }

    private static Order order(OnLoraFailure choice, ChosenLora... loras) {
        var order = Goods.order(Map.of(), loras);
        return new Order(order.model(), order.modelVersion(), order.parameters(), order.loras(), choice);
    }

    private static Adjusted adjust(Order order, LoraFailure failure) {
        return Fallbacks.adjust(order, failure, LONGEST).orElseThrow();
    }

    @Test
    void failMeansToFail() {
        assertThat(Fallbacks.adjust(order(OnLoraFailure.FAIL, A), new OutOfMemory(), LONGEST)).isEmpty();
    }

    @Test
    void withoutLorasThereIsNothingToLeaveOut() {
        assertThat(Fallbacks.adjust(order(OnLoraFailure.DROP), new OutOfMemory(), LONGEST)).isEmpty();
    }

    @Test
    void dropLeavesOutWhatTheWorkerNamed() {
        var adjusted = adjust(order(OnLoraFailure.DROP, A, B), new Unusable(Set.of(new LoraId("a"))));
        assertThat(adjusted.order().loras()).containsExactly(B);
        assertThat(adjusted.adjustments()).containsExactly("Left out LoRA a: the worker could not use them.");
    }

    @Test
    void dropLeavesOutAllWhereTheWorkerNamedNone() {
        assertThat(adjust(order(OnLoraFailure.DROP, A, B), new Unusable(Set.of())).order().loras()).isEmpty();
        assertThat(adjust(order(OnLoraFailure.DROP, A, B), new OutOfMemory()).order().loras()).isEmpty();
    }

    @Test
    void reduceLeavesOutTheHeaviestAndHalvesTheOthers() {
        var adjusted = adjust(order(OnLoraFailure.REDUCE, A, B), new OutOfMemory());
        assertThat(adjusted.order().loras()).containsExactly(A.weighing(0.5));
        assertThat(adjusted.adjustments()).singleElement()
                .asString()
                .contains("Reduced LoRA complexity due to memory constraints")
                .contains("Try using fewer LoRAs")
                .contains("Reduce LoRA strength values")
                .contains("left out LoRA b and halved the weight of LoRA a");
    }

    @Test
    void halvedWeightsHaveTwoDecimals() {
        var adjusted = adjust(order(OnLoraFailure.REDUCE, A.weighing(0.75), B), new OutOfMemory());
        assertThat(adjusted.order().loras().getFirst().weight()).isEqualTo(0.38);
    }

    @Test
    void promptSaysInWordsWhatTheLorasWouldHaveShown() {
        var adjusted = adjust(order(OnLoraFailure.PROMPT, A, B), new Unusable(Set.of()));
        assertThat(adjusted.order().loras()).isEmpty();
        assertThat(adjusted.order().parameters().text("prompt")).contains("a harbour at dusk, zephyr a, zephyr b");
    }

    @Test
    void promptRepeatsNoWordAndStaysWithinItsLimit() {
        var order = order(OnLoraFailure.PROMPT, A, B);
        var said = order.with(order.parameters().with("prompt", "a ZEPHYR A blows"));
        assertThat(adjust(said, new Unusable(Set.of())).order().parameters().text("prompt"))
                .contains("a ZEPHYR A blows, zephyr b");
        assertThat(Fallbacks.adjust(said, new Unusable(Set.of()), 18)
                .orElseThrow()
                .order()
                .parameters()
                .text("prompt")).contains("a ZEPHYR A blows");
    }

    @Property(tries = 200)
    void everyAttemptHasFewerLorasSoItEnds(@ForAll OnLoraFailure choice, @ForAll boolean memory,
            @ForAll @IntRange(min = 0, max = 5) int count) {
        var loras = java.util.stream.IntStream.range(0, count).mapToObj(index -> heavy("l" + index, 1.0)).toList();
        Optional<Order> order = Optional.of(order(choice, loras.toArray(ChosenLora[]::new)));
        for (int attempt = 0; order.isPresent(); attempt++) {
            assertThat(attempt).isLessThanOrEqualTo(count);
            var before = order.get().loras();
            LoraFailure failure = memory ? new OutOfMemory()
                    : new Unusable(before.isEmpty() ? Set.of() : Set.of(before.getFirst().lora()));
            order = Fallbacks.adjust(order.get(), failure, LONGEST).map(Adjusted::order);
            order.ifPresent(after -> assertThat(after.loras()).hasSizeLessThan(before.size()));
            order.ifPresent(after -> assertThat(ids(before)).containsAll(ids(after.loras())));
        }
    }

    private static List<LoraId> ids(List<ChosenLora> loras) {
        return loras.stream().map(ChosenLora::lora).toList();
    }
}
