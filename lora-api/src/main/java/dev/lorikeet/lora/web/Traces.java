package dev.lorikeet.lora.web;

import java.util.regex.Pattern;

import dev.lorikeet.delivery.Delivery;
import dev.lorikeet.delivery.Ids;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** Gives every request a trace, the caller's or a new one, that its events, its logs and its refusals carry on. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
final class Traces implements WebFilter {
    private static final Pattern TRACE = Pattern
            .compile("00-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");
    private static final String ATTRIBUTE = Traces.class.getName();
    private static final int SPAN = 16;

    private final Ids ids;

    Traces(Ids ids) {
        this.ids = ids;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        var given = exchange.getRequest().getHeaders().getFirst(Delivery.TRACEPARENT);
        var trace = given != null && TRACE.matcher(given).matches() ? given : fresh();
        exchange.getAttributes().put(ATTRIBUTE, trace);
        return chain.filter(exchange).contextWrite(context -> context.put(Delivery.TRACEPARENT, trace));
    }

    private String fresh() {
        var id = ids.next().replace("-", "");
        return "00-" + id + "-" + id.substring(SPAN) + "-01";
    }

    static @Nullable String idOf(ServerWebExchange exchange) {
        var matcher = TRACE.matcher(exchange.getAttributeOrDefault(ATTRIBUTE, ""));
        return matcher.matches() ? matcher.group(1) : null;
    }
}
