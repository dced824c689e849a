package dev.lorikeet.http;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.lorikeet.delivery.Ids;
import dev.lorikeet.trace.Spans;
import dev.lorikeet.trace.Step;
import dev.lorikeet.trace.Trace;
import io.opentelemetry.api.common.AttributeKey;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import org.springframework.web.util.pattern.PathPattern;
import reactor.core.publisher.Mono;

/** Gives every request a trace, the caller's or a new one, that its events, its logs and its refusals carry on. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class Traces implements WebFilter {
    private static final String ATTRIBUTE = Traces.class.getName();
    private static final String OTHER = "_OTHER";
    private static final Set<String> METHODS = Stream.of(HttpMethod.values())
            .map(HttpMethod::name)
            .collect(Collectors.toUnmodifiableSet());
    private static final AttributeKey<String> METHOD = AttributeKey.stringKey("http.request.method");
    private static final AttributeKey<String> ROUTE = AttributeKey.stringKey("http.route");
    private static final AttributeKey<Long> STATUS = AttributeKey.longKey("http.response.status_code");
    private static final int OUR_FAULT = 500;

    private final Spans spans;
    private final Spans unheard = Spans.none();
    private final Ids ids;

    Traces(Spans spans, Ids ids) {
        this.spans = spans;
        this.ids = ids;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        var request = exchange.getRequest();
        var method = METHODS.contains(request.getMethod().name()) ? request.getMethod().name() : OTHER;
        var step = (isOfMachines(request.getPath().value()) ? unheard : spans).answering(method,
                Trace.of(request.getHeaders().getOrEmpty(Trace.HEADER)), () -> Trace.fresh(ids.next()));
        step.tell(METHOD, method);
        exchange.getAttributes().put(ATTRIBUTE, step);
        exchange.getResponse().beforeCommit(() -> Mono.fromRunnable(() -> answered(exchange, method, step)));
        return chain.filter(exchange).doOnCancel(step::end).contextWrite(step::into);
    }

    /** Probes and scrapes, many times a minute. */
    private static boolean isOfMachines(String path) {
        return path.startsWith("/actuator/") || path.equals("/livez") || path.equals("/readyz");
    }

    /**
     * The answer begins here, also that of a refusal, and a stream is not waited for. The address is told as the route has
     * it, so that ids, tokens and whatever was asked for stay out of it.
     */
    private static void answered(ServerWebExchange exchange, String method, Step step) {
        if (exchange.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE) instanceof PathPattern route) {
            step.rename(method + " " + route.getPatternString());
            step.tell(ROUTE, route.getPatternString());
        }
        var status = exchange.getResponse().getStatusCode();
        if (status != null) {
            step.tell(STATUS, (long) status.value());
            if (status.value() >= OUR_FAULT) {
                step.fail(String.valueOf(status.value()));
            }
        }
        step.end();
    }

    static @Nullable String idOf(ServerWebExchange exchange) {
        return exchange.getAttribute(ATTRIBUTE) instanceof Step step ? step.trace().id() : null;
    }
}
