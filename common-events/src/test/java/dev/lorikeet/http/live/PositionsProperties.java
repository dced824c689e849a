package dev.lorikeet.http.live;

import java.util.Collections;
import java.util.List;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

final class PositionsProperties {

    @Property(tries = 500)
    void areReadAsTheyWereWritten(
            @ForAll @Size(min = 1, max = 24) List<@LongRange(min = 0, max = Long.MAX_VALUE) Long> next) {
        var id = Positions.of(next).id();
        assertThat(Positions.read(id)).hasValueSatisfying(read -> assertThat(read.id()).isEqualTo(id));
        assertThat(id.text()).hasSizeLessThanOrEqualTo(500).matches("[0-9a-z.]+");
    }

    @Example
    void areShortEvenAtTheEndOfAllOffsets() {
        var id = Positions.of(Collections.nCopies(24, Long.MAX_VALUE)).id();
        assertThat(id.text()).hasSizeLessThan(500);
        assertThat(Positions.read(id)).isPresent();
    }

    @Property(tries = 1_000)
    void areNeverReadFromAnythingElse(@ForAll @StringLength(max = 600) String text) {
        Positions.read(new LastEventId(text))
                .ifPresent(read -> assertThat(read.id().text()).isEqualTo(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "1.", ".1", "1..2", "01", "-1", "+1", "1A", " 1", "1\n", "1y2p0ij32e8e8",
            "zzzzzzzzzzzzz", "11111111111111", "1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1"})
    void refuseWhatOnlyLooksLikeThem(String text) {
        assertThat(Positions.read(new LastEventId(text))).isEmpty();
    }

    @Property(tries = 300)
    void coverBothOfWhatWasJoined(@ForAll @Size(6) List<@LongRange(min = 0, max = 9) Long> one,
            @ForAll @Size(6) List<@LongRange(min = 0, max = 9) Long> other) {
        var both = Positions.of(one).and(Positions.of(other));
        assertThat(both.cover(Positions.of(one))).isTrue();
        assertThat(both.cover(Positions.of(other))).isTrue();
        assertThat(Positions.of(one).cover(Positions.of(other))).isEqualTo(both.id().equals(Positions.of(one).id()));
    }
}
