package dev.lorikeet.trace;

import java.util.List;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.MDC;

import static org.assertj.core.api.Assertions.assertThat;

final class TraceTest {
    private static final String GIVEN = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    private static final String UUID = "01890a5d-ac96-774b-bcce-b302099a8057";

    @Test
    void keepsTheTraceOfTheCaller() {
        assertThat(Trace.of(List.of(GIVEN))).hasValue(new Trace(GIVEN));
        assertThat(new Trace(GIVEN).id()).isEqualTo("4bf92f3577b34da6a3ce929d0e0e4736");
        assertThat(Trace.of(new Trace(GIVEN).asSpan())).isEqualTo(new Trace(GIVEN));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nonsense", "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
            "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
            "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
            "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
            "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7",
            "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more",
            "00-4bf92f3577b34da6a3ce929d0e0e473-00f067aa0ba902b7-01",
            " 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"})
    void takesNothingElseForOne(String given) {
        assertThat(Trace.of(List.of(given))).isEmpty();
    }

    @Test
    void takesTwoForNone() {
        assertThat(Trace.of(List.of())).isEmpty();
        assertThat(Trace.of(List.of(GIVEN, GIVEN))).isEmpty();
    }

    @Test
    void makesANewOneOfAnId() {
        var fresh = Trace.fresh(UUID);
        assertThat(fresh.parent()).isEqualTo("00-01890a5dac96774bbcceb302099a8057-bcceb302099a8057-01");
        assertThat(Trace.parse(fresh.parent())).hasValue(fresh);
    }

    /** Whatever somebody sends, an answer has a trace, and it is theirs only if it is one. */
    @Property
    void anyHeadersLeadToATrace(@ForAll List<@StringLength(max = 70) String> headers) {
        var step = Spans.none().answering("GET", Trace.of(headers), () -> Trace.fresh(UUID));
        assertThat(step.trace()).isEqualTo(Trace.of(headers).orElse(Trace.fresh(UUID)));
    }

    @Test
    void isShownToWhatIsLoggedAndTakenAwayAgain() {
        var logs = new TraceInLogs();
        var step = Spans.none().after(new Trace(GIVEN));
        logs.setValue(step);
        assertThat(MDC.get("traceId")).isEqualTo("4bf92f3577b34da6a3ce929d0e0e4736");
        assertThat(MDC.get("spanId")).isNull();
        assertThat(logs.getValue()).isSameAs(step);
        logs.setValue();
        assertThat(MDC.get("traceId")).isNull();
        assertThat(logs.getValue()).isNull();
    }
}
