package dev.lorikeet.http;

import dev.lorikeet.delivery.Delivery;
import dev.lorikeet.delivery.Ids;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** Gives every request a trace, the caller's or a new one, that its events, its logs and its refusals carry on. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class Traces implements WebFilter {
    private static final String ATTRIBUTE = Traces.class.getName();

    private final Ids ids;

    Traces(Ids ids) {
        this.ids = ids;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        var trace = Trace.of(exchange.getRequest().getHeaders().getOrEmpty(Delivery.TRACEPARENT), ids);
        exchange.getAttributes().put(ATTRIBUTE, trace);
        return chain.filter(exchange).contextWrite(context -> context.put(Delivery.TRACEPARENT, trace.parent()));
    }

    static @Nullable String idOf(ServerWebExchange exchange) {
        return exchange.getAttribute(ATTRIBUTE) instanceof Trace trace ? trace.id() : null;
    }
}
