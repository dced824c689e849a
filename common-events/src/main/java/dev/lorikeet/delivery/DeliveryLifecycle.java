package dev.lorikeet.delivery;

import java.time.Duration;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.AbstractReactiveHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/** Starts delivery when its engines answer, and not before; until then the service lives but is not ready. */
final class DeliveryLifecycle extends AbstractReactiveHealthIndicator implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(DeliveryLifecycle.class);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(8);

    private final Delivery delivery;
    private volatile boolean running;
    private volatile boolean delivering;
    private Disposable starting = Disposables.disposed();

    DeliveryLifecycle(Delivery delivery) {
        super("delivery could not be checked");
        this.delivery = delivery;
    }

    @Override
    public void start() {
        running = true;
        starting = delivery.prepare()
                .retryWhen(Retry.backoff(Long.MAX_VALUE, Duration.ofMillis(500))
                        .maxBackoff(Duration.ofSeconds(10))
                        .filter(Unavailable.class::isInstance)
                        .doBeforeRetry(retry -> LOG.warn("Not ready: {}", retry.failure().getMessage())))
                .subscribe(_ -> {}, failure -> LOG.error("Delivery cannot start", failure), this::deliver);
    }

    private void deliver() {
        delivery.start();
        delivering = true;
    }

    @Override
    public void stop(Runnable stopped) {
        running = false;
        starting.dispose();
        (delivering ? delivery.stop() : Mono.<Void>empty())
                .timeout(STOP_WITHIN)
                .doOnError(failure -> LOG.warn("Delivery did not stop cleanly; the next start heals it", failure))
                .onErrorComplete()
                .doFinally(_ -> stopped.run())
                .subscribe();
        delivering = false;
    }

    @Override
    public void stop() {
        stop(() -> {});
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    protected Mono<Health> doHealthCheck(Health.Builder builder) {
        return Mono.just(delivering ? builder.up().build() : builder.outOfService().build());
    }
}
