package dev.lorikeet.http;

import dev.lorikeet.delivery.Delivery;
import io.micrometer.context.ThreadLocalAccessor;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * Shows the trace that Reactor's context carries to whatever is logged on the way, on any thread. Not registered by its
 * name in {@code META-INF/services}, where those would load it too who only want the events.
 */
final class TraceInLogs implements ThreadLocalAccessor<String> {
    /** The same word as in a problem, so that there is one to search for. */
    static final String KEY = "traceId";

    private static final ThreadLocal<@Nullable String> CURRENT = new ThreadLocal<>();

    @Override
    public Object key() {
        return Delivery.TRACEPARENT;
    }

    @Override
    public @Nullable String getValue() {
        return CURRENT.get();
    }

    @Override
    public void setValue(String parent) {
        CURRENT.set(parent);
        Trace.parse(parent).ifPresentOrElse(trace -> MDC.put(KEY, trace.id()), () -> MDC.remove(KEY));
    }

    @Override
    public void setValue() {
        CURRENT.remove();
        MDC.remove(KEY);
    }
}
