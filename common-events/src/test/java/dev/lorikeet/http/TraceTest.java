package dev.lorikeet.http;

import java.util.List;

import dev.lorikeet.delivery.Delivery;
import dev.lorikeet.delivery.Ids;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.MDC;

import static org.assertj.core.api.Assertions.assertThat;

final class TraceTest {
    private static final String GIVEN = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    private static final Ids IDS = () -> "01890a5d-ac96-774b-bcce-b302099a8057";

    @Test
    void keepsTheTraceOfTheCaller() {
        assertThat(Trace.of(List.of(GIVEN), IDS)).isEqualTo(new Trace(GIVEN));
        assertThat(new Trace(GIVEN).id()).isEqualTo("4bf92f3577b34da6a3ce929d0e0e4736");
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
    void beginsANewOneIfTheirsIsNone(String given) {
        assertThat(Trace.of(List.of(given), IDS).parent())
                .isEqualTo("00-01890a5dac96774bbcceb302099a8057-bcceb302099a8057-01");
    }

    @Test
    void beginsANewOneIfThereAreNoneOrTwo() {
        var fresh = Trace.of(List.of(), IDS);
        assertThat(Trace.parse(fresh.parent())).hasValue(fresh);
        assertThat(Trace.of(List.of(GIVEN, GIVEN), IDS)).isEqualTo(fresh);
    }

    @Test
    void isShownToWhatIsLoggedAndTakenAwayAgain() {
        var logs = new TraceInLogs();
        assertThat(logs.key()).isEqualTo(Delivery.TRACEPARENT);
        logs.setValue(GIVEN);
        assertThat(MDC.get("traceId")).isEqualTo("4bf92f3577b34da6a3ce929d0e0e4736");
        assertThat(logs.getValue()).isEqualTo(GIVEN);
        logs.setValue("nonsense of an old event");
        assertThat(MDC.get("traceId")).isNull();
        logs.setValue(GIVEN);
        logs.setValue();
        assertThat(MDC.get("traceId")).isNull();
        assertThat(logs.getValue()).isNull();
    }
}
