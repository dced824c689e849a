package dev.lorikeet.generation.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

import dev.lorikeet.generation.dispatch.Lane.Candidate;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** How many jobs wait for each endpoint, and since when: looked up now and then, so every instance says the same. */
final class QueueMeters implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(QueueMeters.class);
    private static final Duration EVERY = Duration.ofSeconds(15);
    private static final double MILLIS = 1000;

    private final List<Queue> queues;
    private final WaitingJobs waiting;
    private final InstantSource clock;
    private Disposable looking = Disposables.disposed();

    QueueMeters(List<String> endpoints, WaitingJobs waiting, InstantSource clock, MeterRegistry registry) {
        this.queues = endpoints.stream().distinct().map(Queue::new).toList();
        this.waiting = waiting;
        this.clock = clock;
        queues.forEach(queue -> register(queue, registry));
    }

    private static void register(Queue queue, MeterRegistry registry) {
        Gauge.builder("lorikeet.jobs.waiting", queue, known -> known.jobs)
                .tag("endpoint", queue.endpoint)
                .register(registry);
        Gauge.builder("lorikeet.jobs.waiting.age", queue, known -> known.seconds)
                .tag("endpoint", queue.endpoint)
                .baseUnit("seconds")
                .register(registry);
    }

    /** As it was when it was last looked at. */
    private static final class Queue {
        private final String endpoint;
        private volatile long jobs;
        private volatile double seconds;

        private Queue(String endpoint) {
            this.endpoint = endpoint;
        }
    }

    /** What cannot be read now stays as it was. */
    Mono<Void> look() {
        return Flux.fromIterable(queues)
                .concatMap(queue -> look(queue)
                        .doOnError(
                                why -> LOG.debug("the queue of {} cannot be seen: {}", queue.endpoint, why.toString()))
                        .onErrorComplete())
                .then();
    }

    private Mono<Void> look(Queue queue) {
        var now = clock.instant();
        return Mono.zip(waiting.all(queue.endpoint), waiting.heads(queue.endpoint, "", now, 1))
                .doOnNext(found -> {
                    queue.jobs = found.getT1();
                    queue.seconds = found.getT2()
                            .jobs()
                            .stream()
                            .map(Candidate::readyAt)
                            .min(Instant::compareTo)
                            .map(since -> Duration.between(since, now).toMillis() / MILLIS)
                            .orElse(0.0);
                })
                .then();
    }

    @Override
    public void start() {
        looking = Flux.interval(Duration.ZERO, EVERY).onBackpressureDrop().concatMap(_ -> look(), 0).subscribe();
    }

    @Override
    public void stop() {
        looking.dispose();
    }

    @Override
    public boolean isRunning() {
        return !looking.isDisposed();
    }
}
