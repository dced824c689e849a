package dev.lorikeet.trace;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;

/** A W3C trace context, version 00: the trace that something belongs to, and the step that caused it. */
public record Trace(String parent) {
    /** What it is called in the headers of requests and of events. */
    public static final String HEADER = "traceparent";

    private static final Pattern PARENT = Pattern
            .compile("00-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");
    private static final int ID_START = 3;
    private static final int ID_END = 35;
    private static final int SPAN_START = 36;
    private static final int SPAN_END = 52;

    /** The caller's, if it is one; a header that is there twice is none. */
    public static Optional<Trace> of(List<String> headers) {
        return headers.size() == 1 ? parse(headers.getFirst()) : Optional.empty();
    }

    public static Optional<Trace> parse(String parent) {
        return PARENT.matcher(parent).matches() ? Optional.of(new Trace(parent)) : Optional.empty();
    }

    /**
     * A new one.
     *
     * @param uuid what no other trace was made of
     */
    public static Trace fresh(String uuid) {
        var id = uuid.replace("-", "");
        return new Trace("00-" + id + "-" + id.substring(SPAN_END - SPAN_START) + "-01");
    }

    static Trace of(SpanContext span) {
        return new Trace("00-" + span.getTraceId() + "-" + span.getSpanId() + "-" + span.getTraceFlags().asHex());
    }

    SpanContext asSpan() {
        return SpanContext.createFromRemoteParent(id(), parent.substring(SPAN_START, SPAN_END),
                TraceFlags.fromHex(parent, SPAN_END + 1), TraceState.getDefault());
    }

    /** What logs and problems call it. */
    public String id() {
        return parent.substring(ID_START, ID_END);
    }
}
