package dev.lorikeet.lora.access;

import java.time.Duration;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.lorikeet.lora.web.ProblemType;
import dev.lorikeet.lora.web.Problems;
import dev.lorikeet.lora.web.Refused;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.security.core.context.ReactiveSecurityContextHolder;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** So many requests of one person in so much time, on this instance. */
final class RequestRate implements WebFilter {
    private final LoadingCache<String, RateLimiter> people;
    private final RateLimits limits;
    private final Problems problems;
    private final Counter refused;

    RequestRate(RateLimits limits, Problems problems, MeterRegistry registry) {
        var config = RateLimiterConfig.custom()
                .limitForPeriod(limits.requests())
                .limitRefreshPeriod(limits.period())
                .timeoutDuration(Duration.ZERO)
                .build();
        this.people = Caffeine.newBuilder()
                .maximumSize(limits.people())
                .build(subject -> RateLimiter.of(subject, config));
        this.limits = limits;
        this.problems = problems;
        this.refused = registry.counter("lorikeet.requests.limited");
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        return ReactiveSecurityContextHolder.getContext()
                .mapNotNull(context -> context.getAuthentication())
                .mapNotNull(authentication -> authentication.getPrincipal())
                .ofType(Caller.class)
                .map(caller -> people.get(caller.subject()).acquirePermission())
                .defaultIfEmpty(true)
                .flatMap(allowed -> allowed ? chain.filter(exchange) : refuse(exchange));
    }

    private Mono<Void> refuse(ServerWebExchange exchange) {
        refused.increment();
        return problems.handle(exchange, Refused.later(ProblemType.TOO_MANY_REQUESTS, limits.period(), null));
    }
}
