package dev.lorikeet.delivery;

import java.util.stream.Stream;

import dev.lorikeet.event.LoraId;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What every source of ids must do. */
abstract class IdsContract {

    protected abstract Ids ids();

    @Test
    void neverRepeatsItself() {
        var ids = ids();
        assertThat(Stream.generate(ids::next).limit(10_000)).doesNotHaveDuplicates();
    }

    @Test
    void drawsWhatMayNameALora() {
        assertThat(Stream.generate(ids()::next).limit(100).map(LoraId::new)).hasSize(100);
    }
}
