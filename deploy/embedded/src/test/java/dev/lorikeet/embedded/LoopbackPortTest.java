package dev.lorikeet.embedded;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class LoopbackPortTest {
    @Test
    void handsOutNoPortOnWhichAServerOfOursIsAboutToListen() {
        int next = LoopbackPort.free() + 1;
        LoopbackPort.requireFree("S3", next);
        assertThat(LoopbackPort.free()).isNotEqualTo(next);
    }
}
