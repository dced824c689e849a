package dev.lorikeet.embedded.runpod.http;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;

import dev.lorikeet.embedded.runpod.Assignment;
import dev.lorikeet.embedded.runpod.RunPodCloud;
import dev.lorikeet.embedded.runpod.WebhookDelivery;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets the cloud live by the real clock, one caller at a time. What changed is written down before anybody hears of it;
 * work and callbacks are handed to others.
 */
final class Driver implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Driver.class);
    private static final Duration LONGEST_NAP = Duration.ofSeconds(1);

    private final RunPodCloud cloud;
    private final InstantSource clock;
    private final Records records;
    private final Consumer<Assignment> workers;
    private final Consumer<WebhookDelivery> callbacks;
    private final Thread ticker;
    private long settled;

    Driver(RunPodCloud cloud, InstantSource clock, Records records, Consumer<Assignment> workers,
            Consumer<WebhookDelivery> callbacks) {
        this.cloud = cloud;
        this.clock = clock;
        this.records = records;
        this.workers = workers;
        this.callbacks = callbacks;
        this.ticker = Thread.ofVirtual().name("runpod-clock").unstarted(this::tick);
    }

    void start() {
        with(known -> {
            known.restore(records.jobs(), records.webhooks());
            return true;
        });
        ticker.start();
    }

    synchronized <T> T with(Function<RunPodCloud, T> action) {
        cloud.advanceTo(clock.instant());
        var result = action.apply(cloud);
        settle();
        return result;
    }

    private void settle() {
        var changes = cloud.takeChanges();
        changes.forEach(records::write);
        cloud.takeAssignments().forEach(workers);
        var due = cloud.dueWebhooks();
        cloud.takeChanges().forEach(records::write);
        due.forEach(callbacks);
        // A look that changes nothing must not wake others who look again.
        settled += changes.isEmpty() ? 0 : 1;
        notifyAll();
    }

    /** Until something has happened that makes it true, or it is too late. */
    synchronized void await(BooleanSupplier done, Instant until) throws InterruptedException {
        while (!done.getAsBoolean() && clock.instant().isBefore(until)) {
            wait(napUntil(until));
        }
    }

    /** Until any job has changed, or it is too late. */
    synchronized void nextChange(Instant until) throws InterruptedException {
        long before = settled;
        while (settled == before && clock.instant().isBefore(until)) {
            wait(napUntil(until));
        }
    }

    Instant now() {
        return clock.instant();
    }

    private void tick() {
        try {
            while (!Thread.interrupted()) {
                synchronized (this) {
                    turn();
                    wait(napUntil(cloud.next().orElse(Instant.MAX)));
                }
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    /** A disk that is full for a moment must not stop the clock. */
    private void turn() {
        try {
            with(_ -> true);
        } catch (RuntimeException failed) {
            LOG.error("The RunPod stand-in could not go on and tries again", failed);
        }
    }

    private long napUntil(Instant instant) {
        var longest = clock.instant().plus(LONGEST_NAP);
        var until = instant.isBefore(longest) ? instant : longest;
        return Math.max(1, Duration.between(clock.instant(), until).toMillis());
    }

    @Override
    public void close() {
        ticker.interrupt();
        try {
            ticker.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
