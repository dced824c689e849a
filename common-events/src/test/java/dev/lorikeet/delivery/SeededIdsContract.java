package dev.lorikeet.delivery;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class SeededIdsContract extends IdsContract {
    @Override
    protected Ids ids() {
        return new SeededIds(7);
    }

    @Test
    void drawsTheSameIdsForTheSameSeed() {
        assertThat(new SeededIds(7).next()).isEqualTo(new SeededIds(7).next()).isNotEqualTo(new SeededIds(8).next());
    }
}
