package dev.lorikeet.http;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

import dev.lorikeet.delivery.Ids;

/** A W3C trace context, version 00: the trace that something belongs to, and the step that caused it. */
record Trace(String parent) {
    private static final Pattern PARENT = Pattern
            .compile("00-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");
    private static final int ID_START = 3;
    private static final int ID_END = 35;
    private static final int SPAN_START = 16;

    /** The caller's, if it is one; a header that is there twice is none. */
    static Trace of(List<String> headers, Ids ids) {
        return headers.size() == 1 ? parse(headers.getFirst()).orElseGet(() -> fresh(ids)) : fresh(ids);
    }

    static Optional<Trace> parse(String parent) {
        return PARENT.matcher(parent).matches() ? Optional.of(new Trace(parent)) : Optional.empty();
    }

    private static Trace fresh(Ids ids) {
        var id = ids.next().replace("-", "");
        return new Trace("00-" + id + "-" + id.substring(SPAN_START) + "-01");
    }

    /** What logs and problems call it. */
    String id() {
        return parent.substring(ID_START, ID_END);
    }
}
