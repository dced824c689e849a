package dev.lorikeet.trace;

import io.micrometer.context.ThreadLocalAccessor;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * Shows the step that Reactor's context carries to whatever is logged on the way, on any thread. Not registered by its
 * name in {@code META-INF/services}, where those would load it too who only want the events.
 */
public final class TraceInLogs implements ThreadLocalAccessor<Step> {
    /** The same word as in a problem, so that there is one to search for. */
    public static final String KEY = "traceId";
    private static final String SPAN = "spanId";

    private static final ThreadLocal<@Nullable Step> CURRENT = new ThreadLocal<>();

    @Override
    public Object key() {
        return Step.KEY;
    }

    @Override
    public @Nullable Step getValue() {
        return CURRENT.get();
    }

    @Override
    public void setValue(Step step) {
        CURRENT.set(step);
        MDC.put(KEY, step.trace().id());
        var span = step.writtenAs();
        if (span == null) {
            MDC.remove(SPAN);
        } else {
            MDC.put(SPAN, span);
        }
    }

    @Override
    public void setValue() {
        CURRENT.remove();
        MDC.remove(KEY);
        MDC.remove(SPAN);
    }
}
