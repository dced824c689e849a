package dev.lorikeet.http.access;

import dev.lorikeet.http.CommonProblem;
import dev.lorikeet.http.Problems;
import dev.lorikeet.http.Refused;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.security.core.context.ReactiveSecurityContextHolder;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** So many requests of one person in so much time, on this instance. Health is for those who look after it. */
final class RequestRate implements WebFilter {
    private static final String HEALTH = "/actuator/health";

    private final PersonalRate rate;
    private final RateLimits limits;
    private final Problems problems;
    private final Counter refused;

    RequestRate(RateLimits limits, Problems problems, MeterRegistry registry) {
        this.rate = new PersonalRate(limits);
        this.limits = limits;
        this.problems = problems;
        this.refused = registry.counter("lorikeet.requests.limited");
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        if (exchange.getRequest().getPath().value().startsWith(HEALTH)) {
            return chain.filter(exchange);
        }
        return ReactiveSecurityContextHolder.getContext()
                .mapNotNull(context -> context.getAuthentication())
                .mapNotNull(authentication -> authentication.getPrincipal())
                .ofType(Caller.class)
                .map(caller -> rate.admits(caller.subject()))
                .defaultIfEmpty(true)
                .flatMap(allowed -> allowed ? chain.filter(exchange) : refuse(exchange));
    }

    private Mono<Void> refuse(ServerWebExchange exchange) {
        refused.increment();
        return problems.handle(exchange, Refused.later(CommonProblem.TOO_MANY_REQUESTS, limits.period(), null));
    }
}
