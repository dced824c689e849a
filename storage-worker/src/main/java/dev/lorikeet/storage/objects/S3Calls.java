package dev.lorikeet.storage.objects;

import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Predicate;
import java.util.function.Supplier;

import dev.lorikeet.delivery.Unavailable;
import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.bulkhead.BulkheadFullException;
import io.github.resilience4j.bulkhead.BulkheadRegistry;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.micrometer.tagged.TaggedBulkheadMetrics;
import io.github.resilience4j.micrometer.tagged.TaggedCircuitBreakerMetrics;
import io.github.resilience4j.micrometer.tagged.TaggedRetryMetrics;
import io.github.resilience4j.reactor.bulkhead.operator.BulkheadOperator;
import io.github.resilience4j.reactor.circuitbreaker.operator.CircuitBreakerOperator;
import io.github.resilience4j.reactor.retry.RetryOperator;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import io.github.resilience4j.retry.RetryRegistry;
import io.micrometer.core.instrument.MeterRegistry;
import reactor.core.publisher.Mono;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** How every call to a store is made: not too many at once, again where that may help, and not at all in vain. */
public final class S3Calls {
    private static final double DOUBLING = 2;
    private static final double VARIATION = 0.5;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERRORS = 500;

    private final Retry retry;
    private final CircuitBreaker breaker;
    private final Bulkhead bulkhead;
    private final S3Patience patience;
    private final String called;
    private final Predicate<S3Exception> fickle;

    S3Calls(S3Patience patience, MeterRegistry meters) {
        this("s3", "S3", patience, _ -> false, meters);
    }

    /**
     * For one store.
     *
     * @param name of it among the meters
     * @param called what people call it
     * @param fickle which of its refusals need not be meant, besides those of every store
     */
    public S3Calls(String name, String called, S3Patience patience, Predicate<S3Exception> fickle,
            MeterRegistry meters) {
        this.patience = patience;
        this.called = called;
        this.fickle = fickle;
        var retries = RetryRegistry.of(RetryConfig.custom()
                .maxAttempts(patience.tries())
                .intervalFunction(
                        IntervalFunction.ofExponentialRandomBackoff(patience.firstWait(), DOUBLING, VARIATION))
                .retryOnException(this::passes)
                .build());
        var breakers = CircuitBreakerRegistry.of(CircuitBreakerConfig.custom()
                .failureRateThreshold(patience.failureRate())
                .slidingWindowSize(patience.window())
                .minimumNumberOfCalls(patience.window())
                .waitDurationInOpenState(patience.openFor())
                .recordException(this::passes)
                .build());
        var bulkheads = BulkheadRegistry.of(BulkheadConfig.custom().maxConcurrentCalls(patience.atOnce()).build());
        TaggedRetryMetrics.ofRetryRegistry(retries).bindTo(meters);
        TaggedCircuitBreakerMetrics.ofCircuitBreakerRegistry(breakers).bindTo(meters);
        TaggedBulkheadMetrics.ofBulkheadRegistry(bulkheads).bindTo(meters);
        this.retry = retries.retry(name);
        this.breaker = breakers.circuitBreaker(name);
        this.bulkhead = bulkheads.bulkhead(name);
    }

    /** Fails with what S3 said, or as {@link Unavailable}. */
    public <T> Mono<T> call(Supplier<CompletableFuture<T>> request) {
        return Mono.fromFuture(request)
                .onErrorMap(S3Calls::cause)
                .transformDeferred(CircuitBreakerOperator.of(breaker))
                .transformDeferred(BulkheadOperator.of(bulkhead))
                .retryWhen(inTurn())
                .transformDeferred(RetryOperator.of(retry))
                .onErrorMap(this::told);
    }

    /** For whoever looks after the service. */
    String state() {
        return breaker.getState().name().toLowerCase(Locale.ROOT);
    }

    private reactor.util.retry.Retry inTurn() {
        var pause = patience.firstWait();
        return reactor.util.retry.Retry.backoff(Math.max(1, patience.queueTime().dividedBy(pause)), pause)
                .maxBackoff(pause)
                .filter(BulkheadFullException.class::isInstance)
                .onRetryExhaustedThrow((_, last) -> last.failure());
    }

    private static Throwable cause(Throwable thrown) {
        return thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
    }

    /** Whether another try may go better. Answers such as 404 and 412 are no failures at all. */
    private boolean passes(Throwable failure) {
        return switch (failure) {
            case S3Exception answer -> isFaultOfTheStore(answer) || fickle.test(answer);
            case SdkException _ -> true;
            default -> false;
        };
    }

    private static boolean isFaultOfTheStore(SdkServiceException answer) {
        return answer.statusCode() >= SERVER_ERRORS || answer.statusCode() == TOO_MANY_REQUESTS;
    }

    private Throwable told(Throwable failure) {
        return switch (failure) {
            case CallNotPermittedException _ ->
                new Unavailable(called + " has failed too often, and is left alone for a while", patience.openFor());
            case BulkheadFullException _ ->
                new Unavailable("too many calls to " + called + " are under way", patience.queueTime());
            case S3Exception answer when !passes(answer) -> answer;
            case SdkException other ->
                new Unavailable(called + " did not do what it was asked: " + other.getMessage(), other);
            default -> failure;
        };
    }
}
