package dev.lorikeet.generation.runpod;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;

import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.bulkhead.BulkheadRegistry;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.micrometer.tagged.TaggedBulkheadMetrics;
import io.github.resilience4j.micrometer.tagged.TaggedCircuitBreakerMetrics;
import io.github.resilience4j.micrometer.tagged.TaggedRateLimiterMetrics;
import io.github.resilience4j.micrometer.tagged.TaggedRetryMetrics;
import io.github.resilience4j.micrometer.tagged.TaggedTimeLimiterMetrics;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import io.github.resilience4j.ratelimiter.RateLimiterRegistry;
import io.github.resilience4j.reactor.bulkhead.operator.BulkheadOperator;
import io.github.resilience4j.reactor.circuitbreaker.operator.CircuitBreakerOperator;
import io.github.resilience4j.reactor.ratelimiter.operator.RateLimiterOperator;
import io.github.resilience4j.reactor.retry.RetryOperator;
import io.github.resilience4j.reactor.timelimiter.TimeLimiterOperator;
import io.github.resilience4j.retry.RetryConfig;
import io.github.resilience4j.retry.RetryRegistry;
import io.github.resilience4j.timelimiter.TimeLimiterConfig;
import io.github.resilience4j.timelimiter.TimeLimiterRegistry;
import io.micrometer.core.instrument.MeterRegistry;
import reactor.core.publisher.Mono;

/**
 * How every call to an endpoint is made: not too often, not too many at once, not for too long, not at all in vain, and
 * again only where it changes nothing. Each endpoint has its own of everything.
 */
final class EndpointCalls {
    private static final double DOUBLING = 2;
    private static final double VARIATION = 0.5;
    private static final Duration LIMITS_ARE_PER = Duration.ofSeconds(10);
    /** What an endpoint's second circuit is called; no endpoint has a dot in its name. */
    private static final String KEY = ".key";

    private final CircuitBreakerRegistry breakers;
    private final BulkheadRegistry bulkheads;
    private final RateLimiterRegistry rates;
    private final TimeLimiterRegistry times;
    private final RetryRegistry retries;
    private final RunPodSettings settings;
    private final CircuitBreakerConfig whileKeyIsRefused;
    private final ConcurrentHashMap<String, CircuitBreaker> known = new ConcurrentHashMap<>();

    EndpointCalls(RunPodSettings settings, MeterRegistry meters) {
        this.settings = settings;
        this.breakers = CircuitBreakerRegistry.of(CircuitBreakerConfig.custom()
                .failureRateThreshold(settings.failureRate())
                .slidingWindowSize(settings.window())
                .minimumNumberOfCalls(settings.window())
                .waitDurationInOpenState(settings.openFor())
                .recordException(failure -> failure instanceof BadReply bad && bad.isFaultOfEndpoint())
                .build());
        this.whileKeyIsRefused = CircuitBreakerConfig.custom()
                .slidingWindowSize(1)
                .minimumNumberOfCalls(1)
                .permittedNumberOfCallsInHalfOpenState(1)
                .waitDurationInOpenState(settings.refusedFor())
                .recordException(EndpointCalls::isKeyRefused)
                // Whatever else went wrong says nothing about the key.
                .ignoreException(failure -> !isKeyRefused(failure))
                .build();
        this.bulkheads = BulkheadRegistry.of(BulkheadConfig.custom().maxConcurrentCalls(settings.atOnce()).build());
        this.rates = RateLimiterRegistry.ofDefaults();
        this.times = TimeLimiterRegistry.of(TimeLimiterConfig.custom().timeoutDuration(settings.callTime()).build());
        this.retries = RetryRegistry.of(RetryConfig.custom()
                .maxAttempts(settings.tries())
                .intervalFunction(
                        IntervalFunction.ofExponentialRandomBackoff(settings.firstWait(), DOUBLING, VARIATION))
                .retryOnException(failure -> failure instanceof BadReply bad && bad.passes())
                .build());
        TaggedCircuitBreakerMetrics.ofCircuitBreakerRegistry(breakers).bindTo(meters);
        TaggedBulkheadMetrics.ofBulkheadRegistry(bulkheads).bindTo(meters);
        TaggedRateLimiterMetrics.ofRateLimiterRegistry(rates).bindTo(meters);
        TaggedTimeLimiterMetrics.ofTimeLimiterRegistry(times).bindTo(meters);
        TaggedRetryMetrics.ofRetryRegistry(retries).bindTo(meters);
    }

    /** What RunPod counts apart. */
    enum Kind {
        SUBMIT,
        LOOK,
        CANCEL
    }

    /** Makes one call at most. */
    Mono<Reply> once(String endpoint, Kind kind, Mono<Reply> call) {
        var limited = limited(endpoint, kind, call);
        return kind == Kind.SUBMIT
                ? limited.transformDeferred(CircuitBreakerOperator.of(keyCircuit(endpoint)))
                : limited;
    }

    private Mono<Reply> limited(String endpoint, Kind kind, Mono<Reply> call) {
        return call.transformDeferred(TimeLimiterOperator.of(times.timeLimiter(endpoint)))
                .onErrorMap(TimeoutException.class, _ -> BadReply.late(settings.callTime()))
                .transformDeferred(CircuitBreakerOperator.of(breaker(endpoint)))
                .transformDeferred(BulkheadOperator.of(bulkheads.bulkhead(endpoint)))
                .transformDeferred(RateLimiterOperator.of(rates.rateLimiter(endpoint + "." + kind, rate(kind))));
    }

    /** For calls that change nothing. */
    Mono<Reply> untilAnswered(String endpoint, Kind kind, Mono<Reply> call) {
        return once(endpoint, kind, call).transformDeferred(RetryOperator.of(retries.retry(endpoint)));
    }

    private RateLimiterConfig rate(Kind kind) {
        int most = switch (kind) {
            case SUBMIT -> settings.submits();
            case LOOK -> settings.looks();
            case CANCEL -> settings.cancels();
        };
        return RateLimiterConfig.custom()
                .limitForPeriod(most)
                .limitRefreshPeriod(LIMITS_ARE_PER)
                .timeoutDuration(Duration.ZERO)
                .build();
    }

    private CircuitBreaker breaker(String endpoint) {
        return known.computeIfAbsent(endpoint, breakers::circuitBreaker);
    }

    private CircuitBreaker keyCircuit(String endpoint) {
        return known.computeIfAbsent(endpoint + KEY, name -> breakers.circuitBreaker(name, whileKeyIsRefused));
    }

    private static boolean isKeyRefused(Throwable failure) {
        return failure instanceof BadReply bad && bad.kind() == BadReply.Kind.UNAUTHORIZED;
    }

    /** Whether nothing is submitted because the key was refused lately, and not because the endpoint fails. */
    static boolean isClosedForItsKey(CallNotPermittedException closed) {
        return closed.getCausingCircuitBreakerName().endsWith(KEY);
    }

    /** The circuit breaker of every endpoint that was called, for whoever looks after the service. */
    Map<String, String> states() {
        var states = new TreeMap<String, String>();
        known.forEach((endpoint, breaker) -> states.put(endpoint,
                breaker.getState().name().toLowerCase(Locale.ROOT)));
        return states;
    }
}
