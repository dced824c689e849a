package dev.lorikeet.trace;

import java.util.Optional;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

/**
 * Something that is being done in a trace, as Reactor's context carries it. What is told about it is bounded, and never
 * what somebody sent, or the message of a failure: those may hold addresses that open something.
 */
public final class Step {
    static final Object KEY = Step.class;
    private static final AttributeKey<String> ERROR_TYPE = AttributeKey.stringKey("error.type");

    private final Tracer tracer;
    private final Span span;
    private volatile boolean isQuiet;

    Step(Tracer tracer, Span span) {
        this.tracer = tracer;
        this.span = span;
    }

    static SpanBuilder builder(Tracer tracer, String name, SpanKind kind, Attributes attributes) {
        return tracer.spanBuilder(name).setSpanKind(kind).setAllAttributes(attributes);
    }

    static Context remote(Trace cause) {
        return Context.root().with(Span.wrap(cause.asSpan()));
    }

    /** Does this as a step of its own; what happens in it belongs to it. Only the work where there is no trace. */
    public static <T> Mono<T> of(String name, SpanKind kind, Attributes attributes, Mono<T> work) {
        return Mono.deferContextual(context -> in(context)
                .map(cause -> cause.next(name, kind, attributes).around(work))
                .orElse(work));
    }

    private Step next(String name, SpanKind kind, Attributes attributes) {
        isQuiet = false;
        return new Step(tracer,
                builder(tracer, name, kind, attributes).setParent(Context.root().with(span)).startSpan());
    }

    public static Optional<Step> in(ContextView context) {
        return context.getOrEmpty(KEY);
    }

    public reactor.util.context.Context into(reactor.util.context.Context context) {
        return context.put(KEY, this);
    }

    /** For what a stranger's request sets off in a trace of our own. */
    public static reactor.util.context.Context leave(reactor.util.context.Context context) {
        return context.delete(KEY);
    }

    /** Only told about if something comes of it: an event, a further step, or a failure. */
    public Step quietly() {
        isQuiet = true;
        return this;
    }

    /** The work as this step, from its beginning to its end. */
    public <T> Mono<T> around(Mono<T> work) {
        return work.doOnError(this::fail).doOnTerminate(this::end).doOnCancel(this::end).contextWrite(this::into);
    }

    public Trace trace() {
        return Trace.of(span.getSpanContext());
    }

    /** What others go on from, so it has to be told about. */
    public String handOn() {
        isQuiet = false;
        return trace().parent();
    }

    boolean isValid() {
        return span.getSpanContext().isValid();
    }

    /** Its name among the steps, where it is written down. */
    @Nullable
    String writtenAs() {
        return span.isRecording() ? span.getSpanContext().getSpanId() : null;
    }

    public void rename(String name) {
        span.updateName(name);
    }

    public <T> void tell(AttributeKey<T> key, T value) {
        span.setAttribute(key, value);
    }

    public void fail(Throwable failure) {
        fail(failure.getClass().getSimpleName());
    }

    public void fail(String kind) {
        isQuiet = false;
        span.setStatus(StatusCode.ERROR).setAttribute(ERROR_TYPE, kind);
    }

    public void end() {
        if (!isQuiet) {
            span.end();
        }
    }
}
