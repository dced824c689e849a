package dev.lorikeet.trace;

import java.util.Optional;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class SpansTest {
    private static final Trace GIVEN = new Trace("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
    private static final Trace OTHERWISE = Trace.fresh("01890a5d-ac96-774b-bcce-b302099a8057");

    private final ToldSpans told = new ToldSpans();
    private final Spans spans = told.spans();

    @Test
    void passTheTraceOnAsItIsWhereNothingIsExported() {
        var step = Spans.none().answering("GET", Optional.of(GIVEN), () -> OTHERWISE);
        assertThat(inAStep(step).block()).contains(GIVEN.parent());
        assertThat(Spans.none().answering("GET", Optional.empty(), () -> OTHERWISE).trace()).isEqualTo(OTHERWISE);
    }

    @Test
    void beginATraceOfTheirOwnWhereTheCallerHasNone() {
        var step = spans.answering("GET", Optional.empty(), () -> OTHERWISE);
        step.end();
        assertThat(step.trace()).isNotEqualTo(OTHERWISE);
        assertThat(told.all()).singleElement()
                .satisfies(span -> assertThat(span.getParentSpanContext().isValid()).isFalse());
    }

    @Test
    void makeEachStepTheChildOfTheOneItHappensIn() {
        var request = spans.answering("GET", Optional.of(GIVEN), () -> OTHERWISE);
        var inner = inAStep(request).block();
        request.end();
        assertThat(told.names()).containsExactly("within", "GET");
        assertThat(told.all()).extracting(SpanData::getTraceId).containsOnly(GIVEN.id());
        assertThat(told.all()).extracting(SpanData::getParentSpanId)
                .containsExactly(told.all().getLast().getSpanId(), "00f067aa0ba902b7");
        assertThat(inner).hasValueSatisfying(parent -> assertThat(parent)
                .isEqualTo("00-" + GIVEN.id() + "-" + told.all().getFirst().getSpanId() + "-01"));
    }

    @Test
    void tellNothingThatBelongsToNoTrace() {
        assertThat(Step.of("alone", SpanKind.INTERNAL, Attributes.empty(), Mono.just(1)).block()).isEqualTo(1);
        assertThat(spans.following("nonsense", "alone", SpanKind.INTERNAL, Attributes.empty())).isEmpty();
        assertThat(told.all()).isEmpty();
    }

    @Test
    void tellWhatKindOfFailureItWasAndNotWhatItSaid() {
        var failing = spans.after(GIVEN)
                .around(Step.of("fails", SpanKind.CLIENT, Attributes.empty(),
                        Mono.error(new IllegalStateException("https://bucket/key?X-Amz-Signature=secret"))));
        assertThatThrownBy(failing::block).isInstanceOf(IllegalStateException.class);
        assertThat(told.all()).singleElement().satisfies(span -> {
            assertThat(span.getStatus()).isEqualTo(StatusData.error());
            assertThat(span.getEvents()).isEmpty();
            assertThat(span.toString()).contains("IllegalStateException").doesNotContain("secret");
        });
    }

    @Test
    void areSilentAboutAQuietStepUntilSomethingComesOfIt() {
        quiet().around(Mono.just(1)).block();
        assertThat(told.names()).isEmpty();
        inAStep(quiet()).block();
        assertThat(told.names()).containsExactly("within", "quiet");
        quiet().around(Mono.deferContextual(context -> Mono.just(Step.in(context).orElseThrow().handOn())))
                .block();
        assertThat(told.names()).hasSize(3);
        var failing = quiet().around(Mono.error(new IllegalStateException()));
        assertThatThrownBy(failing::block).isInstanceOf(IllegalStateException.class);
        assertThat(told.names()).hasSize(4);
    }

    private Step quiet() {
        return spans.following(GIVEN.parent(), "quiet", SpanKind.INTERNAL, Attributes.empty())
                .orElseThrow()
                .quietly();
    }

    /** What one finds to go on from there. */
    private static Mono<Optional<String>> inAStep(Step step) {
        var reading = Mono.deferContextual(context -> Mono.just(Step.in(context).map(Step::handOn)));
        return step.around(Step.of("within", SpanKind.INTERNAL, Attributes.empty(), reading));
    }
}
