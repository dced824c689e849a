package dev.lorikeet.event;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * An event with what a consumer needs besides the fact itself.
 *
 * @param id the same on every delivery of the same fact
 * @param source who says it, as a URI reference such as {@code /lora-api}
 * @param sequence grows with every change of the aggregate, from 1: apply an event only if it is higher than what you have
 * @param traceparent the W3C trace context it happened in
 */
public record EventEnvelope<E extends DomainEvent>(String id, String source, long sequence, Instant time,
        @Nullable String traceparent, E event) {
    private static final Pattern TRACE_PARENT = Pattern.compile("[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");

    public EventEnvelope {
        header("id", id);
        header("source", source);
        Limits.demand(isReference(source), "source", "must be a URI reference");
        Limits.between("sequence", sequence, 1, Long.MAX_VALUE);
        WireTime.check(time);
        if (traceparent != null) {
            Limits.matches("traceparent", traceparent, TRACE_PARENT);
        }
    }

    static boolean isTraceParent(String value) {
        return TRACE_PARENT.matcher(value).matches();
    }

    private static boolean isReference(String source) {
        try {
            return !new URI(source).toString().isEmpty();
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static void header(String what, String value) {
        Limits.text(what, value, 255);
        Limits.demand(value.chars().noneMatch(Character::isISOControl), what, "may not hold control characters");
    }
}
