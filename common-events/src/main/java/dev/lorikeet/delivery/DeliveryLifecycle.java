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
import reactor.core.scheduler.Schedulers;
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
                .then(Mono.<Void>fromRunnable(this::deliver))
                .retryWhen(Retry.backoff(Long.MAX_VALUE, Duration.ofMillis(500))
                        .maxBackoff(Duration.ofSeconds(10))
                        .filter(Unavailable.class::isInstance)
                        .doBeforeRetry(retry -> LOG.warn("Not ready: {}", retry.failure().getMessage())))
                .subscribe(_ -> {}, failure -> LOG.error("Delivery cannot start", failure));
    }

    private synchronized void deliver() {
        if (running) {
            delivery.start();
            delivering = true;
        }
    }

    @Override
    public void stop(Runnable stopped) {
        (end() ? delivery.stop() : Mono.<Void>empty())
                // Kafka's listeners wait for their handlers, and nobody may wait for them for ever.
                .subscribeOn(Schedulers.boundedElastic())
                .timeout(STOP_WITHIN)
                .doOnError(failure -> LOG.warn("Delivery did not stop cleanly; the next start heals it", failure))
                .onErrorComplete()
                .doFinally(_ -> stopped.run())
                .subscribe();
    }

    /** Whether there was something to end. */
    private synchronized boolean end() {
        boolean was = delivering;
        running = false;
        delivering = false;
        starting.dispose();
        return was;
    }

    /** After the web server has answered its last request, so that what this committed is still published. */
    @Override
    public int getPhase() {
        return DEFAULT_PHASE - 1536;
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
