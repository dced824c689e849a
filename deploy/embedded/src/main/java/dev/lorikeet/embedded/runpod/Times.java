package dev.lorikeet.embedded.runpod;

import java.time.Duration;
import java.util.List;

/**
 * How long things take and last at an endpoint.
 *
 * @param execution what a job takes that nobody really does
 * @param executionTimeout when the request does not say
 * @param workerTimeout until the platform notices that a worker is gone
 * @param hidden how long a new job is not found
 * @param pickUp how long a job may wait before it is TIMED_OUT
 * @param webhooks the wait before each try, the first included
 */
public record Times(Duration execution, Duration executionTimeout, Duration ttl, Duration workerTimeout,
        Duration hidden, Duration pickUp, Duration retention, Duration syncRetention, List<Duration> webhooks) {
    static final Times USUAL = new Times(Duration.ofSeconds(4), Duration.ofMinutes(10), Duration.ofDays(1),
            Duration.ofSeconds(40), Duration.ZERO, Duration.ofDays(8), Duration.ofMinutes(30), Duration.ofMinutes(1),
            List.of(Duration.ZERO, Duration.ofSeconds(5), Duration.ofSeconds(15)));

    public Times {
        webhooks = List.copyOf(webhooks);
    }

    public static Times usual() {
        return USUAL;
    }

    public Times executing(Duration time) {
        return new Times(time, executionTimeout, ttl, workerTimeout, hidden, pickUp, retention, syncRetention,
                webhooks);
    }

    public Times hiding(Duration time) {
        return new Times(execution, executionTimeout, ttl, workerTimeout, time, pickUp, retention, syncRetention,
                webhooks);
    }

    public Times pickingUpWithin(Duration time) {
        return new Times(execution, executionTimeout, ttl, workerTimeout, hidden, time, retention, syncRetention,
                webhooks);
    }

    public Times announcingAfter(List<Duration> waits) {
        return new Times(execution, executionTimeout, ttl, workerTimeout, hidden, pickUp, retention, syncRetention,
                waits);
    }
}
