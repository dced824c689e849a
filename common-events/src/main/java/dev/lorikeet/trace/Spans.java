package dev.lorikeet.trace;

import java.util.Optional;
import java.util.function.Supplier;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;

/** Begins what one service does in a trace. Where nothing is exported, a step is nothing but the one that caused it. */
public final class Spans {
    private final Tracer tracer;

    public Spans(OpenTelemetry telemetry) {
        this.tracer = telemetry.getTracer("dev.lorikeet");
    }

    public static Spans none() {
        return new Spans(OpenTelemetry.noop());
    }

    /** The answer to a request, in the caller's trace if there is one. Only here does a trace ever begin. */
    public Step answering(String name, Optional<Trace> caller, Supplier<Trace> otherwise) {
        var span = Step.builder(tracer, name, SpanKind.SERVER, Attributes.empty());
        var step = new Step(tracer, caller.map(trace -> span.setParent(Step.remote(trace)))
                .orElseGet(span::setNoParent)
                .startSpan());
        return step.isValid() ? step : after(caller.orElseGet(otherwise));
    }

    /** What follows from what a header says, or what lies beside due work; empty where that is no trace. */
    public Optional<Step> following(String traceparent, String name, SpanKind kind, Attributes attributes) {
        return Trace.parse(traceparent)
                .map(cause -> new Step(tracer,
                        Step.builder(tracer, name, kind, attributes).setParent(Step.remote(cause)).startSpan()));
    }

    /** No step of its own: for whoever carries on where another one left off. */
    public Step after(Trace cause) {
        return new Step(tracer, Span.wrap(cause.asSpan()));
    }
}
