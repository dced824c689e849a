package dev.lorikeet.http.access;

import java.time.Duration;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class PersonalRateTest {
    private static final Duration LONG = Duration.ofDays(1);

    @Test
    void admitsAsManyRequestsAsAllowedAndNoMore() {
        var rate = new PersonalRate(new RateLimits(3, LONG, 10));
        assertThat(IntStream.range(0, 5).mapToObj(_ -> rate.admits("kim")))
                .containsExactly(true, true, true, false, false);
    }

    @Test
    void countsEachPersonAlone() {
        var rate = new PersonalRate(new RateLimits(1, LONG, 10));
        assertThat(rate.admits("kim")).isTrue();
        assertThat(rate.admits("kim")).isFalse();
        assertThat(rate.admits("lee")).isTrue();
    }

    @Test
    void remembersNoMorePeopleThanThereIsRoomFor() {
        var rate = new PersonalRate(new RateLimits(1, LONG, 100));
        IntStream.range(0, 10_000).forEach(person -> rate.admits("person-" + person));
        assertThat(rate.remembered()).isLessThanOrEqualTo(100);
    }

    @Test
    void allowsAHundredASecondIfNothingElseIsSaid() {
        assertThat(new Binder(new MapConfigurationPropertySource()).bindOrCreate("lorikeet.rate", RateLimits.class))
                .isEqualTo(new RateLimits(100, Duration.ofSeconds(1), 100_000));
    }

    @Test
    void refusesLimitsThatAdmitNobody() {
        assertThatThrownBy(() -> new RateLimits(0, LONG, 1)).hasMessageContaining("lorikeet.rate.requests");
        assertThatThrownBy(() -> new RateLimits(1, Duration.ZERO, 1)).hasMessageContaining("lorikeet.rate.period");
        assertThatThrownBy(() -> new RateLimits(1, LONG, 0)).hasMessageContaining("lorikeet.rate.people");
    }
}
