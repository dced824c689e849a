package dev.lorikeet.generation.job;

import dev.lorikeet.generation.job.Price.Cost;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class PriceTest {

    @Test
    void tellsTheCostToTheHundredthOfACent() {
        assertThat(new Price(0.00044, "USD").of(61_500)).isEqualTo(new Cost(0.0271, "USD"));
        assertThat(new Price(0.5, "KRW").of(90_000)).isEqualTo(new Cost(45, "KRW"));
        assertThat(new Price(0.00044, "USD").of(0)).isEqualTo(new Cost(0, "USD"));
    }
}
