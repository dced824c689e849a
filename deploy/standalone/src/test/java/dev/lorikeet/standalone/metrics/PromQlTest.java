package dev.lorikeet.standalone.metrics;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class PromQlTest {

    @Test
    void tellsEveryNameWithItsLabels() {
        var wanted = PromQl.of("""
                histogram_quantile(0.95, sum by (le, uri) (rate(a_bucket{uri!~".*/events", method="GET"}[5m])))
                  > 2.5 unless max(b{c=~"x|y"} offset 1h30m) by (d)""");
        assertThat(wanted.selectors()).extracting(PromQl.Selector::name).containsExactly("a_bucket", "b");
        assertThat(wanted.selectors().getFirst().labels()).containsExactly("uri", "method");
        assertThat(wanted.selectors().getFirst().equal()).hasToString("{method=GET}");
        assertThat(wanted.groupings().getFirst().labels()).containsExactly("le", "uri");
        assertThat(wanted.groupings().getLast().labels()).containsExactly("d");
        assertThat(wanted.groupings().getLast().of()).extracting(PromQl.Selector::name).containsExactly("b");
    }

    @Test
    void knowsWhatTwoSidesAreMatchedBy() {
        var wanted = PromQl.of("a / on (job) b");
        assertThat(wanted.groupings()).singleElement()
                .satisfies(one -> assertThat(one.labels()).containsExactly("job"))
                .satisfies(one -> assertThat(one.of()).hasSize(2));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "sum by (a b)", "rate(a[5m)", "rate(a[5x])", "rat(a[5m])", "a{b}", "a{b=c}", "a{b=\"c\"",
                    "a b", "a > > b", "sum(a) by (b) c", "a ? b", "a{b==\"c\"}", "(a", "a)", "a[\"5m\"]"})
    void readsNothingThatIsWrong(String expression) {
        assertThatThrownBy(() -> PromQl.of(expression)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(expression);
    }
}
